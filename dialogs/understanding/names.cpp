#include "dialogs/understanding/names.hpp"

#include <algorithm>
#include <array>

#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/numbers.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

// What a Chinese name begins with; without it 我是3栋的保洁 would be one.
constexpr words surnames =
    U"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟"
    U"汪田任"
    U"姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文肖老小阿";
constexpr words of_places = U"栋幢座单元楼号室门0123456789";

constexpr auto titles = std::to_array<words>({U"先生", U"女士", U"小姐", U"阿姨", U"师傅", U"大爷", U"大妈", U"老师"});

std::string chinese_name(const folded& text, std::size_t at) {
    for (const auto role : {words(U"业主"), words(U"住户"), words(U"租户"), words(U"租客")})
        if (stands(text, at, role)) at += role.size();
    if (surnames.find(text.at(at)) == surnames.npos) return {};
    constexpr words never = U"的是在了吗呢吧家里漏水没有打电话手机";
    auto end = at + 1;
    while (end - at < 3 && is_han(text.at(end)) && never.find(text.chars[end]) == never.npos) ++end;
    for (const auto title : titles)
        if (stands(text, at + 1, title)) end = at + 1 + title.size();
    constexpr auto no_names =
        std::to_array<words>({U"老人", U"老年", U"老太", U"老头", U"老婆", U"老公", U"小孩", U"小区", U"小朋"});
    if (std::ranges::any_of(no_names, [&](words w) { return stands(text, at, w); })) return {};
    const bool longer = is_han(text.at(end)) && never.find(text.chars[end]) == never.npos;
    return end - at < 2 || longer ? std::string() : std::string(text.words(at, end));
}

// Said to "your name?" and no name.
constexpr auto no_names = std::to_array<words>(
    {U"hurry",  U"what",     U"great",   U"good",  U"okay",     U"ok",     U"fine",     U"leaking", U"urgent",
     U"please", U"hello",    U"hi",      U"why",   U"when",     U"who",    U"how",      U"where",   U"sure",
     U"thanks", U"thank",    U"now",     U"today", U"tomorrow", U"none",   U"nobody",   U"still",   U"water",
     U"help",   U"engineer", U"manager", U"done",  U"wait",     U"later",  U"maybe",    U"never",   U"nothing",
     U"my",     U"the",      U"it",      U"is",    U"no",       U"not",    U"and",      U"i",       U"a",
     U"we",     U"they",     U"he",      U"she",   U"you",      U"lift",   U"elevator", U"gas",     U"smoke",
     U"fire",   U"leak",     U"noise",   U"cold",  U"dark",     U"broken", U"more",     U"any",     U"call",
     U"phone",  U"number",   U"skip",    U"yes",   U"nope",     U"really", U"this",     U"that"});

// "Ahmed, no phone"
bool only_no_phone_behind(const folded& text, std::size_t at) {
    constexpr words marks = U" .,!";
    const words rest = words(text.chars).substr(at);
    const auto first = rest.find_first_not_of(marks);
    if (first == rest.npos) return true;
    const auto said = rest.substr(first, rest.find_last_not_of(marks) - first + 1);
    return said == U"no phone" || said == U"no number" || said == U"no phone number";
}

// Up to three words of letters, of which none is a common one.
std::string latin_name(const folded& text, std::size_t at) {
    constexpr int words_most = 3;
    constexpr std::size_t longest_word = 14;
    const auto begin = at;
    auto end = at;
    for (int n = 0; n < words_most && is_letter(text.at(at)); ++n) {
        auto behind = at;
        while (is_letter(text.at(behind)) || text.at(behind) == U'-') ++behind;
        const auto word = words(text.chars).substr(at, behind - at);
        const bool common = std::ranges::find(no_names, word) != no_names.end();
        if (common || word.size() > longest_word || (word.size() < 2 && n == 0)) break;
        end = behind;
        at = skip_spaces(text, behind);
    }
    return only_no_phone_behind(text, end) ? std::string(text.words(begin, end)) : std::string();
}

}  // namespace

std::string name_behind_place(std::string_view said) {
    static const folder plain({});
    const auto text = plain.fold(said);
    const auto head = text.chars.find(U"我是");
    if (head == text.chars.npos) return {};
    bool place = false;
    for (auto i = head + 2; i < text.size() && words(U",.;!?\n").find(text.chars[i]) == words::npos; ++i) {
        place = place || of_places.find(text.chars[i]) != of_places.npos;
        if (text.chars[i] != U'的' || !place) continue;
        return chinese_name(text, skip_spaces(text, i + 1));
    }
    return {};
}

std::string answered_name(std::string_view said) {
    if (auto name = name_behind_place(said); !name.empty()) return name;
    static const folder plain({});
    const auto text = plain.fold(said);
    std::size_t at = skip_spaces(text, 0);
    for (const auto head : {words(U"my name "), words(U"name is "), words(U"name: "), words(U"name "), words(U"its "),
                            words(U"im "), words(U"i am "), words(U"this is ")})
        if (stands(text, at, head)) at = skip_spaces(text, at + head.size());
    return latin_name(text, at);
}

}  // namespace linli
