// What is left of words when the times in them are over, and another is asked for.
#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include <fmt/format.h>

#include "dialogs/staff/moments.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

// What hangs on a time that stands before it: "前", and "-" where another time follows.
std::size_t tail_of_time(std::string_view after) {
    const std::size_t blank = after.starts_with(' ');
    after.remove_prefix(blank);
    if (starts_with_any(after, {"前台", "前门", "前面", "后门", "后面", "内部", "整栋", "整层", "整个"})) return 0;
    const auto at = [&](words_of words) {
        const auto found =
            std::find_if(words.begin(), words.end(), [&](std::string_view w) { return after.starts_with(w); });
        return found == words.end() ? std::size_t{0} : blank + found->size();
    };
    if (const auto tail = at({"之前", "以前", "前", "之后", "以后", "后", "之内", "以内", "内", "整", "钟", "左右"}))
        return tail;
    const auto to = at({"- ", "– ", "~ ", "-", "–", "~", "到", "至", "to "});
    return to > 0 && clock_at(plain(after.substr(to - blank))) ? to : 0;
}

constexpr bool plain_letter(char c) { return is_digit(c) || letter(static_cast<char>(c | 0x20)); }
constexpr bool inside_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Whether a cut there would leave a half of a word, or of a character.
bool cuts(std::string_view words, std::size_t at) {
    if (at == 0 || at >= words.size()) return false;
    return inside_character(words[at]) || (plain_letter(words[at - 1]) && plain_letter(words[at]));
}

// ":00" and "点" behind an hour, or "日" behind a date, which say the same without; "-11" behind "明天9".
std::size_t rest_of_clock(std::string_view words, std::size_t at) {
    if (at == 0 || !is_digit(words[at - 1])) return 0;
    const auto after = words.substr(at);
    for (const std::string_view sign : {":00", ".00", "：00", "点", "时", "日", "号", " am", " pm"})
        if (after.starts_with(sign)) return sign.size();
    if (!starts_with_any(after, {"-", "~"})) return 0;
    const auto end = std::find_if_not(after.begin() + 1, after.end(), is_digit) - after.begin();
    const bool hour = end > 1 && end <= 3 &&
                      !starts_with_any(after.substr(static_cast<std::size_t>(end)), {":", "点", "-", "am", "pm"});
    return hour ? static_cast<std::size_t>(end) : 0;
}

// " - 12" behind "10am" and "9点".
std::size_t bare_end(std::string_view words, std::size_t at) {
    if (!ends_with_any(words.substr(0, at), {"点", "am", "pm"})) return 0;
    auto end = at;
    const auto blanks = [&] {
        while (end < words.size() && words[end] == ' ') ++end;
    };
    blanks();
    if (end == words.size() || (words[end] != '-' && words[end] != '~')) return 0;
    ++end;
    blanks();
    const auto digits = end;
    while (end < words.size() && is_digit(words[end])) ++end;
    const auto after = words.substr(end);
    const bool hour =
        end > digits && end - digits <= 2 && (after.empty() || starts_with_any(after, {" ", ",", "，", "。", ";"}));
    return hour ? end - at : 0;
}

// "两" of "两三天" and "2-" of "2-3天", which say the same without.
std::size_t about_as_many(std::string_view before, std::string_view day) {
    if (numeral_at(day).size == 3 && before.size() >= 3) {
        const auto one = before.substr(before.size() - 3);
        const auto first = numeral_at(one);
        const bool of_week = ends_with_any(before.substr(0, before.size() - 3), {"周", "期", "拜", "第"});
        return first.size == 3 && first.value < 10 && !of_week ? 3 : 0;
    }
    if (day.empty() || !is_digit(day.front())) return 0;
    const auto number = std::find_if_not(day.begin(), day.end(), is_digit);
    const auto unit = trimmed_front(std::string_view(number, day.end()));
    if (!starts_with_any(unit, {"天", "周", "个", "小时", "分钟", "day", "week", "hour", "min"})) return 0;
    for (const std::string_view to : {"-", "~", "–", "到", "至", "、"}) {
        if (!before.ends_with(to)) continue;
        auto left = before.substr(0, before.size() - to.size());
        const auto digits = left.size();
        while (!left.empty() && is_digit(left.back())) left.remove_suffix(1);
        if (left.size() < digits && digits - left.size() <= 2) return before.size() - left.size();
    }
    return 0;
}

