#include "dialogs/understanding/asking.hpp"

#include <algorithm>
#include <array>

#include "dialogs/understanding/folded.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

constexpr std::size_t longest = 48;  // characters: more tells a story

constexpr auto when_words = std::to_array<words>(
    {U"几点", U"什么时候", U"啥时候", U"啥时间", U"什么时间", U"何时", U"哪天", U"多久", U"几时", U"多会儿"});
constexpr auto whole_questions = std::to_array<words>(
    {U"几点", U"什么时候", U"啥时候", U"多久", U"哪天", U"when", U"what time", U"how soon", U"when exactly"});
// What is waited for; 什么时候开始收费 waits for nothing.
constexpr auto awaited = std::to_array<words>(
    {U"来", U"到", U"修", U"好", U"弄", U"处理", U"派", U"通", U"上门", U"解决", U"完", U"恢复", U"送"});
constexpr auto not_awaited = std::to_array<words>(
    {U"停水", U"停电", U"停气", U"开始", U"开会", U"到期", U"每天", U"昨", U"了多久", U"都几点了", U"几点了"});
constexpr auto days = std::to_array<words>({U"今天", U"今晚", U"明天", U"后天", U"现在", U"马上", U"周末", U"这两天"});
constexpr auto may_they =
    std::to_array<words>({U"能来吗", U"能修吗", U"能到吗", U"能好吗", U"能修好吗", U"能来么", U"能不能来", U"能不能修",
                          U"能弄好吗", U"会来吗", U"来得了吗", U"可以来吗", U"能处理吗", U"来吗", U"来不来",
                          U"修得好吗", U"能通吗", U"能来水吗", U"能来电吗"});
constexpr auto english_when =
    std::to_array<words>({U"what time will",        U"what time are",      U"what time is",
                          U"what time do",          U"when will",          U"when can",
                          U"when are you",          U"when is he",         U"when is she",
                          U"when is someone",       U"when is somebody",   U"when is the engineer",
                          U"when is the plumber",   U"when does he",       U"how soon can",
                          U"how soon will",         U"can you come today", U"can you fix it today",
                          U"will you come today",   U"can he come today",  U"can someone come today",
                          U"can it be fixed today", U"can you come now",   U"coming today?"});

constexpr auto wishes = std::to_array<words>(
    {U"能不能", U"可不可以", U"行不行", U"可以吗", U"能否", U"最好", U"方便吗", U"改到", U"可以的话"});
constexpr auto times =
    std::to_array<words>({U"上午", U"下午", U"中午", U"晚上", U"早上", U"明天", U"后天", U"周末", U"周一", U"周二",
                          U"周三", U"周四", U"周五", U"周六", U"周日", U"星期", U"晚点", U"晚一点", U"下班后"});
constexpr auto english_wishes =
    std::to_array<words>({U"could it be", U"can it be", U"could you come", U"can you come", U"could he come",
                          U"can he come", U"is it possible", U"please come", U"rather have", U"would prefer"});
constexpr auto english_times =
    std::to_array<words>({U"morning", U"afternoon", U"evening", U"noon", U"tomorrow", U"weekend", U"monday", U"tuesday",
                          U"wednesday", U"thursday", U"friday", U"saturday", U"sunday", U"later", U"after work"});

constexpr auto keeping = std::to_array<words>({U"不撤",
                                               U"不撤了",
                                               U"别撤",
                                               U"别撤了",
                                               U"不要撤",
                                               U"先不撤",
                                               U"不撤销",
                                               U"别撤销",
                                               U"不要撤销",
                                               U"不取消",
                                               U"别取消",
                                               U"不要取消",
                                               U"不用撤",
                                               U"dont withdraw",
                                               U"dont withdraw it",
                                               U"do not withdraw",
                                               U"do not withdraw it",
                                               U"dont cancel",
                                               U"dont cancel it",
                                               U"do not cancel",
                                               U"do not cancel it",
                                               U"keep it open",
                                               U"keep the case"});
constexpr auto giving_up = std::to_array<words>({U"我不要了", U"不要了", U"我不想要了", U"不想报了", U"我撤了", U"撤了",
                                                 U"撤了吧", U"撤吧", U"不修了", U"我不修了", U"i withdraw it",
                                                 U"i withdraw", U"i dont want it anymore", U"i dont want it any more"});

template <class List>
bool any_in(const folded& text, const List& list) {
    return std::ranges::any_of(list, [&](words w) { return text.chars.find(w) != text.chars.npos; });
}

words without_marks(const folded& text) {
    constexpr words around = U" .,!?;~\n的呢啊呀";
    const words all = text.chars;
    const auto first = all.find_first_not_of(around);
    return first == all.npos ? words() : all.substr(first, all.find_last_not_of(around) - first + 1);
}

}  // namespace

bool asks_when(std::string_view said) {
    static const folder plain({});
    const auto text = plain.fold(said);
    if (text.size() > longest) return false;
    if (std::ranges::find(whole_questions, without_marks(text)) != whole_questions.end()) return true;
    if (any_in(text, not_awaited)) return false;
    if (any_in(text, english_when)) return true;
    if (any_in(text, when_words) && any_in(text, awaited)) return true;
    return any_in(text, days) && any_in(text, may_they);
}

bool wishes_time(std::string_view said) {
    static const folder plain({});
    const auto text = plain.fold(said);
    if (text.size() > longest || asks_when(said)) return false;
    return (any_in(text, wishes) && any_in(text, times)) ||
           (any_in(text, english_wishes) && any_in(text, english_times));
}

bool keeps_case(std::string_view said) {
    static const folder plain({});
    const auto text = plain.fold(said);
    return std::ranges::find(keeping, without_marks(text)) != keeping.end();
}

bool gives_case_up(std::string_view said) {
    static const folder plain({});
    const auto text = plain.fold(said);
    return std::ranges::find(giving_up, without_marks(text)) != giving_up.end();
}

}  // namespace linli
