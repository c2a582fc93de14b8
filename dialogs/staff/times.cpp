// Reading days and times that staff write.
#include <algorithm>
#include <bit>
#include <utility>

#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/time_words.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;

constexpr part_of_day working_day{hours{9}, hours{18}, hours{18}};  // what a bare day means

// What stands in the words, not yet put together.
struct moment {
    std::optional<sys_days> day;
    std::optional<span_of_time> clock;
    std::optional<part_of_day> part;
    std::optional<span_of_time> span;  // from now; where nothing says more
};

sys_days after_working_days(const calendar& c, sys_days today, int n) {
    constexpr int looked_at = 400;  // days; a calendar without a working day ends somewhere
    auto date = today;
    for (int i = 0; i < looked_at && n > 0; ++i) n -= c.works_on(++date);
    return date;
}

moment read_moment(const calendar& c, std::string_view s, sys_days today) {
    moment m{named_day(s, today), time_of_day(s), part_in(s), {}};
    const bool exact = m.clock || m.day.value_or(today) != today;
    if (!exact) m.span = span_in(s);
    if (m.day || m.span) return m;
    if (const auto n = working_days_in(s)) m.day = after_working_days(c, today, *n);
    else if (const auto ahead = days_in(s)) m.day = today + *ahead;
    return m;
}

// The next time that a clock shows it.
instant next_time(const calendar& c, span_of_time clock, instant now) {
    const auto today = c.date_of(now);
    const auto later = c.at(today, clock);
    return later > now ? later : c.at(today + days{1}, clock);
}

// By when, where only a day or a part of it is said.
std::optional<instant> end_of(const calendar& c, const moment& m, instant now) {
    const auto today = c.date_of(now);
    const auto at = c.at(m.day.value_or(today), m.part.value_or(working_day).by);
    if (at > now || (m.day && *m.day != today)) return at;
    // Said in the evening, today goes on until midnight; its morning is over.
    const bool goes_on = !m.part || m.part->by > working_day.by;
    if (goes_on && m.day) return c.at(today, hours{23} + minutes{59});
    return m.day ? std::optional(at) : std::nullopt;
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
        for (std::string_view to : {"-", "–", "~", "到", "至", "to "}) {
            if (!s.substr(i).starts_with(to)) continue;
            auto begin = s.substr(0, i), end = s.substr(i + to.size());
            while (begin.ends_with(' ')) begin.remove_suffix(1);
            while (end.starts_with(' ')) end.remove_prefix(1);
            const bool from_hour = !begin.empty() && (digit(begin.back()) || ends_with_any(begin, {"点", "am", "pm"}));
            if (from_hour && clock_at(end)) return with_both_halves(std::string(begin), std::string(end));
        }
    return {std::string(s), {}};
}

// A part of a day that has begun is what is left of it, from the next half hour.
slot rest_of(slot s, instant now) {
    using half_hours = std::chrono::duration<int, std::ratio<1800>>;
    if (s.from <= now && now + minutes{30} < s.to) s.from = std::chrono::ceil<half_hours>(now);
    return s;
}

// `day` is the one that was said before: "明天上午或下午".
std::optional<slot> slot_in(const calendar& c, std::string_view words, std::optional<sys_days>& day, instant now) {
    const auto range = range_of(words);
    auto m = read_moment(c, range.begin, c.date_of(now));
    if (m.day) day = m.day;
    else if (!m.span) m.day = day;
    if (m.clock) {
        const auto from = m.day ? c.at(*m.day, *m.clock) : next_time(c, *m.clock, now);
        slot s{from, from + hours{1}};
        if (const auto until = time_of_day(range.end))
            if (const auto to = c.at(c.date_of(from), *until); to > from) s.to = to;
        return s;
    }
    if (m.span) return slot{now + *m.span, now + *m.span + hours{1}};
    if (!m.day && !m.part) return std::nullopt;
    const auto on = m.day.value_or(c.date_of(now));
    const auto part = m.part.value_or(working_day);
    return rest_of({c.at(on, part.begin), c.at(on, part.end)}, now);
}

