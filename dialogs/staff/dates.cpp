// Dates with a number: of a month, or of a day in one.
#include <algorithm>
#include <array>
#include <charconv>

#include "dialogs/staff/time_words.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month;
using std::chrono::year_month_day;

constexpr days long_ago{90};  // a date that passed before that is next year's

struct date {
    int year = 0;        // 0: not said
    unsigned month = 0;  // 0: not said
    unsigned day = 0;    // 0: the last one
};

struct number {
    unsigned value = 0;
    std::size_t size = 0;  // digits; 0: there is none
};

number number_at(std::string_view s) {
    constexpr std::size_t digits_max = 4;
    number n;
    n.size = leading_digits(s);
    if (n.size > digits_max) return {};
    std::from_chars(s.data(), s.data() + n.size, n.value);
    return n;
}

sys_days last_day(year_month m) { return sys_days{m / std::chrono::last}; }
year_month month_of(sys_days d) {
    const year_month_day date{d};
    return date.year() / date.month();
}

std::optional<sys_days> resolved(const date& d, sys_days today) {
    const auto this_month = month_of(today);
    if (d.month == 0) {
        for (const auto month :
             {this_month, this_month + std::chrono::months{1}, this_month + std::chrono::months{2}}) {
            const auto day = month / std::chrono::day{d.day};
            if (day.ok() && sys_days{day} >= today) return sys_days{day};
        }
        return std::nullopt;
    }
    const auto from = d.year ? d.year : static_cast<int>(this_month.year()) - 1;
    for (auto year = from; year <= (d.year ? from : from + 2); ++year) {
        const auto month = std::chrono::year{year} / std::chrono::month{d.month};
        if (!month.ok()) return std::nullopt;
        const auto day = d.day ? month / std::chrono::day{d.day} : year_month_day{last_day(month)};
        if (day.ok() && (d.year || sys_days{day} >= today - long_ago)) return sys_days{day};
    }
    return std::nullopt;
}

// The year that ends there, as in "2026-", "2026/" or "2026年".
int year_before(std::string_view before) {
    if (ends_with_any(before, {"-", "/"}))
        before.remove_suffix(1);
    else if (before.ends_with("年"))
        before.remove_suffix(std::string_view("年").size());
    else
        return 0;
    if (before.size() < 4) return 0;
    const auto n = number_at(before.substr(before.size() - 4));
    return n.size == 4 && n.value > 2000 ? static_cast<int>(n.value) : 0;
}

// "3-2-1201" is a flat, "9-11点" a span of hours, "2-3天" one of days, "1/2寸" a pipe.
bool is_a_date(std::string_view before, std::string_view after) {
    if (ends_with_any(before, {"-", "/"}) && year_before(before) == 0) return false;
    if (!before.empty() && (letter(before.back()) || ends_with_any(before, {".", ":"}))) return false;
    if (!after.empty() && letter(after.front())) return false;
    if (starts_with_any(after, {" day", " hour", " min", " week", " month", " am", " pm", " inch"})) return false;
    return !starts_with_any(after, {"-",    ".",  ":",  "/",    "点",   "小时", "个", "分", "天",   "周",    "次",
                                    "号楼", "楼", "栋", "幢",   "单元", "层",   "室", "户", "人",   "米",    "元",
                                    "块",   "度", "寸", "英寸", "\"",   "阀",   "管", "弯", "接头", "工作日"});
}

// "11-25", "12/5".
std::optional<date> with_a_bar(std::string_view before, number first, std::string_view after) {
    if (first.size > 2 || !starts_with_any(after, {"-", "/"})) return std::nullopt;
    const auto second = number_at(after.substr(1));
    if (second.value == 0 || second.size > 2 || !is_a_date(before, after.substr(1 + second.size))) return std::nullopt;
    return date{year_before(before), first.value, second.value};
}

// "12月3日", "12月3号", "12月底".
std::optional<date> with_its_month(std::string_view before, number first, std::string_view after) {
    constexpr std::string_view month = "月";
    if (first.size > 2 || !after.starts_with(month)) return std::nullopt;
    after.remove_prefix(month.size());
    if (after.starts_with("底")) return date{year_before(before), first.value, 0};
    const auto second = number_at(after);
    if (second.value == 0 || second.size > 2) return std::nullopt;
    return date{year_before(before), first.value, second.value};
}

// "5号" alone is a day only where the sentence goes on as it does behind days: "5号门", "5号楼" and "5号泵" are none.
std::optional<date> without_month(std::string_view before, number first, std::string_view after) {
    if (first.size > 2 || first.value == 0 || first.value > 31 || ends_with_any(before, {"-", "/", "."}))
        return std::nullopt;
    const bool by_number = after.starts_with("号");
    if (!by_number && !after.starts_with("日")) return std::nullopt;
    after.remove_prefix(std::string_view("号").size());
    const bool goes_on =
        after.empty() || is_digit(after.front()) ||
        starts_with_any(after, {" ",  ",",    ".",  ";",    "!",    "。", "、",   "|",  "上午", "下午", "中午", "早",
                                "晚", "凌晨", "前", "之前", "以前", "到", "来",   "去", "修",   "换",   "弄",   "完",
                                "再", "我",   "师", "或",   "和",   "至", "左右", "(",  "送",   "能",   "可"});
    return goes_on || (by_number && starts_with_any(after, {"后", "之后", "以后"}))
               ? std::optional(date{0, 0, first.value})
               : std::nullopt;
}

