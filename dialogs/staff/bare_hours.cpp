// Hours that are written as a number alone: "明天9", "tmr 9-11", "at 3", "明天0930", "mon 9.15". Only behind what
// asks for an hour, and only where nothing that is counted follows: "明天2人", "sat 10 parts" and "at 3 sites" are
// none.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "dialogs/staff/time_words.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

constexpr int last_hour = 24;

struct hour {
    int hours = 0;
    int minutes = -1;      // -1: not said
    std::size_t size = 0;  // 0: there is none
    bool clock = false;    // written as one: "9:00", "9点", "9am"
};

int two_digits(std::string_view s) { return (s[0] - '0') * 10 + (s[1] - '0'); }

// "0930", "1430". "1201" is a flat: without a nought before it only quarters of an hour are.
hour in_four_digits(std::string_view s) {
    const hour h{two_digits(s), two_digits(s.substr(2)), 4};
    const bool plausible = s[0] == '0' || h.minutes % 15 == 0;
    return h.hours < last_hour && h.minutes < 60 && plausible ? h : hour{};
}

// "ten", where it is no part of a word.
hour in_letters(std::string_view s) {
    constexpr std::array<std::string_view, 12> names{"one",   "two",   "three", "four", "five",   "six",
                                                     "seven", "eight", "nine",  "ten",  "eleven", "twelve"};
    for (std::size_t i = 0; i < names.size(); ++i)
        if (find_word(s.substr(0, names[i].size() + 1), names[i]) == 0)
            return {static_cast<int>(i) + 1, -1, names[i].size()};
    return {};
}

hour hour_at(std::string_view s) {
    if (s.empty() || !is_digit(s.front())) return in_letters(s);
    const auto n = leading_digits(s);
    if (n == 4) return in_four_digits(s);
    if (n > 2) return {};
    hour h{n == 2 ? two_digits(s) : s[0] - '0', -1, n};
    const auto after = s.substr(n);
    h.clock = starts_with_any(after, {":", "点", "am", "pm", " am", " pm"});
    if (after.starts_with('.') && leading_digits(after.substr(1)) == 2 && two_digits(after.substr(1)) < 60) {
        h.minutes = two_digits(after.substr(1));
        h.size += 3;
        h.clock = false;
    }
    return h.hours == 0 || h.hours > last_hour ? hour{} : h;
}

std::string_view without_blanks_behind(std::string_view s) { return trimmed_back(s, " ,@"); }

bool cut_word(std::string_view& s, words_of words) {
    for (const auto w : words) {
        if (!s.ends_with(w)) continue;
        const auto before = s.substr(0, s.size() - w.size());
        if (letter(w.front()) && !before.empty() && letter(before.back())) continue;
        s = without_blanks_behind(before);
        return true;
    }
    return false;
}

// "12月3日", "12/5", "5号": the last word is a date.
bool ends_with_date(std::string_view s, std::chrono::sys_days today) {
    const auto blank = s.rfind(' ');
    const auto word = blank == s.npos ? s : s.substr(blank + 1);
    return !word.empty() && (is_digit(word.back()) || ends_with_any(word, {"日", "号"})) && date_in(word, today);
}

bool ends_with_day(std::string_view s, std::chrono::sys_days today) {
    if (ends_with_any(s, {"今天", "明天", "后天", "昨天", "今日", "明日", "后日", "周一", "周二", "周三",
                          "周四", "周五", "周六", "周日", "周天", "上午", "下午", "中午", "凌晨", "傍晚",
                          "早上", "晚上", "今晚", "明晚", "今早", "明早", "早",   "晚"}))
        return true;
    return cut_word(s, {"today",   "tomorrow",  "tonight",  "yesterday", "morning",  "afternoon", "evening", "monday",
                        "tuesday", "wednesday", "thursday", "friday",    "saturday", "sunday",    "mon",     "tue",
                        "tues",    "wed",       "thu",      "thur",      "thurs",    "fri",       "sat",     "sun"}) ||
           ends_with_date(s, today);
}

// "10am - ", "9:00-": the end of a span follows.
bool ends_with_begin_of_span(std::string_view s) {
    if (!cut_word(s, {"-", "–", "~", "到", "至", "to"}) || s.size() < 3) return false;
    return s[s.size() - 3] == ':' || s.ends_with("点") ||
           (ends_with_any(s, {"am", "pm"}) && (is_digit(s[s.size() - 3]) || s[s.size() - 3] == ' '));
}

