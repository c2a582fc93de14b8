// Words cut where another day begins, so that the day of one clause and the hour of another are never put together.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "dialogs/staff/time_words.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

using std::chrono::sys_days;

constexpr std::size_t bare_day_max = 9;  // bytes of "tomorrow", "下周三": a clause that is a day and says nothing more

std::string_view inside(std::string_view s) { return trimmed_back(trimmed_front(s, " ("), " )"); }

struct mark {
    std::string_view written;
    bool or_else = false;
    bool apart = false;
};
constexpr std::array marks{
    mark{"或者", true},     mark{"或", true}, mark{"还是", true}, mark{" or ", true},     mark{"|", true, true},
    mark{"/", true},        mark{","},        mark{"、"},         mark{";", false, true}, mark{"。", false, true},
    mark{"\n", false, true}};

// "12/5" is a date and "1,200" a number; "9:00/14:00" are two times.
bool in_a_number(std::string_view s, std::size_t at) {
    if (at == 0 || at + 1 >= s.size() || !is_digit(s[at - 1]) || !is_digit(s[at + 1])) return false;
    if (s[at] == '/') return at < 3 || s[at - 3] != ':';
    const auto end = std::find_if_not(s.begin() + at + 1, s.end(), is_digit);
    return s[at] == ',' && end - s.begin() - static_cast<std::ptrdiff_t>(at) == 4;
}

const mark* mark_at(std::string_view s, std::size_t at) {
    const auto found =
        std::find_if(marks.begin(), marks.end(), [&](const mark& m) { return s.substr(at).starts_with(m.written); });
    return found == marks.end() || in_a_number(s, at) ? nullptr : &*found;
}

bool tells_hour(std::string_view s) { return time_of_day(s).has_value(); }
bool is_bare(std::string_view s) { return !tells_hour(s) && inside(s).size() <= bare_day_max; }

// Each day but the first begins another clause.
void cut_at_days(std::string_view text, const mark& behind, sys_days today, std::vector<clause>& out) {
    const auto all = days_named(text, today);
    std::size_t from = 0;
    const auto or_else = behind.or_else;
    const auto apart = [&] { return behind.apart && from == 0; };
    for (std::size_t i = 1; i < all.size(); ++i) {
        const auto part = text.substr(from, all[i].at - from);
        const bool runs_on = ends_with_any(inside(part), {"到", "至", "-", "~", "–", " to", " until", " till"});
        out.push_back({std::string(part), true, is_bare(part), runs_on, or_else, apart()});
        from = all[i].at;
    }
    const auto last = text.substr(from);
    out.push_back({std::string(last), !all.empty(), !all.empty() && is_bare(last), false, or_else, apart()});
}

}  // namespace

std::vector<clause> clauses_of(std::string_view s, sys_days today) {
    std::vector<clause> out;
    std::size_t from = 0;
    mark behind{};
    for (std::size_t i = 0; i <= s.size(); ++i) {
        const auto* cut = i == s.size() ? nullptr : mark_at(s, i);
        if (!cut && i < s.size()) continue;
        cut_at_days(s.substr(from, i - from), behind, today, out);
        behind = cut ? *cut : mark{};
        from = i + (cut ? cut->written.size() : 0);
        if (cut) i = from - 1;
    }
    return out;
}

namespace {

// "周二休息", but not "周二修休息室的灯"; "业主周三上班", but not "周一上班处理" and "明天上班后".
bool works_elsewhere(std::string_view s) {
    const auto rest = s.find("休息");
    if (rest != s.npos && !starts_with_any(s.substr(rest + std::string_view("休息").size()), {"室", "区", "间", "厅"}))
        return true;
    if (holds_any(s, {"请假", "不上班", "要上班", "得上班", "要加班", "得加班"})) return true;
    return ends_with_any(inside(s), {"上班", "加班"}) &&
           holds_any(s, {"业主", "住户", "家里", "家人", "他", "她", "师傅"});
}

}  // namespace

bool declines(std::string_view s) {
    if (holds_any(s, {"不行", "不了", "没空", "太晚", "来不及", "除外", "别来", "不要来", "不用来", "not today"}))
        return true;
    const bool in_case =
        holds_any(s, {"如", "若", "要是", "的话", "方不方便"}) || find_word(s, "if") != s.npos;  // "如不方便请告知"
    if (in_case) return false;
    return works_elsewhere(s) ||
           holds_any(s, {"没人", "不在", "没时间", "不方便", "不能来", "can't come", "cannot come", "can't make",
                         "cannot make", "not free", "not available"});
}

