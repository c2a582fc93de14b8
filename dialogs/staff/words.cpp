// Reading what staff write: the verb, the case, a time.
#include <algorithm>
#include <array>
#include <charconv>

#include "dialogs/staff/staff.hpp"

namespace linli::staff {
namespace {

struct spelling_of {
    verb v;
    std::string_view slash;
    std::string_view chinese;
};

constexpr std::array verbs{
    spelling_of{verb::take, "/take", "接单"},     spelling_of{verb::assign, "/assign", "转派"},
    spelling_of{verb::plan, "/plan", "方案"},     spelling_of{verb::onsite, "/onsite", "到场"},
    spelling_of{verb::wait, "/wait", "等待"},     spelling_of{verb::done, "/done", "完成"},
    spelling_of{verb::reject, "/reject", "驳回"}, spelling_of{verb::note, "/note", "备注"},
    spelling_of{verb::add, "/new", "登记"},       spelling_of{verb::cases, "/cases", "工单"},
    spelling_of{verb::help, "/help", "帮助"},     spelling_of{verb::join, "/join", "加入"},
    spelling_of{verb::undo, "/undo", "撤回"},
};

constexpr std::string_view blank = " \t\n\r";

std::string_view trimmed(std::string_view s) {
    const auto from = s.find_first_not_of(blank);
    if (from == s.npos) return {};
    return s.substr(from, s.find_last_not_of(blank) - from + 1);
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// The code at the start of `s`, and how long it is written.
std::optional<std::pair<case_code, std::size_t>> code_at(std::string_view s) {
    constexpr std::size_t digits_max = 12;
    if (s.size() < 4 || (s[0] != 'C' && s[0] != 'c') || (s[1] != 'P' && s[1] != 'p')) return std::nullopt;
    std::size_t at = s[2] == '-' || s[2] == ' ' ? 3 : 2;
    const auto from = at;
    while (at < s.size() && digit(s[at]) && at - from < digits_max) ++at;
    if (at == from) return std::nullopt;
    std::int64_t n = 0;
    std::from_chars(s.data() + from, s.data() + at, n);
    return std::pair{static_cast<case_code>(n), at};
}

constexpr span_of_time day = std::chrono::hours{24};

instant start_of_day(const calendar& c, instant t) {
    const auto shifted = t + c.offset_at(t);
    return instant{std::chrono::floor<std::chrono::days>(shifted)} - c.offset_at(t);
}

std::optional<int> number_before(std::string_view s, std::string_view unit) {
    const auto at = s.find(unit);
    if (at == s.npos || at == 0) return std::nullopt;
    auto from = at;
    while (from > 0 && digit(s[from - 1]) && at - from < 4) --from;
    int n = 0;
    if (from == at) return std::nullopt;
    std::from_chars(s.data() + from, s.data() + at, n);
    return n;
}

// "14:30", "14点": how far into the day.
std::optional<span_of_time> time_of_day(std::string_view s) {
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (!digit(s[i]) || (i > 0 && digit(s[i - 1]))) continue;
        int hour = 0, minute = 0;
        auto [end, error] = std::from_chars(s.data() + i, s.data() + s.size(), hour);
        std::string_view after(end, static_cast<std::size_t>(s.data() + s.size() - end));
        if (error != std::errc{} || hour > 24) continue;
        const std::string_view colon = after.starts_with("：") ? "：" : after.starts_with(":") ? ":" : "";
        if (!colon.empty()) {
            after.remove_prefix(colon.size());
            if (std::from_chars(after.data(), after.data() + after.size(), minute).ec != std::errc{}) continue;
        } else if (!after.starts_with("点")) {
            continue;
        }
        return std::chrono::hours{hour} + std::chrono::minutes{std::min(minute, 59)};
    }
    return std::nullopt;
}

std::optional<int> weekday(std::string_view s) {
    constexpr std::array<std::string_view, 7> zh{"日", "一", "二", "三", "四", "五", "六"};
    constexpr std::array<std::string_view, 7> en{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    for (int i = 0; i < 7; ++i) {
        for (std::string_view prefix : {"周", "星期", "礼拜"})
            if (s.find(std::string(prefix) + std::string(zh[i])) != s.npos) return i;
        const auto at = s.find(en[i]);
        if (at != s.npos && (at == 0 || s[at - 1] == ' ')) return i;
    }
    return std::nullopt;
}

// "11-25" or "2026-11-25".
std::optional<instant> date_in(const calendar& c, std::string_view s, instant now) {
    for (std::size_t i = 1; i + 1 < s.size(); ++i) {
        if (s[i] != '-' || !digit(s[i - 1]) || !digit(s[i + 1])) continue;
        int month = 0, date = 0;
        auto from = i;
        while (from > 0 && digit(s[from - 1])) --from;
        if (i - from > 2) continue;  // the year: the pair behind it is looked at next
        std::from_chars(s.data() + from, s.data() + i, month);
        std::from_chars(s.data() + i + 1, s.data() + s.size(), date);
        auto year = std::chrono::year{c.local(now).year};
        for (int tries = 0; tries < 2; ++tries, ++year) {
            const auto ymd = year / month / date;
            if (!ymd.ok()) break;
            const instant midnight = instant{std::chrono::sys_days{ymd}} - c.offset_at(now);
            if (midnight + day > now) return midnight;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<case_code> find_code(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool starts = i == 0 || !(std::isalnum(static_cast<unsigned char>(text[i - 1])));
        if (!starts) continue;
        if (const auto found = code_at(text.substr(i))) return found->first;
    }
    return std::nullopt;
}

std::string_view verb_word(verb v, language l) {
    for (const auto& s : verbs)
        if (s.v == v) return l == language::zh ? s.chinese : s.slash;
    return {};
}

words read_words(std::string_view text) {
    words out;
    text = trimmed(text);
    const auto word_end = std::min(text.find_first_of(blank), text.size());
    auto first = text.substr(0, word_end);
    if (first.starts_with('/')) first = first.substr(0, first.find('@'));  // /take@our_bot
    for (const auto& s : verbs) {
        std::string lower(first);
        std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
        if (lower != s.slash && first != s.chinese) continue;
        out.verb = s.v;
        out.slash = lower == s.slash;
    }
    if (out.verb == verb::none) {
        out.rest = text;
        return out;
    }
    text = trimmed(text.substr(word_end));
    if (const auto code = code_at(text)) {
        out.code = code->first;
        text = trimmed(text.substr(code->second));
    }
    out.rest = text;
    return out;
}

std::optional<instant> find_time(const calendar& c, std::string_view words, instant now) {
    std::string s(words);
    std::transform(s.begin(), s.end(), s.begin(), [](unsigned char ch) { return std::tolower(ch); });
    for (std::string_view unit : {"小时", "h"})
        if (const auto n = number_before(s, unit)) return now + std::chrono::hours{*n};
    for (std::string_view unit : {"分钟", "min", "m"})
        if (const auto n = number_before(s, unit)) return now + std::chrono::minutes{*n};
    std::optional<instant> on_day = date_in(c, s, now);
    const auto today = start_of_day(c, now);
    for (std::string_view unit : {"天", "d"})
        if (const auto n = number_before(s, unit)) on_day = today + *n * day;
    if (s.find("今天") != s.npos || s.find("today") != s.npos || s.find("今晚") != s.npos) on_day = today;
    if (s.find("明天") != s.npos || s.find("tomorrow") != s.npos) on_day = today + day;
    if (s.find("后天") != s.npos) on_day = today + 2 * day;
    if (const auto w = weekday(s)) {
        const int ahead = (*w - c.local(now).weekday + 7) % 7;
        on_day = today + (ahead == 0 ? 7 : ahead) * day;
    }
    const auto at = time_of_day(s);
    if (!on_day && !at) return std::nullopt;
    if (on_day) return *on_day + at.value_or(std::chrono::hours{18});  // a bare day means by its end of work
    const auto later = today + *at;
    return later > now ? later : later + day;
}

}  // namespace linli::staff
