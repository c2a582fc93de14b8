// Reading days and times that staff write.
#include <algorithm>
#include <array>
#include <charconv>

#include "dialogs/staff/staff.hpp"

namespace linli::staff {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

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

// 一点 … 十二点, written out.
std::string digits_for_hours(std::string_view s) {
    constexpr std::array<std::string_view, 13> hours{"零点", "一点", "二点", "三点", "四点", "五点", "六点",
                                                     "七点", "八点", "九点", "十点", "十一点", "十二点"};
    std::string out(s);
    const auto replace = [&](std::string_view from, const std::string& to) {
        for (auto at = out.find(from); at != out.npos; at = out.find(from, at + to.size()))
            out.replace(at, from.size(), to);
    };
    replace("两点", "2点");
    for (std::size_t i = hours.size(); i-- > 0;) replace(hours[i], std::to_string(i) + "点");
    replace("点半", "点30");
    return out;
}

bool afternoon(std::string_view s) {
    for (std::string_view word : {"下午", "晚上", "今晚", "明晚", "傍晚", "pm"})
        if (s.find(word) != s.npos) return true;
    return false;
}

// "14:30", "14点", "2点30": how far into the day.
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
        } else if (after.starts_with("点")) {
            after.remove_prefix(std::string_view("点").size());
            std::from_chars(after.data(), after.data() + after.size(), minute);
        } else if (!after.starts_with("pm")) {
            continue;
        }
        if (hour < 12 && afternoon(s)) hour += 12;
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

// "周三 9:00-11:00", "周三 9-11点": where it begins and where it ends.
struct time_range {
    std::string begin;
    std::string end;
};
time_range range_of(std::string_view s) {
    for (std::size_t i = 1; i < s.size(); ++i)
        for (std::string_view to : {"-", "–", "~", "到", "至"}) {
            if (!s.substr(i).starts_with(to) || i + to.size() >= s.size()) continue;
            const auto end = s.substr(i + to.size());
            const bool from_digit = digit(s[i - 1]) || s.substr(0, i).ends_with("点");
            if (!from_digit || !digit(end.front()) || !time_of_day(end)) continue;
            std::string begin(s.substr(0, i));
            if (!time_of_day(begin)) begin += "点";
            return {std::move(begin), std::string(end)};
        }
    return {std::string(s), {}};
}

}  // namespace

std::optional<instant> find_time(const calendar& c, std::string_view words, instant now) {
    auto s = digits_for_hours(words);
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
    if (s.find("明天") != s.npos || s.find("tomorrow") != s.npos || s.find("明晚") != s.npos)
        on_day = today + day;
    if (s.find("后天") != s.npos) on_day = today + 2 * day;
    if (const auto w = weekday(s)) {
        const int ahead = (*w - c.local(now).weekday + 7) % 7;
        on_day = today + (ahead == 0 ? 7 : ahead) * day;
    }
    const auto at = time_of_day(s);
    if (!on_day && !at) return std::nullopt;
    // A bare day means by its end of work, an evening by eight.
    const auto by_then = s.find("今晚") != s.npos || s.find("明晚") != s.npos ? std::chrono::hours{20} : std::chrono::hours{18};
    if (on_day) return *on_day + at.value_or(by_then);
    const auto later = today + *at;
    return later > now ? later : later + day;
}

std::optional<instant> find_promise(const calendar& c, std::string_view words, instant now) {
    // What was, or is asked, is no promise.
    for (std::string_view over : {"昨天", "刚才", "已经", "上次", "之前", "吗", "？", "?", "yesterday", "already", "ago"})
        if (words.find(over) != words.npos) return std::nullopt;
    const auto at = find_time(c, words, now);
    return at && *at > now ? at : std::nullopt;
}

std::vector<slot> find_slots(const calendar& c, std::string_view words, instant now) {
    constexpr std::size_t slots_max = 3;
    std::vector<slot> out;
    while (!words.empty() && out.size() < slots_max) {
        auto end = words.size();
        std::size_t skip = 0;
        for (std::string_view bar : {"|", "｜", "或者", "或", " or "})
            if (const auto at = words.find(bar); at < end) {
                end = at;
                skip = bar.size();
            }
        const auto one = range_of(words.substr(0, end));
        const auto from = find_time(c, one.begin, now);
        if (from && *from > now) {
            slot s{*from, *from + std::chrono::hours{1}};
            if (const auto until = time_of_day(one.end))
                if (const auto to = start_of_day(c, *from) + *until; to > s.from) s.to = to;
            out.push_back(s);
        }
        words.remove_prefix(end + skip);
    }
    return out;
}

}  // namespace linli::staff
