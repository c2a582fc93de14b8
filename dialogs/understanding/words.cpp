#include "dialogs/understanding/words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "dialogs/understanding/first_letters.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

bool whole_word(const folded& text, std::size_t at, words w) {
    return stands(text, at, w) &&
           (!is_letter(w.front()) || ((at == 0 || !is_word(text.chars[at - 1])) && !is_letter(text.at(at + w.size()))));
}

constexpr std::size_t longest_chinese_name = 4;
constexpr std::size_t longest_name = 40;  // characters

// 老王, 陈, 王小明, 李阿姨: Chinese characters up to a mark or a word that no name has.
std::string chinese_name_at(const folded& text, std::size_t at) {
    constexpr words never_in_names = U"的是在了吗呢吧有这那我你他她们就不没来去说想要请给";
    std::size_t end = at;
    while (end - at < longest_chinese_name && is_han(text.at(end)) &&
           never_in_names.find(text.chars[end]) == never_in_names.npos)
        ++end;
    if (is_han(text.at(end)) && end - at == longest_chinese_name) return {};
    return std::string(text.words(at, end));
}

// "Ann", "Ann Lee", "ann": up to three words; in mid-sentence only words with a capital.
std::string latin_name_at(const folded& text, std::size_t at, bool needs_capital) {
    std::size_t end = at;
    std::size_t i = at;
    for (int names = 0; names < 3 && is_letter(text.at(i)); ++names) {
        const char first = text.source[text.from[i]];
        if ((needs_capital || names > 0) && !(first >= 'A' && first <= 'Z')) break;
        while (is_word(text.at(i)) || text.at(i) == U'-') ++i;
        end = i;
        if (text.at(i) != U' ') break;
        ++i;
    }
    if (end - at > longest_name) return {};
    return std::string(text.words(at, end));
}

bool is_title(words w) {
    constexpr auto titles = std::to_array<words>(
        {U"先生", U"女士", U"小姐", U"阿姨", U"大爷", U"大妈", U"师傅", U"老师", U"太太", U"叔叔", U"奶奶", U"爷爷"});
    return std::find(titles.begin(), titles.end(), w) != titles.end();
}

// "陈先生" and nothing else.
std::string titled_name(const folded& text) {
    words all = text.chars;
    while (!all.empty() && (all.back() == U'.' || all.back() == U'!' || all.back() == U' ')) all.remove_suffix(1);
    if (all.size() < 3 || all.size() > 5 || !std::all_of(all.begin(), all.end(), is_han)) return {};
    return is_title(all.substr(all.size() - 2)) ? std::string(text.words(0, all.size())) : "";
}

// 我是陈先生, but not 我是业主.
std::string titled_name_at(const folded& text, std::size_t at) {
    constexpr std::size_t longest = 5;
    const words all = text.chars;
    for (std::size_t end = at + 3; end <= at + longest && end <= all.size(); ++end) {
        const auto name = all.substr(at, end - at);
        if (!std::all_of(name.begin(), name.end(), is_han)) break;
        if (is_title(name.substr(name.size() - 2))) return std::string(text.words(at, end));
    }
    return {};
}

// "THIS IS THE FOURTH TIME"
bool shouted(std::string_view name) { return name.size() > 1 && name[1] >= 'A' && name[1] <= 'Z'; }

// "I am Ann", "I'm Ann Lee, 3-2-1101", but not "I am Very angry": a name, and no more in its clause.
std::string introduced_name_at(const folded& text, std::size_t at) {
    constexpr auto follow = std::to_array<words>({U"from ", U"in ", U"of ", U"at ", U"and "});
    constexpr auto no_names = std::to_array<std::string_view>(
        {"Sorry", "Angry", "Not", "Here", "Home", "Ok", "Fine", "Trapped", "Stuck", "Locked", "Hurt"});
    constexpr words marks = U".,;!\n";
    auto name = latin_name_at(text, at, true);
    const auto behind = skip_spaces(text, at + name.size());
    const bool ends = behind >= text.size() || marks.find(text.at(behind)) != marks.npos ||
                      std::any_of(follow.begin(), follow.end(), [&](words w) { return stands(text, behind, w); });
    const bool state = std::find(no_names.begin(), no_names.end(), name.substr(0, name.find(' '))) != no_names.end();
    return ends && !shouted(name) && !state ? name : std::string();
}

