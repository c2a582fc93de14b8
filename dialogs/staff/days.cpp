// Days by their names, and spans of hours and days.
#include <algorithm>
#include <array>
#include <charconv>

#include "dialogs/staff/time_words.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;

// Whether the unit ends there. A lone letter is a time only where nothing else can be meant: "2h后" and "5m内"
// are, "25mm" and "60hz" are not, and "5m水管" is a length.
bool ends_unit(std::string_view unit, std::string_view after) {
    if (!letter(unit.front()) || after.empty()) return true;
    if (letter(after.front()) || is_digit(after.front())) return false;
    if (unit.size() > 1) return true;
    if (starts_with_any(after, {"后", "内", "左右", "之内", "以内", "之后", "以后", "。", "、"})) return true;
    const bool goes_on = starts_with_any(after, {"-", "~", "/", "*"});  // "3m-5m"
    return static_cast<unsigned char>(after.front()) < 0x80 && !goes_on;
}

std::string_view last_word(std::string_view s) {
    s = trimmed_back(s);
    const auto blank = s.rfind(' ');
    return blank == s.npos ? s : s.substr(blank + 1);
}

// "5m pipe", "5m 水管": metres of what follows. Minutes have nothing behind them, or what is said of a time:
// "in 5m he is there", "5m 后到", "10m later".
bool is_length(std::string_view unit, std::string_view before, std::string_view after) {
    if (unit != "m" || !after.starts_with(' ')) return false;
    after = trimmed_front(after);
    const bool word = !after.empty() && (letter(after.front()) || static_cast<unsigned char>(after.front()) >= 0x80);
    if (!word) return false;
    for (const auto ahead : {"in", "within", "after", "eta"})
        if (last_word(before) == ahead) return false;
    return !starts_with_any(after, {"后",      "内",    "左右",    "之内", "之后", "以内",  "以后", "到",       "就",
                                    "马上",    "能",    "可以",    "来",   "过来", "赶",    "完成", "搞定",     "弄好",
                                    "修好",    "处理",  "解决",    "。",   "、",   "later", "away", "from now", "max",
                                    "at most", "or so", "or less", "i ",   "i'",   "we ",   "we'"});
}

// "每2小时", "前3天", "2 days ago", "24小时值班": how often, or how long ago, or always.
bool lies_ahead(std::string_view before, std::string_view after) {
    before = trimmed_back(before);
    if (ends_with_any(before, {"每", "每隔", "前", "第", "上", "every", "last", "past"})) return false;
    return !starts_with_any(after, {"前", "之前", "以前", "一次", "值班", "热线", "服务", "在岗", "有人", "年", " ago",
                                    " before", " warranty"});
}

// The number that stands before the unit, wherever that is a word of its own. A space goes between the two, but
// for a unit of one letter.
std::optional<double> number_before(std::string_view s, std::string_view unit) {
    constexpr std::size_t digits_max = 4;
    for (auto at = s.find(unit); at != s.npos; at = s.find(unit, at + 1)) {
        const auto end = unit.size() > 1 && at > 0 && s[at - 1] == ' ' ? at - 1 : at;
        auto from = end;
        while (from > 0 && (is_digit(s[from - 1]) || s[from - 1] == '.')) --from;
        const bool named = from > 0 && letter(s[from - 1]);  // "dn25"
        while (from < end && s[from] == '.') ++from;
        const auto after = s.substr(at + unit.size());
        if (from == end || end - from > digits_max || named || !ends_unit(unit, after)) continue;
        if (is_length(unit, s.substr(0, from), after)) continue;
        double n = 0;
        if (!lies_ahead(s.substr(0, from), after)) continue;
        if (std::from_chars(s.data() + from, s.data() + end, n).ec == std::errc{}) return n;
    }
    return std::nullopt;
}

// Where the weekday is named: by which week it counts.
enum class week : std::uint8_t { coming, named };
struct weekday_words {
    int day = 0;  // 0 = Monday
    week counts = week::coming;
    int ahead = 0;  // weeks, where it is named
    std::size_t at = 0;
};