// What belongs to a day and can be left out of it: "3日" alone may be the same day as "12月3日".
std::size_t begin_of_day(std::string_view words, std::size_t from) {
    auto before = words.substr(0, from);
    const auto day = words.substr(from);
    const auto cut = [&](std::string_view sign) {
        if (before.ends_with(sign)) before.remove_suffix(sign.size());
    };
    for (const std::string_view sign : {"月", "年"}) {
        auto left = before;
        if (!left.ends_with(sign)) continue;
        left.remove_suffix(sign.size());
        const auto digits = left.size();
        while (!left.empty() && is_digit(left.back())) left.remove_suffix(1);
        if (left.size() < digits) before = left;
    }
    if (starts_with_any(day, {"周", "星期", "礼拜"}))
        for (const std::string_view sign : {"个", "下", "下", "这", "本"}) cut(sign);
    if (starts_with_any(day, {"早", "晚"}))
        for (const std::string_view sign : {"今", "明"}) cut(sign);
    if (day.starts_with("后天")) cut("明");
    before.remove_suffix(about_as_many(before, day));
    for (const std::string_view sign : {"next ", "this "}) cut(sign);
    return before.size();
}

// "9" behind "明天": an hour that the same time can be told without.
std::size_t bare_hour(std::string_view words, std::size_t from, std::size_t to, std::chrono::sys_days today) {
    const auto day = with_hours(std::string(words.substr(from, to - from)), today);
    auto end = to;
    while (end < words.size() && words[end] == ' ') ++end;
    while (end < words.size() && is_digit(words[end])) ++end;
    if (end == to || !is_digit(words[end - 1]) || words.substr(end).starts_with("点")) return 0;
    const bool hour = with_hours(std::string(words.substr(from)), today)
                          .starts_with(day + std::string(words.substr(to, end - to)) + "点");
    return hour ? end - to : 0;
}

constexpr std::size_t looked_through = 300;  // bytes, one by one; a time is told in fewer

// Where the time stands: all that can go from the words while they still say the same.
std::pair<std::size_t, std::size_t> time_in(const calendar& c, std::string_view words, instant now) {
    const auto time = read_told(c, words, now, edge::begin);
    const auto says_it = [&](std::size_t from, std::size_t to) {
        return read_told(c, words.substr(from, to - from), now, edge::begin) == time;
    };
    std::size_t from = 0, to = words.size();
    for (auto step = std::bit_floor(words.size()); step > 0; step /= 2)
        if (from + step < to && says_it(from + step, to)) from += step;
    for (auto step = std::bit_floor(words.size()); step > 0; step /= 2)
        if (from + step < to && says_it(from, to - step)) to -= step;
    // Fewer words may say the same where more of them say another: "明天1", "明天12" and "明天120" are not alike.
    for (auto shorter = from + 1; shorter < to && to - from <= looked_through; ++shorter)
        if (says_it(from, shorter)) to = shorter;
    while (cuts(words, from)) --from;
    from = begin_of_day(words, from);
    while (cuts(words, to)) ++to;
    to += bare_hour(words, from, to, c.date_of(now));
    to += rest_of_clock(words, to);
    to += bare_end(words, to);
    while (const auto tail = tail_of_time(words.substr(to))) to += tail;
    return {from, to};
}

// Several days have words between them, which stay: the first of the days is taken alone.
std::pair<std::size_t, std::size_t> first_time_in(const calendar& c, std::string_view words, instant now) {
    const auto all = time_in(c, words, now);
    const auto window = words.substr(0, all.second);
    const bool several = read_told(c, words, now, edge::begin).unclear && !holds_no_time(plain(window));
    if (!several || window.size() > looked_through) return all;
    for (auto end = all.second; end > all.first; --end)
        if (!inside_character(end < words.size() ? words[end] : ' ') &&
            read_told(c, words.substr(0, end), now, edge::begin).at)
            return time_in(c, words.substr(0, end), now);
    return all;
}

