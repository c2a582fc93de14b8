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

bool declines(std::string_view s) {
    if (holds_any(s, {"不行", "不了", "没空", "太晚", "来不及", "not today"})) return true;
    const bool in_case =
        holds_any(s, {"如", "若", "要是", "的话", "方不方便"}) || find_word(s, "if") != s.npos;  // "如不方便请告知"
    return !in_case && holds_any(s, {"没时间", "不方便", "不能来", "can't come", "cannot come", "can't make",
                                     "cannot make", "not free", "not available"});
}

bool recurs(std::string_view s) {
    if (holds_any(s, {"每", "天天", "周一到周", "周一至周", "周一-周", "mon-fri", "monday to", "mon to"})) return true;
    return find_word(s, "every") != s.npos || find_word(s, "each") != s.npos || find_word(s, "daily") != s.npos ||
           find_word(s, "weekly") != s.npos || find_word(s, "weekdays") != s.npos;
}

// In "周三 住户没空" a blank parts the day from the reason why one waits for it.
std::optional<sys_days> declined_day(std::string_view s, sys_days today) {
    const auto all = days_named(s, today);
    if (all.empty() || !declines(s)) return std::nullopt;
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
    for (auto& one : clauses) {
        if (recurs(one.text)) continue;
        if (const auto day = declined_day(one.text, today)) {
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