struct placed {
    date what;
    std::size_t at = 0;
};

// The first one behind `from`.
std::optional<placed> in_digits(std::string_view s, std::size_t from = 0) {
    for (std::size_t i = from; i < s.size(); ++i) {
        if (!is_digit(s[i]) || (i > 0 && is_digit(s[i - 1]))) continue;
        const auto before = s.substr(0, i);
        const auto first = number_at(s.substr(i));
        if (first.size == 0) continue;
        const auto after = s.substr(i + first.size);
        if (const auto d = with_a_bar(before, first, after)) return placed{*d, i};
        if (const auto d = with_its_month(before, first, after)) return placed{*d, i};
        if (const auto d = without_month(before, first, after)) return placed{*d, i};
    }
    return std::nullopt;
}

// A day beside the name of a month: no hour and no year.
unsigned day_behind(std::string_view s) {
    s = trimmed_front(s, " .");
    const auto n = number_at(s);
    if (n.size == 0 || n.size > 2) return 0;
    const auto after = s.substr(n.size);
    return starts_with_any(after, {":", "am", "pm", " am", " pm", "点", "-", "/", " min", " hour", " day", " week"})
               ? 0
               : n.value;
}

unsigned day_before(std::string_view s) {
    for (const std::string_view skipped : {" ", "of", " ", "st", "nd", "rd", "th"})
        if (s.ends_with(skipped)) s.remove_suffix(skipped.size());
    auto from = s.size();
    while (from > 0 && is_digit(s[from - 1])) --from;
    const auto n = number_at(s.substr(from));
    const bool clock = from > 0 && ends_with_any(s.substr(0, from), {":", ".", "-"});
    return n.size == 0 || n.size > 2 || clock ? 0 : n.value;
}

std::vector<placed> in_english(std::string_view s) {
    constexpr std::array<std::string_view, 12> names{"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};
    std::vector<placed> out;
    for (std::size_t i = 0; i < names.size(); ++i)
        for (const auto name : {names[i], names[i].substr(0, 3), names[i].substr(0, 4)})
            for (auto at = find_word(s, name); at != s.npos; at = find_word(s, name, at + 1)) {
                const auto behind = day_behind(s.substr(at + name.size()));
                const auto day = behind > 0 ? behind : day_before(s.substr(0, at));
                const auto from = behind > 0 ? at : s.substr(0, at).find_last_of("0123456789");
                const bool second = behind == 0 && from > 0 && from != s.npos && is_digit(s[from - 1]);
                if (day > 0 && day <= 31) out.push_back({date{0, static_cast<unsigned>(i) + 1, day}, from - second});
            }
    return out;
}

bool names_next_month(std::string_view s) { return holds_any(s, {"下月", "下个月", "next month"}); }

// "月底", "下个月", and the day of the next month.
std::optional<sys_days> by_the_month(std::string_view s, const std::optional<date>& named, sys_days today) {
    const auto this_month = month_of(today);
    const auto month = names_next_month(s) ? this_month + std::chrono::months{1} : this_month;
    if (named && named->month == 0 && names_next_month(s)) {
        const auto day = month / std::chrono::day{named->day};
        return day.ok() ? std::optional(sys_days{day}) : std::nullopt;
    }
    const bool end = holds_any(s, {"月底", "月末", "end of the month", "end of month", "end of this month"});
    if (named || (!end && !names_next_month(s))) return std::nullopt;
    return last_day(month);
}

std::size_t end_of_date(std::string_view s, std::size_t at) {
    const auto sign = [&](std::string_view w) { return s.substr(at).starts_with(w) ? w.size() : 0; };
    while (at < s.size()) {
        const auto size =
            is_digit(s[at]) ? 1 : std::max({sign("-"), sign("/"), sign("年"), sign("月"), sign("日"), sign("号")});
        if (size == 0) break;
        at += size;
    }
    return at;
}

}  // namespace

std::vector<day_named> dates_in(std::string_view s, sys_days today) {
    auto found = in_english(s);
    for (auto one = in_digits(s); one; one = in_digits(s, end_of_date(s, one->at))) found.push_back(*one);
    std::vector<day_named> out;
    for (const auto& [what, at] : found) {
        const auto next_month = by_the_month(s, what, today);
        const auto day = next_month ? next_month : resolved(what, today);
        const auto year = what.year ? s.substr(0, at).rfind(std::to_string(what.year)) : at;
        if (day) out.push_back({year, *day});
    }
    return out;
}

std::optional<sys_days> date_in(std::string_view s, sys_days today) {
    std::optional<date> named;
    if (const auto digits = in_digits(s))
        named = digits->what;
    else if (const auto english = in_english(s); !english.empty())
        named = english.front().what;
    if (const auto day = by_the_month(s, named, today)) return day;
    return named ? resolved(*named, today) : std::nullopt;
}

}  // namespace linli::staff