// What hangs on a time that stands before it: "前", and "-" where another time follows.
std::size_t tail_of_time(std::string_view after) {
    const std::size_t blank = after.starts_with(' ');
    after.remove_prefix(blank);
    if (starts_with_any(after, {"前台", "前门", "前面", "后门", "后面", "内部", "整栋", "整层", "整个"})) return 0;
    const auto at = [&](words_of words) {
        const auto found = std::find_if(words.begin(), words.end(), [&](std::string_view w) { return after.starts_with(w); });
        return found == words.end() ? std::size_t{0} : blank + found->size();
    };
    if (const auto tail = at({"之前", "以前", "前", "之后", "以后", "后", "之内", "以内", "内", "整", "钟", "左右"})) return tail;
    const auto to = at({"- ", "– ", "~ ", "-", "–", "~", "到", "至"});
    return to > 0 && clock_at(after.substr(to - blank)) ? to : 0;
}

constexpr bool plain_letter(char c) { return digit(c) || letter(static_cast<char>(c | 0x20)); }
constexpr bool inside_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Whether a cut there would leave a half of a word, or of a character.
bool cuts(std::string_view words, std::size_t at) {
    if (at == 0 || at >= words.size()) return false;
    return inside_character(words[at]) || (plain_letter(words[at - 1]) && plain_letter(words[at]));
}

// Where the time stands: all that can go from the words while they still say the same.
std::pair<std::size_t, std::size_t> time_in(const calendar& c, std::string_view words, instant now) {
    const auto time = find_time(c, words, now);
    const auto says_it = [&](std::size_t from, std::size_t to) { return find_time(c, words.substr(from, to - from), now) == time; };
    std::size_t from = 0, to = words.size();
    for (auto step = std::bit_floor(words.size()); step > 0; step /= 2)
        if (from + step < to && says_it(from + step, to)) from += step;
    for (auto step = std::bit_floor(words.size()); step > 0; step /= 2)
        if (from + step < to && says_it(from, to - step)) to -= step;
    while (cuts(words, from)) --from;
    while (cuts(words, to)) ++to;
    while (const auto tail = tail_of_time(words.substr(to))) to += tail;
    return {from, to};
}

}  // namespace

std::optional<instant> find_time(const calendar& c, std::string_view words, instant now) {
    const auto m = read_moment(c, plain(words), c.date_of(now));
    if (m.span) return now + *m.span;
    if (m.clock) return m.day ? c.at(*m.day, *m.clock) : next_time(c, *m.clock, now);
    return m.day || m.part ? end_of(c, m, now) : std::nullopt;
}

std::string without_times(const calendar& c, std::string words, instant now) {
    constexpr int times_max = 8;
    for (int i = 0; i < times_max && find_time(c, words, now); ++i) {
        const auto [from, to] = time_in(c, words, now);
        words.erase(from, to - from);
    }
    constexpr std::string_view separators = " ,;|-~\n";
    const auto first = words.find_first_not_of(separators);
    if (first == words.npos) return {};
    words = words.substr(first, words.find_last_not_of(separators) - first + 1);
    replace_all(words, "  ", " ");
    return words;
}

std::vector<slot> find_slots(const calendar& c, std::string_view said_so, instant now) {
    constexpr std::size_t slots_max = 3;
    const auto all = plain(said_so);
    std::string_view words = all;
    std::vector<slot> out;
    std::optional<sys_days> day;
    while (!words.empty() && out.size() < slots_max) {
        auto end = words.size();
        std::size_t skip = 0;
        for (std::string_view bar : {"|", "或者", "或", " or "})
            if (const auto at = words.find(bar); at < end) {
                end = at;
                skip = bar.size();
            }
        if (const auto one = slot_in(c, words.substr(0, end), day, now)) out.push_back(*one);
        words.remove_prefix(end + skip);
    }
    return out;
}

}  // namespace linli::staff