// Whether it is a time of a clock from its first sign to its last.
bool is_clock(std::string_view s) {
    s = trimmed_front(s);
    const auto h = hour_at(s);
    if (h.size == 0 || !h.clock) return false;
    s.remove_prefix(h.size);
    if (s.starts_with(':')) return s.size() == 3 && leading_digits(s.substr(1)) == 2;
    if (s.starts_with("点")) s.remove_prefix(std::string_view("点").size());
    return s.empty() || s == "am" || s == "pm" || s == " am" || s == " pm" || s == "30";
}

// "明天9点-11点、": another span may follow.
bool ends_with_span(std::string_view s) {
    s = trimmed_back(s);
    if (!cut_word(s, {"、", ",", ";", "/", "|", "或者", "或", "还是", "和", "or", "and"})) return false;
    for (const std::string_view sign : {"-", "–", "~", "到", "至", "to "})
        if (const auto at = s.rfind(sign); at != s.npos && is_clock(s.substr(at + sign.size())))
            return ends_with_begin_of_span(s.substr(0, at + sign.size()));
    return false;
}

// What the words before want to be followed by. "by 12-5" is a date, and so it is behind a span.
enum class wanted : std::uint8_t { nothing, an_hour, two_hours, either, another_span };

wanted wanted_by(std::string_view before, std::chrono::sys_days today) {
    if (ends_with_span(before)) return wanted::another_span;
    auto s = without_blanks_behind(before);
    if (ends_with_begin_of_span(s)) return wanted::an_hour;
    if (ends_with_day(s, today))
        return s.size() < before.size() || !is_digit(s.back()) ? wanted::either : wanted::nothing;
    if (cut_word(s, {"from", "between"}) || (cut_word(s, {"从"}) && ends_with_day(s, today))) return wanted::two_hours;
    auto named = s;
    const bool about = cut_word(named, {"about", "around", "大约", "大概", "约", "是"});
    if (about && (ends_with_day(named, today) || cut_word(named, {"at", "by"}))) return wanted::an_hour;
    if (!cut_word(s, {"at", "by", "before", "until", "till", "after", "around"})) return wanted::nothing;
    return ends_with_day(s, today) ? wanted::either : wanted::an_hour;
}

bool counted_in_english(std::string_view word) {
    constexpr std::array<std::string_view, 54> things{
        "man",   "men",   "people", "person",   "staff",   "more",     "of",    "x",      "pcs",
        "piece", "mm",    "cm",     "m",        "km",      "kg",       "l",     "kw",     "v",
        "w",     "h",     "hour",   "hr",       "min",     "minute",   "day",   "week",   "month",
        "year",  "floor", "unit",   "building", "percent", "plus",     "metre", "meter",  "inch",
        "point", "side",  "end",    "place",    "corner",  "flat",     "level", "degree", "per",
        "yuan",  "rmb",   "dollar", "euro",     "working", "business", "new",   "time",   "spare"};
    constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
    if (std::find(things.begin(), things.end(), word) != things.end()) return true;
    if (std::any_of(months.begin(), months.end(), [&](std::string_view m) { return word.starts_with(m); })) return true;
    return word.size() > 3 && word.ends_with('s') && word != "this" && word != "works";
}

// Whether the hour is all that stands there.
bool ends_hour(std::string_view after) {
    if (after.empty()) return true;
    const auto c = after.front();
    if (c == ' ') {
        after = trimmed_front(after);
        const auto end = std::find_if_not(after.begin(), after.end(), letter);
        if (end != after.begin())
            return !counted_in_english({after.data(), static_cast<std::size_t>(end - after.begin())});
        return !starts_with_any(
            after, {"个", "人", "位", "栋", "幢",   "楼", "层", "户", "室", "单元", "米", "元", "块", "次", "度",
                    "天", "周", "月", "年", "小时", "分", "台", "根", "只", "套",   "张", "把", "-",  "*",  "%"});
    }
    if (c == ',') return leading_digits(after.substr(1)) != 3;  // "9,000"
    if (c == '/' || c == '.') return after.size() == 1 || !is_digit(after[1]);
    if (letter(c) || is_digit(c)) return false;
    if (static_cast<unsigned char>(c) < 0x80)
        return c != '-' && c != '~' && c != '*' && c != '%' && c != ':' && c != '"';
    return starts_with_any(after,
                           {"。", "、",   "，", "；", "到",   "来",   "去",   "前", "之前", "以前", "左右", "上门",
                            "修", "换",   "我", "师", "开",   "之后", "以后", "再", "准时", "整",   "能",   "可",
                            "会", "处理", "弄", "装", "清",   "完",   "恢复", "送", "派",   "搞",   "给",   "检",
                            "请", "在",   "或", "和", "之间", "查",   "看",   "做", "疏",   "施工", "过来"});
}

