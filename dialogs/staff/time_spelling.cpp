// One spelling for each thing, so that the readers of times know one.
#include <array>
#include <string>

#include <fmt/format.h>

#include "dialogs/staff/time_words.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

struct respelling {
    std::string_view from;
    std::string_view to;
};

// Before digits are put for Chinese numbers. Greetings name a part of the day and mean none.
constexpr std::array words{respelling{"今明两天", "明天"},
                           respelling{"今明2天", "明天"},
                           respelling{"明后两天", "后天"},
                           respelling{"明后2天", "后天"},
                           respelling{"上午好", ""},
                           respelling{"早上好", ""},
                           respelling{"中午好", ""},
                           respelling{"下午好", ""},
                           respelling{"晚上好", ""},
                           respelling{"good morning", ""},
                           respelling{"good afternoon", ""},
                           respelling{"good evening", ""},
                           respelling{"a.m.", "am"},
                           respelling{"p.m.", "pm"},
                           respelling{" o'clock", "点"},
                           respelling{"tmrw", "tomorrow"},
                           respelling{"tmr", "tomorrow"},
                           respelling{"下一个", "下个"},
                           respelling{"下一周", "下周"},
                           respelling{"个星期", "周"},
                           respelling{"个礼拜", "周"},
                           respelling{"星期", "周"},
                           respelling{"礼拜", "周"},
                           respelling{"个半钟头", "个半小时"},
                           respelling{"个钟头", "个小时"},
                           respelling{"半个小时", "半小时"},
                           respelling{"半个钟", "半小时"},
                           respelling{"half an hour", "30 minutes"},
                           respelling{"half hour", "30 minutes"},
                           respelling{"in an hour", "in 1 hour"},
                           respelling{"within an hour", "in 1 hour"},
                           respelling{"in a week", "in 1 week"},
                           respelling{"within a week", "in 1 week"},
                           respelling{"within a day", "in 1 day"},
                           respelling{"a couple of", "2"}};
constexpr std::array halves{respelling{"个半小时", ".5小时"}, respelling{"半小时", "30分钟"},
                            respelling{"点半", "点30"},       respelling{"点1刻", "点15"},
                            respelling{"点3刻", "点45"},      respelling{"1刻钟", "15分钟"},
                            respelling{"3刻钟", "45分钟"}};

// 一点 is an hour only beside what belongs to hours: "有一点漏水" and "快一点" mean a little.
bool is_one_o_clock(std::string_view before, std::string_view after) {
    if (ends_with_any(before, {"上午", "下午", "中午", "凌晨", "早上", "晚上", "今晚", "明晚", "今天", "明天", "后天",
                               "日", "号", "点到", "点至", "点-", "点~"}))
        return true;
    const bool to_an_hour = starts_with_any(after, {"到", "至"}) && after.size() > 3 && is_digit(after[3]);
    return to_an_hour || starts_with_any(after, {"钟", "半", "整", "前", "之前", "以前", "左右", "-", "~"});
}

// Whether a number there counts a time: "三天" is one, "三栋" is not.
bool counts_time(std::string_view before, std::string_view written, std::string_view after) {
    if (before.ends_with("第")) return false;
    if (before.ends_with("差") && after.starts_with("分")) return true;  // "差五分十点"
    if (written == "一" && after.starts_with("点"))
        return is_one_o_clock(before, after.substr(std::string_view("点").size()));
    return starts_with_any(after, {"点", "小时", "个小时", "个半小时", "分钟", "刻", "时", "天", "周", "号", "日", "月",
                                   "个月", "个工作日"});
}

bool counts_minutes(std::string_view before, int value, std::string_view written, std::string_view after) {
    if (!before.ends_with("点") || before.size() < 4 || !is_digit(before[before.size() - 4])) return false;
    return value < 60 && (value >= 10 || written.starts_with("零") || starts_with_any(after, {"分", "刻"}));
}

std::string digits_for_numerals(std::string_view s) {
    std::string out;
    while (!s.empty()) {
        auto n = numeral_at(s);
        const bool weekday = n.size > 0 && out.ends_with("周");  // "周三三点"
        if (n.size == 0 || weekday) {
            const std::size_t one = weekday ? 3 : 1;
            out += s.substr(0, one);
            s.remove_prefix(one);
            n = weekday ? numeral_at(s) : numeral{};
            if (n.size == 0) continue;
        }
        const auto written = s.substr(0, n.size), after = s.substr(n.size);
        if (counts_minutes(out, n.value, written, after))
            out += after.starts_with("刻") ? std::to_string(n.value) : fmt::format("{:02}", n.value);
        else if (counts_time(out, written, after) || (weekday && after.starts_with("点")))
            out += std::to_string(n.value);
        else
            out += written;
        s.remove_prefix(n.size);
    }
    return out;
}