// "下周", "下下周", "这周", "本周"; nothing for "上周" and "每周".
std::optional<weekday_words> week_before(std::string_view before) {
    const bool behind_clock = before.size() > 2 && before[before.size() - 3] == ':';  // "9:00周五", but not "2周三次"
    if (ends_with_any(before, {"上", "每", "逢"}) || (!before.empty() && is_digit(before.back()) && !behind_clock))
        return std::nullopt;
    weekday_words out;
    if (ends_with_any(before, {"这", "本", "这个"})) out.counts = week::named;
    for (; ends_with_any(before, {"下", "下个"}); ++out.ahead, out.counts = week::named)
        before.remove_suffix(before.ends_with("下") ? std::string_view("下").size() : std::string_view("下个").size());
    out.at = before.size();
    return out;
}

std::vector<weekday_words> chinese_weekdays(std::string_view s) {
    constexpr std::array<std::string_view, 9> names{"一", "二", "三", "四", "五", "六", "日", "天", "末"};
    constexpr std::array<int, 9> numbers{0, 1, 2, 3, 4, 5, 6, 6, 5};
    constexpr std::string_view prefix = "周";
    std::vector<weekday_words> out;
    for (auto at = s.find(prefix); at != s.npos; at = s.find(prefix, at + 1))
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (!s.substr(at + prefix.size()).starts_with(names[i])) continue;
            auto found = week_before(s.substr(0, at));
            if (!found) continue;
            found->day = numbers[i];
            out.push_back(*found);
        }
    return out;
}

// "fri", "friday" and "tues", but not "monitored".
bool is_weekday(std::string_view word, std::string_view name) {
    if (!word.starts_with(name)) return false;
    return word == name || word.ends_with("day") || word == "tues" || word == "thur" || word == "thurs";
}

std::vector<weekday_words> english_weekdays(std::string_view s) {
    constexpr std::array<std::string_view, 7> names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    std::vector<weekday_words> out;
    for (std::size_t i = 0; i < names.size(); ++i)
        for (auto at = s.find(names[i]); at != s.npos; at = s.find(names[i], at + 1)) {
            if (at > 0 && letter(s[at - 1])) continue;
            const auto rest = s.substr(at);
            const auto end = std::find_if_not(rest.begin(), rest.end(), letter);
            const auto word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
            const auto before = trimmed_back(s.substr(0, at));
            if (!is_weekday(word, names[i]) || ends_with_any(before, {"last", "every", "each"})) continue;
            const bool this_one = before.ends_with("this"), next_one = before.ends_with("next");
            const bool next = next_one || s.find("next week") != s.npos;
            const auto begin = this_one || next_one ? before.size() - std::string_view("next").size() : at;
            out.push_back({static_cast<int>(i), next || this_one ? week::named : week::coming, next, begin});
        }
    return out;
}

sys_days day_of_week(const weekday_words& w, sys_days today) {
    const auto since_monday = static_cast<int>(std::chrono::weekday{today}.iso_encoding()) - 1;
    if (w.counts == week::named) return today + days{w.day - since_monday + 7 * w.ahead};
    const auto ahead = (w.day - since_monday + 7) % 7;
    return today + days{ahead == 0 ? 7 : ahead};
}

std::optional<sys_days> day_of_week(std::string_view s, sys_days today) {
    auto found = chinese_weekdays(s);
    if (found.empty()) found = english_weekdays(s);
    return found.empty() ? std::nullopt : std::optional(day_of_week(found.front(), today));
}

// Days that are named by how far they are away. Those that hold another's name stand before it; where several
// are named the first of the table is meant.
struct near_day {
    std::string_view name;
    int ahead;
};
constexpr std::array near_days{near_day{"大后天", 3},         near_day{"day after tomorrow", 2},
                               near_day{"后天", 2},           near_day{"后日", 2},
                               near_day{"明天", 1},           near_day{"明日", 1},
                               near_day{"明早", 1},           near_day{"明晚", 1},
                               near_day{"tomorrow", 1},       near_day{"今天", 0},
                               near_day{"今日", 0},           near_day{"今早", 0},
                               near_day{"今晚", 0},           near_day{"today", 0},
                               near_day{"tonight", 0},        near_day{"this morning", 0},
                               near_day{"this afternoon", 0}, near_day{"this evening", 0}};
constexpr std::array past_days{near_day{"大前天", -3},    near_day{"day before yesterday", -2},
                               near_day{"前天", -2},      near_day{"前日", -2},
                               near_day{"昨天", -1},      near_day{"昨日", -1},
                               near_day{"昨晚", -1},      near_day{"yesterday", -1},
                               near_day{"last night", -1}};

template <std::size_t N>
std::optional<sys_days> one_of(const std::array<near_day, N>& names, std::string_view s, sys_days today) {
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const near_day& x) { return s.find(x.name) != s.npos; });
    return found == names.end() ? std::nullopt : std::optional(today + days{found->ahead});
}