bool recurs(std::string_view s) {
    if (holds_any(s, {"每", "天天", "周一到周", "周一至周", "周一-周", "mon-fri", "monday to", "mon to"})) return true;
    return find_word(s, "every") != s.npos || find_word(s, "each") != s.npos || find_word(s, "daily") != s.npos ||
           find_word(s, "weekly") != s.npos || find_word(s, "weekdays") != s.npos;
}

namespace {

// "除了周五都行", "别周六来", "not Monday": what stands before the day.
bool excepted(std::string_view before) {
    before = trimmed_back(before);
    if (ends_with_any(before, {"特别", "分别", "级别", "类别"})) return false;
    if (ends_with_any(before, {"除", "除了", "除去", "除开", "别", "别在", "不要", "不要在"})) return true;
    constexpr std::array<std::string_view, 8> nots{"not",        "not on",      "except",     "except on",
                                                   "except for", "any day but", "don't come", "don't come on"};
    return std::any_of(nots.begin(), nots.end(), [&](std::string_view w) {
        return before.ends_with(w) && (before.size() == w.size() || !letter(before[before.size() - w.size() - 1]));
    });
}

}  // namespace

// In "周三 住户没空" a blank parts the day from the reason why one waits for it.
std::optional<sys_days> declined_day(std::string_view s, sys_days today) {
    const auto all = days_named(s, today);
    if (all.empty()) return std::nullopt;
    if (excepted(s.substr(0, all.front().at)) && !holds_any(s, {"还有", "也"})) return all.front().day;
    if (!declines(s)) return std::nullopt;
    auto behind = s.substr(all.front().at);
    const auto blank = behind.find(' ');
    const bool chinese = static_cast<unsigned char>(behind.front()) >= 0x80 || is_digit(behind.front());
    if (chinese && blank != behind.npos && !starts_with_any(behind.substr(blank + 1), {"不", "没"}))
        behind = behind.substr(0, blank);
    return !chinese || declines(behind) ? std::optional(all.front().day) : std::nullopt;
}

std::vector<clause> without_declined(std::vector<clause> clauses, sys_days today) {
    std::vector<clause> out;
    std::optional<sys_days> declined;
    bool excepts = false;  // "除了周三、" goes on with the next day
    for (auto& one : clauses) {
        if (recurs(one.text)) continue;
        auto day = declined_day(one.text, today);
        const bool one_more = excepts && one.has_day && !day;
        if (one_more) day = named_day(one.text, today);
        const auto first = day ? days_named(one.text, today) : decltype(days_named(one.text, today)){};
        const bool here = !first.empty() && excepted(std::string_view(one.text).substr(0, first.front().at));
        excepts = (here || one_more) && inside(one.text).size() <= 2 * bare_day_max &&
                  !holds_any(one.text, {"外", "都", "来"}) && !tells_hour(one.text) && !one.text.starts_with("not");
        if (day) {
            // "周三周四都没人": both of them.
            while (!here && !out.empty() && out.back().has_day && out.back().bare) out.pop_back();
            declined = *day > today ? day : std::nullopt;
            continue;
        }
        const bool goes_on = declined && !one.has_day && (tells_hour(one.text) || part_in(one.text)) &&
                             !span_in(one.text) && !days_in(one.text);
        if (goes_on) {
            one.text = written_day(*declined) + " " + one.text;
            one.has_day = true;
        }
        if (one.has_day) declined.reset();
        out.push_back(std::move(one));
    }
    return out;
}

std::string written_day(sys_days day) {
    const std::chrono::year_month_day date{day};
    return fmt::format("{}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

// "12月3日周五", which is a Thursday; "明天 周五" on a Tuesday.
bool contradicts_itself(std::string_view s, sys_days today) {
    const auto all = days_named(s, today);
    for (std::size_t i = 1; i < all.size(); ++i) {
        const auto first = s.substr(all[i - 1].at, all[i].at - all[i - 1].at);
        const bool beside =
            inside(first).size() <= bare_day_max + 3 && !tells_hour(first) &&
            !holds_any(first, {",", "、", "|", "/", "或", "到", "至", ";", "~", "和", " to", " or", "and"});
        if (beside && all[i - 1].of_week != all[i].of_week) return true;
    }
    return false;
}

std::vector<clause> by_days(std::vector<clause> clauses) {
    std::vector<clause> out;
    for (auto& one : clauses) {
        const bool leads = !out.empty() && !out.back().has_day && one.has_day;
        if (out.empty() || (one.has_day && !(leads && (one.bare || !tells_hour(out.back().text))))) {
            out.push_back(std::move(one));
            continue;
        }
        auto& day = out.back();
        day.text += ", " + one.text;
        day.has_day = day.has_day || one.has_day;
        day.runs_on = one.runs_on;
    }
    return out;
}

}  // namespace linli::staff
