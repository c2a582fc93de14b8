// Reading days and times that staff write.
#include <algorithm>
#include <array>
#include <charconv>

#include "dialogs/staff/staff.hpp"

namespace linli::staff {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;

using words_of = std::initializer_list<std::string_view>;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return c >= 'a' && c <= 'z'; }

bool holds_any(std::string_view s, words_of words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return s.find(w) != s.npos; });
}
bool starts_with_any(std::string_view s, words_of words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return s.starts_with(w); });
}
bool ends_with_any(std::string_view s, words_of words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return s.ends_with(w); });
}

// Whether the unit ends there. A lone letter is a time only where nothing else can be meant: "2h后" and "5m内"
// are, "25mm" and "60hz" are not, and "5m水管" is a length.
bool ends_unit(std::string_view unit, std::string_view after) {
    if (!letter(unit.front()) || after.empty()) return true;
    if (letter(after.front()) || digit(after.front())) return false;
    if (unit.size() > 1) return true;
    if (starts_with_any(after, {"后", "内", "左右", "之内", "以内", "之后", "以后", "，", "。", "、", "；", "！", "？", "）"}))
        return true;
    const bool goes_on = starts_with_any(after, {"-", "~", "/", "*"});  // "3m-5m"
    return static_cast<unsigned char>(after.front()) < 0x80 && !goes_on;
}

// The number that stands directly before the unit, wherever that is a word of its own.
std::optional<double> number_before(std::string_view s, std::string_view unit) {
    constexpr std::size_t digits_max = 4;
    for (auto at = s.find(unit); at != s.npos; at = s.find(unit, at + 1)) {
        auto from = at;
        while (from > 0 && (digit(s[from - 1]) || s[from - 1] == '.')) --from;
        const bool named = from > 0 && letter(s[from - 1]);  // "dn25"
        while (from < at && s[from] == '.') ++from;
        if (from == at || at - from > digits_max || named || !ends_unit(unit, s.substr(at + unit.size()))) continue;
        double n = 0;
        if (std::from_chars(s.data() + from, s.data() + at, n).ec == std::errc{}) return n;
    }
    return std::nullopt;
}

// "2h", "30分钟": how long from now.
std::optional<span_of_time> span_in(std::string_view s) {
    struct spelling {
        std::string_view unit;
        span_of_time length;
    };
    constexpr std::array spellings{
        spelling{"小时", hours{1}},    spelling{"个小时", hours{1}},   spelling{"hours", hours{1}},
        spelling{"hour", hours{1}},    spelling{"hrs", hours{1}},      spelling{"hr", hours{1}},
        spelling{"h", hours{1}},       spelling{"分钟", minutes{1}},   spelling{"minutes", minutes{1}},
        spelling{"minute", minutes{1}}, spelling{"mins", minutes{1}},  spelling{"min", minutes{1}},
        spelling{"m", minutes{1}}};
    for (const auto& one : spellings)
        if (const auto n = number_before(s, one.unit)) return std::chrono::duration_cast<span_of_time>(*n * one.length);
    return std::nullopt;
}

std::optional<days> days_in(std::string_view s) {
    for (std::string_view unit : {"天", "days", "day", "d"})
        if (const auto n = number_before(s, unit)) return days{static_cast<int>(*n)};
    return std::nullopt;
}

// 一点 is an hour only beside what belongs to hours: "有一点漏水" and "快一点" mean a little.
bool is_one_o_clock(std::string_view before, std::string_view after) {
    if (ends_with_any(before, {"上午", "下午", "中午", "凌晨", "早上", "晚上", "今晚", "明晚", "今天", "明天", "后天",
                               "点到", "点至", "点-", "点~"}))
        return true;
    const bool to_an_hour = starts_with_any(after, {"到", "至"}) && after.size() > 3 && digit(after[3]);
    return to_an_hour || starts_with_any(after, {"钟", "半", "整", "前", "之前", "以前", "左右", "-", "~"});
}

// 一点 … 十二点, written out.
std::string digits_for_hours(std::string_view s) {
    constexpr std::array<std::string_view, 13> hours_zh{"零点", "一点", "二点", "三点", "四点", "五点", "六点",
                                                        "七点", "八点", "九点", "十点", "十一点", "十二点"};
    std::string out(s);
    const auto replace = [&](std::string_view from, const std::string& to) {
        for (auto at = out.find(from); at != out.npos; at = out.find(from, at + to.size())) {
            const std::string_view all = out;
            if (from == hours_zh[1] && !is_one_o_clock(all.substr(0, at), all.substr(at + from.size()))) continue;
            out.replace(at, from.size(), to);
        }
    };
    replace("两点", "2点");
    for (std::size_t i = hours_zh.size(); i-- > 0;) replace(hours_zh[i], std::to_string(i) + "点");
    replace("点半", "点30");
    return out;
}