// 我是…, "I am …": most of what follows is no name.
std::string introduced_name(const folded& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string name;
        const bool begins = i == 0 || !is_word(text.chars[i - 1]);
        if (stands(text, i, U"我是"))
            name = titled_name_at(text, i + 2);
        else if (begins && stands(text, i, U"i am "))
            name = introduced_name_at(text, i + 5);
        else if (begins && stands(text, i, U"im "))
            name = introduced_name_at(text, i + 3);
        if (!name.empty()) return name;
    }
    return {};
}

}  // namespace

language read_language(const folded& text, language hint) {
    constexpr std::size_t least_letters = 4;  // "ok", "td" and "yes" are said in every language
    std::size_t han = 0;
    std::size_t letters = 0;
    std::size_t latin_words = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text.chars[i];
        han += is_han(c);
        if (!is_letter(c)) continue;
        ++letters;
        latin_words += i == 0 || !is_letter(text.chars[i - 1]);
    }
    if (han > 0 && han >= latin_words) return language::zh;
    return letters >= least_letters && latin_words > 0 ? language::en : hint;
}

std::string read_name(const folded& text) {
    struct head {
        words words_before;
        bool chinese;
        bool needs_capital;
    };
    static constexpr auto heads = std::to_array<head>(
        {{U"我姓", true, false},        {U"免贵姓", true, false},       {U"贵姓", true, false},
         {U"本人姓", true, false},      {U"我叫", true, false},         {U"叫我", true, false},
         {U"我的名字是", true, false},  {U"我名字叫", true, false},     {U"称呼我", true, false},
         {U"喊我", true, false},        {U"my name is ", false, false}, {U"my names ", false, false},
         {U"name is ", false, true},    {U"call me ", false, true},     {U"this is ", false, true},
         {U"im called ", false, false}, {U"mr ", false, true},          {U"mr. ", false, true},
         {U"mrs ", false, true},        {U"mrs. ", false, true},        {U"ms ", false, true},
         {U"ms. ", false, true},        {U"miss ", false, true}});
    static constexpr words_by_letter by_letter(heads, [](const head& h) { return h.words_before.front(); });
    if (auto name = titled_name(text); !name.empty()) return name;
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (const auto& h : by_letter.with(text.chars[i])) {
            if (!stands(text, i, h.words_before)) continue;
            if (is_letter(text.chars[i]) && i > 0 && is_word(text.chars[i - 1])) continue;
            const auto at = i + h.words_before.size();
            auto name = h.chinese ? chinese_name_at(text, at) : std::string();
            if (name.empty()) name = latin_name_at(text, at, h.needs_capital);
            // A title is said only together with what follows it: the whole is the name.
            if (!name.empty() && h.words_before.front() == U'm' && h.words_before.size() < 6 && i == 0)
                return std::string(text.words(0, at)) + " " + name;
            if (shouted(name)) name.clear();
            if (!name.empty() && !(h.words_before.front() == U'm' && h.words_before.size() < 6)) return name;
        }
    }
    if (stands(text, 0, U"姓")) return chinese_name_at(text, 1);
    return introduced_name(text);
}