// "-", "到", "to", and "and" behind "between".
std::size_t span_sign(std::string_view s) {
    std::size_t blanks = 0;
    while (blanks < s.size() && s[blanks] == ' ') ++blanks;
    for (const std::string_view sign : {"-", "–", "~", "到", "至", "to ", "and ", "till ", "until "}) {
        if (!s.substr(blanks).starts_with(sign)) continue;
        auto size = blanks + sign.size();
        while (size < s.size() && s[size] == ' ') ++size;
        return size;
    }
    return 0;
}

std::string spelled(const hour& h, std::string_view as_written) {
    if (h.clock) return std::string(as_written.substr(0, h.size));
    // A nought keeps what is written as on a clock: "0330" is in the night.
    const auto shown = as_written.starts_with('0') ? fmt::format("{:02}", h.hours) : std::to_string(h.hours);
    return h.minutes < 0 ? shown + "点" : fmt::format("{}点{:02}", shown, h.minutes);
}

struct respelt {
    std::string text;
    std::size_t size = 0;  // of what it stands for; 0: it is no hour
};

// "周三 12-2" is a date where that is a Wednesday.
bool is_that_date(std::string_view before, std::string_view written, std::chrono::sys_days today) {
    const auto date = date_in(written, today);
    return date && *date == named_day(before, today);
}

// "9-11", "2 and 4": both are hours, or none is.
respelt two_hours(wanted wants, std::string_view before, std::string_view s, const hour& begin,
                  std::chrono::sys_days today) {
    const auto behind = s.substr(begin.size);
    const auto sign = span_sign(behind);
    const auto end = sign == 0 ? hour{} : hour_at(behind.substr(sign));
    if (end.size == 0) return {};
    const auto size = begin.size + sign + end.size;
    const bool hours = wants != wanted::an_hour && (end.clock || ends_hour(s.substr(size)));
    const bool dates =
        (wants == wanted::two_hours && behind.starts_with('-')) || is_that_date(before, s.substr(0, size), today);
    const bool goes_back = wants == wanted::another_span && end.hours <= begin.hours;
    if (!hours || dates || goes_back) return {std::string(s.substr(0, size)), size};
    return {spelled(begin, s) + "-" + spelled(end, s.substr(begin.size + sign)), size};
}

respelt respell(std::string_view before, std::string_view s, std::chrono::sys_days today) {
    const auto wants = wanted_by(before, today);
    const auto begin = wants == wanted::nothing ? hour{} : hour_at(s);
    if (begin.size == 0 || begin.clock) return {};
    if (auto both = two_hours(wants, before, s, begin, today); both.size > 0) return both;
    const auto behind = s.substr(begin.size);
    const bool alone = ends_hour(behind) || starts_with_any(behind, {"am", "pm", " am", " pm"});
    return alone && wants != wanted::two_hours && wants != wanted::another_span ? respelt{spelled(begin, s), begin.size}
                                                                                : respelt{};
}

}  // namespace

std::string with_hours(std::string s, std::chrono::sys_days today) {
    for (std::size_t i = 1; i < s.size(); ++i) {
        const auto last = s[i - 1];
        const bool begins = is_digit(s[i]) || (letter(s[i]) && !letter(last));
        if (!begins || is_digit(last) || last == '.' || last == ':' || last == '/') continue;
        if (last == '-' && !ends_with_begin_of_span(std::string_view(s).substr(0, i))) continue;
        const auto all = std::string_view(s);
        const auto found = respell(all.substr(0, i), all.substr(i), today);
        if (found.size == 0) continue;
        s.replace(i, found.size, found.text);
        i += found.text.size() - 1;
    }
    return s;
}

}  // namespace linli::staff