// As all the rest reads it.
std::string plain(std::string_view words) {
    auto s = digits_for_hours(words);
    std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) { return std::tolower(c); });
    return s;
}

bool afternoon(std::string_view s) { return holds_any(s, {"下午", "晚上", "今晚", "明晚", "傍晚", "pm"}); }
bool names_half(std::string_view s) {
    return afternoon(s) || holds_any(s, {"上午", "早上", "凌晨", "中午", "am"});
}

// "14:30", "14点", "2点30", "2pm" at the start of `s`, as the digits say it.
std::optional<span_of_time> clock_at(std::string_view s) {
    int hour = 0, minute = 0;
    if (s.empty() || !digit(s.front())) return std::nullopt;
    const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), hour);
    if (error != std::errc{} || hour > 24) return std::nullopt;
    auto after = s.substr(static_cast<std::size_t>(end - s.data()));
    const std::string_view colon = after.starts_with("：") ? "：" : after.starts_with(":") ? ":" : "";
    if (!colon.empty()) {
        after.remove_prefix(colon.size());
        if (std::from_chars(after.data(), after.data() + after.size(), minute).ec != std::errc{}) return std::nullopt;
    } else if (after.starts_with("点")) {
        after.remove_prefix(std::string_view("点").size());
        std::from_chars(after.data(), after.data() + after.size(), minute);
    } else if (!starts_with_any(after, {"am", "pm"}) || (after.size() > 2 && letter(after[2]))) {
        return std::nullopt;
    } else if (hour == 12 && after.starts_with("am")) {
        hour = 0;
    }
    return hours{hour} + minutes{std::clamp(minute, 0, 59)};
}

// How far into the day.
std::optional<span_of_time> time_of_day(std::string_view s) {
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (i > 0 && digit(s[i - 1])) continue;
        const auto at = clock_at(s.substr(i));
        if (at) return *at < hours{12} && afternoon(s) ? *at + hours{12} : *at;
    }
    return std::nullopt;
}

// "fri", "friday" and "tues", but not "monitored".
bool names_weekday(std::string_view s, std::string_view name) {
    for (auto at = s.find(name); at != s.npos; at = s.find(name, at + 1)) {
        if (at > 0 && letter(s[at - 1])) continue;
        auto word = s.substr(at);
        word = word.substr(0, static_cast<std::size_t>(std::find_if_not(word.begin(), word.end(), letter) - word.begin()));
        if (word == name || word.ends_with("day") || word == "tues" || word == "thur" || word == "thurs") return true;
    }
    return false;
}