// What stood between the times, where nothing else is left beside it.
std::string without_separators(std::string_view s) {
    constexpr std::array<std::string_view, 12> marks{" ",  ",",  ";",  "|",  "-",    "~",
                                                     "\n", "、", "，", "；", "或者", "或"};
    const auto cut = [&] {
        for (const auto m : marks) {
            if (s.starts_with(m)) return s.remove_prefix(m.size()), true;
            if (s.ends_with(m)) return s.remove_suffix(m.size()), true;
        }
        return false;
    };
    while (cut()) {
    }
    return std::string(s);
}

// The date of a time that these words name, as it is shown to people: a day, a day and a clock, or from when to when.
std::string date_of(const calendar& c, std::string_view piece, instant until, instant said_at, instant now) {
    const auto m = read_moment(c, spelled(c, piece, said_at), c.date_of(said_at));
    const auto from = read_told(c, piece, said_at, edge::begin).at.value_or(until);
    const auto begin = m.clock || !m.part ? from : c.at(c.date_of(until), m.part->begin);
    const bool day_only = m.day && !m.clock && !m.part;
    if (day_only) {
        const auto at = c.local(until);
        return fmt::format("{:02}-{:02}", at.month, at.day);
    }
    const bool range = begin < until && c.date_of(begin) == c.date_of(until);
    return range ? c.when(begin, now) + "-" + c.clock(until) : c.when(until, now);
}

}  // namespace

std::string with_dates(const calendar& c, std::string words, instant said_at, instant now) {
    const auto time = read_told(c, words, said_at, edge::end);
    if (!time.at) return words;
    auto [from, to] = first_time_in(c, words, said_at);
    // At eleven, "10点" of "明天10点" is tomorrow by itself: what stands beside it belongs to it.
    for (int i = 0; i < 2; ++i) {
        auto rest = words;
        rest.erase(from, to - from);
        if (!read_told(c, rest, said_at, edge::end).says_something()) break;
        const auto [first, last] = first_time_in(c, rest, said_at);
        const auto blank = [&](std::size_t a, std::size_t b) {
            return std::string_view(rest).substr(a, b - a).find_first_not_of(' ') == rest.npos;
        };
        const bool beside = first <= from && (last >= from || blank(last, from));
        if (!beside && (first < from || !blank(from, first))) return words + " (" + c.when(*time.at, now) + ")";
        const auto size = to - from;
        to = std::max(to, last > from ? last + size : to);
        from = std::min(from, first);
    }
    const auto piece = words.substr(from, to - from);
    auto shown =
        ends_with_any(piece, {"前", "内"}) ? c.when(*time.at, now) + " 前" : date_of(c, piece, *time.at, said_at, now);
    auto before = words.substr(0, from), after = words.substr(to);
    for (const std::string_view in : {"within ", "in "})
        if (before.ends_with(in)) before.replace(before.size() - in.size(), in.size(), "by ");
    if (!before.empty() && !ends_with_any(before, {" ", "，", "。", "；", "、", "(", "（", "：", ":", ","}))
        before += ' ';
    if (!after.empty() && !shown.ends_with("前") &&
        !starts_with_any(after, {" ", ",", ".", ";", "，", "。", "；", "、", ")", "）"}))
        shown += ' ';
    return before + shown + after;
}

std::string without_times(const calendar& c, std::string words, instant now) {
    constexpr int times_max = 8;
    for (int i = 0; i < times_max && read_told(c, words, now, edge::begin).says_something(); ++i) {
        const auto [from, to] = first_time_in(c, words, now);
        words.erase(from, to - from);
    }
    words = without_separators(words);
    replace_all(words, "  ", " ");
    return words;
}

}  // namespace linli::staff
