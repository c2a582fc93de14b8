#include <algorithm>
#include <array>

#include "dialogs/understanding/first_letters.hpp"
#include "dialogs/understanding/words.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

// Words that say when by themselves. The longer of two stands first.
constexpr auto moments = std::to_array<words>({U"大前天",
                                               U"前天",
                                               U"昨天",
                                               U"昨晚",
                                               U"昨夜",
                                               U"今天",
                                               U"今早",
                                               U"今晚",
                                               U"今晨",
                                               U"明天",
                                               U"明早",
                                               U"明晚",
                                               U"后天",
                                               U"刚才",
                                               U"刚刚",
                                               U"上上周",
                                               U"上周末",
                                               U"上周",
                                               U"这周",
                                               U"本周",
                                               U"下周",
                                               U"上个月",
                                               U"上月",
                                               U"这个月",
                                               U"去年",
                                               U"今年",
                                               U"前几天",
                                               U"这几天",
                                               U"几天前",
                                               U"周末",
                                               U"大半夜",
                                               U"半夜",
                                               U"凌晨",
                                               U"清晨",
                                               U"早上",
                                               U"早晨",
                                               U"上午",
                                               U"中午",
                                               U"下午",
                                               U"傍晚",
                                               U"晚上",
                                               U"夜里",
                                               U"深夜",
                                               U"每天晚上",
                                               U"每天早上",
                                               U"每天",
                                               U"每晚",
                                               U"天天",
                                               U"最近",
                                               U"国庆",
                                               U"春节",
                                               U"过年",
                                               U"中秋",
                                               U"元旦",
                                               U"the day before yesterday",
                                               U"yesterday",
                                               U"today",
                                               U"tonight",
                                               U"this morning",
                                               U"this afternoon",
                                               U"this evening",
                                               U"last night",
                                               U"last week",
                                               U"last month",
                                               U"last year",
                                               U"tomorrow",
                                               U"just now",
                                               U"midnight",
                                               U"noon",
                                               U"this week",
                                               U"next week",
                                               U"every night",
                                               U"every morning",
                                               U"every day",
                                               U"every evening",
                                               U"all day",
                                               U"all night",
                                               U"at night",
                                               U"in the morning",
                                               U"in the evening",
                                               U"in the afternoon",
                                               U"monday",
                                               U"tuesday",
                                               U"wednesday",
                                               U"thursday",
                                               U"friday",
                                               U"saturday",
                                               U"sunday",
                                               U"weekend",
                                               U"morning",
                                               U"afternoon",
                                               U"evening",
                                               U"night"});
// May stand before or between times, and belong to the words then.
constexpr auto joints = std::to_array<words>(
    {U"大概",  U"大约",   U"差不多", U"左右",   U"开始",    U"的",   U"到现在", U"到",  U"从",     U"自",
     U"起",    U"since ", U"from ",  U"about ", U"around ", U"for ", U"on ",    U"at ", U"until ", U"till ",
     U"last ", U"next ",  U" and ",  U" to ",   U", ",      U" ",    U"-",      U"now", U"ago",    U"the "});

constexpr auto weekday_heads =
    std::to_array<words>({U"上星期", U"下星期", U"上周", U"下周", U"这周", U"本周", U"星期", U"礼拜", U"周"});
// Before a unit of time, where no number stands.
constexpr auto vague_numbers =
    std::to_array<words>({U"几", U"半", U"好几", U"a ", U"two ", U"three ", U"several ", U"few "});

constexpr words_by_letter moments_by_letter(moments);
constexpr words_by_letter joints_by_letter(joints);
constexpr auto begin_times = [] {
    first_letters all(moments);
    for (const auto& w : weekday_heads) all.add(w.front());
    for (const auto& w : vague_numbers) all.add(w.front());
    for (const char32_t c : words(U"0123456789零一二三四五六七八九〇○两十百千")) all.add(c);
    return all;
}();

std::size_t moment_at(const folded& text, std::size_t at) {
    for (const auto w : moments_by_letter.with(text.at(at))) {
        if (!stands(text, at, w)) continue;
        const std::size_t end = at + w.size();
        if (is_letter(w.front()) && ((at > 0 && is_word(text.chars[at - 1])) || is_word(text.at(end)))) continue;
        return end;
    }
    return 0;
}