constexpr std::array<std::string_view, 12> names{"one",   "two",   "three", "four", "five",   "six",
                                                 "seven", "eight", "nine",  "ten",  "eleven", "twelve"};

// One to twelve, in digits or in words.
numeral hour_at(std::string_view s) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (find_word(s, names[i]) == 0) return {static_cast<int>(i) + 1, names[i].size()};
    numeral n;
    while (n.size < s.size() && is_digit(s[n.size])) n.value = n.value * 10 + (s[n.size++] - '0');
    const bool hour = n.size <= 2 && n.value >= 1 && n.value <= 12 && !s.substr(n.size).starts_with(":");
    return hour ? n : numeral{};
}

// "two days", "ten minutes".
void digits_for_english(std::string& s) {
    for (std::size_t i = 0; i < names.size(); ++i)
        for (auto at = find_word(s, names[i]); at != s.npos; at = find_word(s, names[i], at + 1)) {
            const auto after = std::string_view(s).substr(at + names[i].size());
            if (starts_with_any(after, {" hour", " minute", " min", " day", " week", " working", " business"}))
                s.replace(at, names[i].size(), std::to_string(i + 1));
        }
}

// "half past 3", "quarter to four": 3:30, 3:45.
void clock_for_english(std::string& s) {
    struct part {
        std::string_view written;
        int minute;  // of the hour that is named; 45 is of the one before
    };
    for (const auto& p : {part{"half past", 30}, part{"quarter past", 15}, part{"quarter to", 45}})
        for (auto at = find_word(s, p.written); at != s.npos; at = find_word(s, p.written, at + 1)) {
            auto from = at + p.written.size();
            while (from < s.size() && s[from] == ' ') ++from;
            const auto hour = hour_at(std::string_view(s).substr(from));
            if (hour.size == 0) continue;
            const auto told = p.minute == 45 ? (hour.value + 10) % 12 + 1 : hour.value;
            s.replace(at, from - at + hour.size, fmt::format("{}:{:02}", told, p.minute));
        }
}

// "差1刻4点", "4点差1刻", "差5分4点": the hour before, and so many minutes less than sixty.
void clock_for_lacking(std::string& s) {
    const std::string_view lacking = "差", hour = "点";
    for (auto at = s.find(lacking); at != s.npos; at = s.find(lacking, at + 1)) {
        const auto digits = [&](std::size_t from) {
            auto end = from;
            while (end < s.size() && is_digit(s[end])) ++end;
            return end;
        };
        const auto number = at + lacking.size();
        auto end = digits(number);
        if (end == number || end - number > 2) continue;
        int less = std::stoi(s.substr(number, end - number));
        const auto unit = std::string_view(s).substr(end);
        if (unit.starts_with("刻"))
            less *= 15;
        else if (!unit.starts_with("分"))
            continue;
        end += std::string_view("刻").size();
        if (std::string_view(s).substr(end).starts_with("钟")) end += std::string_view("钟").size();
        auto begin = at;
        std::size_t told = 0, told_end = 0;  // the hour
        if (std::string_view(s).substr(0, at).ends_with(hour)) {
            told_end = at - hour.size();
            told = told_end;
            while (told > 0 && is_digit(s[told - 1])) --told;
            begin = told;
        } else {
            if (std::string_view(s).substr(end).starts_with("到")) end += std::string_view("到").size();
            told = end;
            told_end = digits(told);
            if (!std::string_view(s).substr(told_end).starts_with(hour)) continue;
            end = told_end + hour.size();
        }
        if (told_end == told || told_end - told > 2 || less <= 0 || less >= 60) continue;
        const int named = std::stoi(s.substr(told, told_end - told));
        if (named > 24) continue;
        const int before = named > 1 ? named - 1 : named == 1 ? 12 : 23;
        s.replace(begin, end - begin, fmt::format("{}点{:02}", before, 60 - less));
        at = begin;
    }
}

// "14时30分" is "14点30分", but not "2小时".
void points_for_hours(std::string& s) {
    for (auto at = s.find("时"); at != s.npos; at = s.find("时", at + 1))
        if (at > 0 && is_digit(s[at - 1]) && !std::string_view(s).substr(at).starts_with("时间"))
            s.replace(at, 3, "点");
}

}  // namespace

std::string plain(std::string_view said) {
    auto s = narrowed(said);
    for (const auto& one : words) replace_all(s, one.from, one.to);
    s = digits_for_numerals(s);
    clock_for_lacking(s);
    for (const auto& one : halves) replace_all(s, one.from, one.to);
    digits_for_english(s);
    clock_for_english(s);
    points_for_hours(s);
    return s;
}

}  // namespace linli::staff