namespace {

constexpr auto insults = std::to_array<words>(
    {U"傻逼",    U"傻b",          U"煞笔",    U"沙比",       U"操你",          U"草你",       U"艹你",     U"日你",
     U"你妈的",  U"他妈的",       U"妈的",    U"妈逼",       U"王八蛋",        U"狗娘养",     U"去死",     U"去你的",
     U"滚蛋",    U"滚开",         U"废物",    U"畜生",       U"狗东西",        U"不要脸",     U"脑残",     U"智障",
     U"白痴",    U"贱人",         U"混蛋",    U"尼玛",       U"特么",          U"fuck",       U"fucking",  U"fucked",
     U"fuckers", U"motherfucker", U"asshole", U"assholes",   U"bastard",       U"bastards",   U"bitch",    U"idiot",
     U"idiots",  U"moron",        U"morons",  U"bullshit",   U"piece of shit", U"go to hell", U"dickhead", U"wanker",
     U"wankers", U"scumbag",      U"scum",    U"stupid bot", U"useless idiots"});
// Whoever tells of insults does not insult.
constexpr auto told =
    std::to_array<words>({U"骂", U"说我", U"swore", U"called me", U"calls me", U"shouted", U"yelled", U"insulted"});

// 我妈的胳膊, 大妈的狗: somebody's mother. Whoever swears begins with it, or with 真, 太, 都.
bool speaks_of_mother(const folded& text, std::size_t i, words w) {
    constexpr words swearing = U"真太都就这那";
    return w == U"妈的" && i > 0 && is_han(text.chars[i - 1]) && swearing.find(text.chars[i - 1]) == swearing.npos;
}

// The insult that stands at `i`; empty when there is none.
words insult_at(const folded& text, std::size_t i) {
    static constexpr words_by_letter by_letter(insults);
    for (const auto w : by_letter.with(text.chars[i]))
        if (whole_word(text, i, w) && !speaks_of_mother(text, i, w)) return w;
    return {};
}

bool tells_of_insults(const folded& text) {
    return std::any_of(told.begin(), told.end(), [&](words t) { return text.chars.find(t) != std::u32string::npos; });
}

}  // namespace

bool read_asks(const folded& text) {
    constexpr auto first =
        std::to_array<words>({U"怎么", U"如何",  U"为什么", U"为啥",    U"凭什么",  U"干嘛", U"干吗",  U"请问",
                              U"how",  U"why",   U"what",   U"where",   U"which",   U"who",  U"whats", U"should i",
                              U"do i", U"can i", U"do you", U"can you", U"are you", U"is it"});
    constexpr auto last =
        std::to_array<words>({U"?", U"吗", U"么", U"怎么关", U"怎么办", U"什么意思", U"啥意思", U"干什么", U"干嘛"});
    auto end = text.size();
    while (end > 0 && (text.chars[end - 1] == U' ' || text.chars[end - 1] == U'.' || text.chars[end - 1] == U'!'))
        --end;
    return std::ranges::any_of(first, [&](words w) { return whole_word(text, 0, w); }) ||
           std::ranges::any_of(last, [&](words w) { return stands_before(text, end, w); });
}

std::string read_degrees(const folded& text) {
    constexpr auto units =
        std::to_array<words>({U"摄氏度", U"度", U"°c", U"degrees", U"degree"});  // no bare c: a flat 15C
    constexpr int coldest = 3, hottest = 45;                                     // 一度 means once
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto number = number_at(text, i);
        if (!number) continue;
        const auto at = skip_spaces(text, number->end);
        const auto unit = std::ranges::find_if(units, [&](words u) { return stands(text, at, u); });
        const bool room =
            number->digits.size() <= 2 && std::stoi(number->digits) >= coldest && std::stoi(number->digits) <= hottest;
        if (unit != units.end() && room) {
            const auto end = at + unit->size();
            if (!stands(text, end, U"电") && !is_letter(text.at(end))) return std::string(text.words(i, end));
        }
        i = number->end - 1;
    }
    return {};
}

bool read_abuse(const folded& text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!insult_at(text, i).empty()) return !tells_of_insults(text);
    return false;
}

std::string softened(std::string_view said) {
    static const folder plain({});
    const auto text = plain.fold(said);
    std::string out;
    std::size_t copied = 0;  // bytes of `said`
    for (std::size_t i = 0; i < text.size();) {
        const auto insult = insult_at(text, i);
        if (insult.empty()) {
            ++i;
            continue;
        }
        if (copied == 0 && tells_of_insults(text)) break;
        out.append(said.substr(copied, text.from[i] - copied)).append("＊＊");
        i += insult.size();
        copied = text.from[i];
    }
    return out.append(said.substr(copied));
}

}  // namespace linli