// 周三, 星期天, 礼拜一
std::size_t weekday_at(const folded& text, std::size_t at) {
    constexpr words days = U"一二三四五六日天末";
    for (const words head : weekday_heads)
        if (stands(text, at, head) && text.at(at + head.size()) != U'\0' &&
            days.find(text.at(at + head.size())) != days.npos)
            return at + head.size() + 1;
    return 0;
}

template <class List>
bool any_of(const folded& text, std::size_t at, const List& list, std::size_t& end) {
    for (const auto w : list)
        if (stands(text, at, w)) {
            end = at + w.size();
            return true;
        }
    return false;
}

bool any_of(const folded& text, std::size_t at, std::initializer_list<words> list, std::size_t& end) {
    return any_of<std::initializer_list<words>>(text, at, list, end);
}

// 10点半, 十点二十, 22:30, 3pm, 5月3号, 三天前, 两个小时, 2 days ago, 3 weeks
std::size_t counted_at(const folded& text, std::size_t at) {
    const auto n = number_at(text, at);
    std::size_t i = n ? n->end : at;
    if (!n && !any_of(text, at, vague_numbers, i)) return 0;
    i = skip_spaces(text, i);
    std::size_t end = 0;
    if (n && text.at(n->end) == U':' && is_digit(text.at(n->end + 1))) {
        const auto minutes = number_at(text, n->end + 1);
        if (!minutes || minutes->digits.size() != 2) return 0;
        end = minutes->end;
        any_of(text, skip_spaces(text, end), {U"am", U"pm"}, end);
        return end;
    }
    if (n && any_of(text, i, {U"点钟", U"点半", U"点多", U"点"}, end)) {
        if (stands(text, i, U"点半") || stands(text, i, U"点多")) return end;
        if (const auto minutes = number_at(text, end); minutes && minutes->digits.size() <= 2) {
            end = minutes->end;
            if (text.at(end) == U'分') ++end;
        }
        return end;
    }
    if (n && any_of(text, i, {U"am", U"pm", U"a.m.", U"p.m.", U"oclock"}, end))
        return is_letter(text.at(end)) ? 0 : end;
    if (n && any_of(text, i, {U"月"}, end)) {
        const auto day = number_at(text, end);
        if (!day) return end;
        return text.at(day->end) == U'日' || text.at(day->end) == U'号' ? day->end + 1 : end;
    }
    if (any_of(text, i,
               {U"个多小时", U"个半小时", U"个小时", U"小时", U"分钟", U"多天", U"天", U"个多星期", U"个星期",
                U"个礼拜", U"周", U"个多月", U"个月", U"年", U"个晚上"},
               end)) {
        any_of(text, end, {U"以前", U"之前", U"前", U"了", U"多"}, end);
        return end;
    }
    if (any_of(text, i,
               {U"minutes", U"minute", U"hours", U"hour", U"days", U"day", U"weeks", U"week", U"months", U"month",
                U"years", U"year", U"nights"},
               end)) {
        if (is_letter(text.at(end))) return 0;
        any_of(text, end, {U" ago", U" now"}, end);
        return end;
    }
    return 0;
}

std::size_t time_at(const folded& text, std::size_t at) {
    if (is_word(text.at(at)) && at > 0 && is_word(text.chars[at - 1])) return 0;
    if (!begin_times.may_begin(text.at(at))) return 0;
    if (const auto end = weekday_at(text, at)) return end;
    if (const auto end = moment_at(text, at)) return end;
    return counted_at(text, at);
}

std::size_t skip_joints(const folded& text, std::size_t at) {
    for (bool found = true; found;) {
        found = false;
        for (const auto w : joints_by_letter.with(text.at(at)))
            if (stands(text, at, w) && !(is_letter(w.front()) && at > 0 && is_letter(text.chars[at - 1]))) {
                at += w.size();
                found = true;
                break;
            }
    }
    return at;
}

}  // namespace

std::string read_time_words(const folded& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t first = skip_joints(text, i);
        std::size_t end = time_at(text, first);
        if (end == 0) continue;
        const std::size_t begin = stands(text, i, U"的") || stands(text, i, U"到") ? first : i;
        for (std::size_t more = time_at(text, skip_joints(text, end)); more > 0;
             more = time_at(text, skip_joints(text, end)))
            end = more;
        for (const auto w : {words(U"到现在"), words(U"开始"), words(U"左右"), words(U" until now")})
            if (stands(text, end, w)) end += w.size();
        return std::string(text.words(begin, end));
    }
    return {};
}

}  // namespace linli
