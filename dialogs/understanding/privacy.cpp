#include "dialogs/understanding/privacy.hpp"

#include <algorithm>
#include <array>

#include "dialogs/understanding/folded.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

constexpr auto refusals = std::to_array<words>({U"不想留",
                                                U"不留",
                                                U"不想留名",
                                                U"不留名",
                                                U"不想留名字",
                                                U"不留名字",
                                                U"不想留电话",
                                                U"不留电话",
                                                U"不方便留",
                                                U"不想说",
                                                U"不说",
                                                U"不想给",
                                                U"不给",
                                                U"不想告诉你",
                                                U"不想透露",
                                                U"没有电话",
                                                U"没电话",
                                                U"没有手机",
                                                U"没手机",
                                                U"我没有电话",
                                                U"我没电话",
                                                U"我没有手机",
                                                U"不用留",
                                                U"不必留",
                                                U"就不留",
                                                U"不想写",
                                                U"不填",
                                                U"no phone",
                                                U"no name",
                                                U"no number",
                                                U"i have no phone",
                                                U"i dont have a phone",
                                                U"dont have a phone",
                                                U"no phone number",
                                                U"no name no phone",
                                                U"rather not",
                                                U"id rather not",
                                                U"i would rather not",
                                                U"prefer not to",
                                                U"prefer not to say",
                                                U"i prefer not to",
                                                U"i prefer not to say",
                                                U"id rather not say",
                                                U"i dont want to say",
                                                U"i dont want to"});

// Asked about who reads what, or what comes of it.
constexpr auto questions = std::to_array<words>({U"会不会报复",
                                                 U"会报复我吗",
                                                 U"不会报复",
                                                 U"报复我怎么办",
                                                 U"被报复怎么办",
                                                 U"会不会被报复",
                                                 U"会被报复吗",
                                                 U"看得到我的名字",
                                                 U"看到我的名字",
                                                 U"看得到我名字",
                                                 U"看到我名字",
                                                 U"看得到我是谁",
                                                 U"看到我是谁",
                                                 U"知道是我",
                                                 U"谁看得到",
                                                 U"谁能看到",
                                                 U"谁会看到",
                                                 U"谁看得见",
                                                 U"会泄露",
                                                 U"会不会泄露",
                                                 U"会告诉邻居吗",
                                                 U"会告诉楼上吗",
                                                 U"会告诉他吗",
                                                 U"会告诉他们吗",
                                                 U"will they retaliate",
                                                 U"will he retaliate",
                                                 U"will she retaliate",
                                                 U"get back at me",
                                                 U"retaliate against me",
                                                 U"who can see",
                                                 U"who sees",
                                                 U"who will see",
                                                 U"see my name",
                                                 U"see who i am",
                                                 U"know it was me",
                                                 U"know its me",
                                                 U"know that it was me",
                                                 U"find out it was me"});
constexpr auto marks_of_questions =
    std::to_array<words>({U"?", U"吗", U"会不会", U"不会", U"怎么办", U"谁", U"who", U"will "});

}  // namespace

bool declines_to_tell(std::string_view said) {
    static const folder plain({});
    const auto text = plain.fold(said);
    constexpr words around = U" .,!;~\n的了吧啊呢哦";
    const words all = text.chars;
    const auto first = all.find_first_not_of(around);
    if (first == all.npos) return false;
    const auto bare = all.substr(first, all.find_last_not_of(around) - first + 1);
    return std::ranges::find(refusals, bare) != refusals.end();
}

bool asks_who_sees(std::string_view said) {
    constexpr std::size_t longest = 60;  // characters: more tells a story
    static const folder plain({});
    const auto text = plain.fold(said);
    if (text.size() > longest) return false;
    const auto holds = [&](words w) { return text.chars.find(w) != text.chars.npos; };
    return std::ranges::any_of(questions, holds) && std::ranges::any_of(marks_of_questions, holds);
}

}  // namespace linli