template <std::size_t N>
void all_of(const std::array<near_day, N>& names, std::string_view s, sys_days today, std::vector<day_named>& out) {
    std::string left(s);
    for (const auto& [name, ahead] : names)
        for (auto at = left.find(name); at != left.npos; at = left.find(name, at + 1)) {
            out.push_back({at, today + days{ahead}});
            left.replace(at, name.size(), name.size(), ' ');
        }
}

// "3天前天花板" names no day before yesterday. All else keeps its place.
std::string without_ago(std::string_view s) {
    std::string out(s);
    replace_all(out, "天前", "      ");
    return out;
}

// A week without a day means its Friday.
std::optional<sys_days> week_as_a_whole(std::string_view s, sys_days today) {
    const auto friday = today + days{5 - static_cast<int>(std::chrono::weekday{today}.iso_encoding())};
    if (holds_any(s, {"下下周"})) return friday + days{14};
    if (holds_any(s, {"下周", "next week"})) return friday + days{7};
    if (holds_any(s, {"本周", "这周", "这个周", "this week"})) return friday >= today ? friday : friday + days{2};
    if (find_word(s, "weekend") != s.npos) return friday + days{today > friday + days{1} ? 2 : 1};
    return std::nullopt;
}

}  // namespace

std::optional<span_of_time> span_in(std::string_view s) {
    struct spelling {
        std::string_view unit;
        span_of_time length;
    };
    constexpr std::array spellings{
        spelling{"小时", hours{1}},     spelling{"个小时", hours{1}}, spelling{"hours", hours{1}},
        spelling{"hour", hours{1}},     spelling{"hrs", hours{1}},    spelling{"hr", hours{1}},
        spelling{"h", hours{1}},        spelling{"分钟", minutes{1}}, spelling{"minutes", minutes{1}},
        spelling{"minute", minutes{1}}, spelling{"mins", minutes{1}}, spelling{"min", minutes{1}},
        spelling{"m", minutes{1}}};
    for (const auto& one : spellings)
        if (const auto n = number_before(s, one.unit)) return std::chrono::duration_cast<span_of_time>(*n * one.length);
    return std::nullopt;
}

std::optional<days> days_in(std::string_view s) {
    struct spelling {
        std::string_view unit;
        int days;
    };
    constexpr std::array spellings{
        spelling{"天", 1},   spelling{"日内", 1},  spelling{"日后", 1},    spelling{"日之内", 1}, spelling{"日以内", 1},
        spelling{"days", 1}, spelling{"day", 1},   spelling{"d", 1},       spelling{"周", 7},     spelling{"weeks", 7},
        spelling{"week", 7}, spelling{"个月", 30}, spelling{"months", 30}, spelling{"month", 30}};
    for (const auto& one : spellings)
        if (const auto n = number_before(s, one.unit)) return days{static_cast<int>(*n * one.days)};
    return std::nullopt;
}

std::optional<int> working_days_in(std::string_view s) {
    for (std::string_view unit : {"个工作日", "工作日", "working days", "working day", "business days", "business day"})
        if (const auto n = number_before(s, unit)) return static_cast<int>(*n);
    return std::nullopt;
}

std::optional<sys_days> named_day(std::string_view s, sys_days today) {
    const auto date = date_in(s, today);
    if (date && *date >= today) return date;
    if (const auto day = day_of_week(s, today)) return day;
    if (const auto day = one_of(near_days, s, today)) return day;
    const auto some_week = week_as_a_whole(s, today);
    if (some_week || date) return some_week ? some_week : date;
    return one_of(past_days, without_ago(s), today);
}

std::vector<day_named> days_named(std::string_view s, sys_days today) {
    auto out = dates_in(s, today);
    for (const auto& list : {chinese_weekdays(s), english_weekdays(s)})
        for (const auto& w : list) out.push_back({w.at, day_of_week(w, today), true});
    all_of(near_days, s, today, out);
    all_of(past_days, without_ago(s), today, out);
    std::stable_sort(out.begin(), out.end(), [](const day_named& a, const day_named& b) { return a.at < b.at; });
    const auto same = [](const day_named& a, const day_named& b) { return a.day == b.day || a.at == b.at; };
    out.erase(std::unique(out.begin(), out.end(), same), out.end());
    return out;
}

}  // namespace linli::staff