std::optional<int> weekday(std::string_view s) {
    constexpr std::array<std::string_view, 7> zh{"日", "一", "二", "三", "四", "五", "六"};
    constexpr std::array<std::string_view, 7> en{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    for (int i = 0; i < 7; ++i) {
        for (std::string_view prefix : {"周", "星期", "礼拜"})
            if (s.find(std::string(prefix) + std::string(zh[i])) != s.npos) return i;
        if (names_weekday(s, en[i])) return i;
    }
    return std::nullopt;
}

// "3-2-1201" is a flat, "9-11点" a span of hours, "2-3天" one of days.
bool is_a_date(std::string_view before, std::string_view after) {
    const auto year_before = [&] {
        const auto digits = before.size() - 1;
        return digits >= 4 && std::all_of(before.begin() + static_cast<std::ptrdiff_t>(digits - 4), before.end() - 1, digit);
    };
    if (before.ends_with('-') && !year_before()) return false;
    if (!before.empty() && (letter(before.back()) || ends_with_any(before, {".", ":", "/"}))) return false;
    if (!after.empty() && letter(after.front())) return false;
    return !starts_with_any(after, {"-", ".", ":", "：", "/", "点", "小时", "个", "分", "天", "周", "次", "号楼", "楼",
                                    "栋", "幢", "单元", "层", "室", "户", "人", "米", "元", "度"});
}

// "11-25" or "2026-11-25".
std::optional<sys_days> date_in(std::string_view s, sys_days today) {
    for (std::size_t i = 1; i + 1 < s.size(); ++i) {
        if (s[i] != '-' || !digit(s[i - 1]) || !digit(s[i + 1])) continue;
        unsigned month = 0, date = 0;
        auto from = i;
        while (from > 0 && digit(s[from - 1])) --from;
        if (i - from > 2) continue;  // the year: the pair behind it is looked at next
        std::from_chars(s.data() + from, s.data() + i, month);
        const auto end = std::from_chars(s.data() + i + 1, s.data() + s.size(), date).ptr;
        if (date > 31 || !is_a_date(s.substr(0, from), s.substr(static_cast<std::size_t>(end - s.data())))) continue;
        const auto this_year = std::chrono::year_month_day{today}.year();
        for (const auto year : {this_year, this_year + std::chrono::years{1}}) {
            const auto day = year / std::chrono::month{month} / std::chrono::day{date};
            if (day.ok() && sys_days{day} >= today) return sys_days{day};
        }
    }
    return std::nullopt;
}

// A day by its name or date. 今天 is named too, though a span says more than it.
std::optional<sys_days> named_day(std::string_view s, sys_days today) {
    if (const auto w = weekday(s)) {
        const int ahead = (*w - static_cast<int>(std::chrono::weekday{today}.c_encoding()) + 7) % 7;
        return today + days{ahead == 0 ? 7 : ahead};
    }
    if (holds_any(s, {"后天"})) return today + days{2};
    if (holds_any(s, {"明天", "tomorrow", "明晚"})) return today + days{1};
    if (holds_any(s, {"今天", "today", "今晚"})) return today;
    return date_in(s, today);
}

// "周三 9:00-11:00", "周三 9-11点": where it begins and where it ends.
struct time_range {
    std::string begin;
    std::string end;
};

// "下午2点-4点" ends at four in the afternoon, "2-4pm" begins at two: the half of the day is said once.
time_range with_both_halves(std::string begin, std::string end) {
    if (!time_of_day(begin)) begin += "点";
    const auto until = time_of_day(end);
    if (afternoon(end) && !names_half(begin) && time_of_day(begin + "pm") < until) begin += "pm";
    if (!names_half(end) && until < time_of_day(begin)) end.insert(0, "下午");
    return {std::move(begin), std::move(end)};
}

time_range range_of(std::string_view s) {
    for (std::size_t i = 1; i < s.size(); ++i)
        for (std::string_view to : {"-", "–", "~", "到", "至"}) {
            if (!s.substr(i).starts_with(to)) continue;
            const auto begin = s.substr(0, i), end = s.substr(i + to.size());
            const bool from_hour = digit(begin.back()) || ends_with_any(begin, {"点", "am", "pm"});
            if (from_hour && clock_at(end)) return with_both_halves(std::string(begin), std::string(end));
        }
    return {std::string(s), {}};
}

}  // namespace

std::optional<instant> find_time(const calendar& c, std::string_view words, instant now) {
    const auto s = plain(words);
    const auto today = c.date_of(now);
    const auto at = time_of_day(s);
    auto on_day = named_day(s, today);
    const bool exact = at || on_day.value_or(today) != today;
    if (!exact)
        if (const auto span = span_in(s)) return now + *span;
    if (const auto ahead = days_in(s); ahead && !on_day) on_day = today + *ahead;
    if (!on_day && !at) return std::nullopt;
    // A bare day means by its end of work, an evening by eight.
    const auto by_then = holds_any(s, {"今晚", "明晚"}) ? hours{20} : hours{18};
    if (on_day) return c.at(*on_day, at.value_or(by_then));
    const auto later = c.at(today, *at);
    return later > now ? later : c.at(today + days{1}, *at);
}

std::optional<instant> find_promise(const calendar& c, std::string_view words, instant now) {
    // What was, or is asked, is no promise.
    for (std::string_view over : {"昨天", "刚才", "已经", "上次", "之前", "吗", "？", "?", "yesterday", "already", "ago"})
        if (words.find(over) != words.npos) return std::nullopt;
    const auto at = find_time(c, words, now);
    return at && *at > now ? at : std::nullopt;
}

std::vector<slot> find_slots(const calendar& c, std::string_view said_so, instant now) {
    constexpr std::size_t slots_max = 3;
    const auto all = plain(said_so);
    std::string_view words = all;
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
            slot s{*from, *from + hours{1}};
            if (const auto until = time_of_day(one.end))
                if (const auto to = c.at(c.date_of(*from), *until); to > s.from) s.to = to;
            out.push_back(s);
        }
        words.remove_prefix(end + skip);
    }
    return out;
}

}  // namespace linli::staff
