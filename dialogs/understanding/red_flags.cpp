#include "dialogs/understanding/red_flags.hpp"

#include <algorithm>
#include <array>

namespace linli {
namespace {

using words = std::u32string_view;

constexpr auto negations = std::to_array<words>(
    {U"没有",   U"没",    U"无",        U"不是",   U"并非",   U"并没有", U"未",      U"不再",    U"不",    U"从没",
     U"不会",   U"别",    U"no",        U"not",    U"isnt",   U"wasnt",  U"arent",   U"without", U"never", U"dont",
     U"doesnt", U"didnt", U"no longer", U"nobody", U"no one", U"none",   U"nothing", U"havent",  U"hasnt"});
// These may stand between a negation and what it denies.
constexpr auto fillers = std::to_array<words>(
    {U"闻到",  U"看到",  U"看见", U"发现", U"听到", U"感觉到", U"什么",   U"任何",     U"再",   U"人",  U"有",
     U"出现",  U"被",    U"发生", U"到",   U"那种", U"一点",   U"a",      U"an",       U"any",  U"the", U"see",
     U"smell", U"there", U"is",   U"are",  U"was",  U"of",     U"really", U"actually", U"more", U"on",  U"see any",
     U"seen",  U"been",  U"it",   U"in",   U"sign", U"signs",  U"got",    U"get"});
// These contain a negation and ask instead.
constexpr auto asked_before = std::to_array<words>({U"有没有", U"是不是", U"会不会", U"是否", U"能不能", U"有没"});
constexpr auto past = std::to_array<words>(
    {U"上次",       U"昨天",    U"昨晚",         U"昨夜",        U"前天",      U"前几天",     U"上周",
     U"上个月",     U"上月",    U"去年",         U"前年",        U"以前",      U"之前",       U"曾经",
     U"那次",       U"当时",    U"last week",    U"last month",  U"last year", U"last night", U"last time",
     U"yesterday",  U" ago",    U"used to",      U"previously",  U"once had",  U"已经灭",     U"扑灭",
     U"灭了",       U"救出来",  U"放出来了",     U"出来了已",    U"没有了",    U"味散了",     U"put out",
     U"is out now", U"got out", U"were rescued", U"was rescued", U"has gone",  U"is gone"});
constexpr auto now = std::to_array<words>({U"现在", U"还在", U"正在", U"又", U"一直", U"到现在", U"至今", U"刚才",
                                           U"刚刚", U"仍", U"从", U" now", U"still", U"again", U"since", U"just"});
constexpr auto hedges = std::to_array<words>(
    {U"好像",    U"可能",     U"似乎",     U"疑似",    U"怀疑",    U"大概",      U"感觉像", U"不确定",
     U"以为",    U"像是",     U"说不定",   U"隐约",    U"maybe",   U"might",     U"think",  U"seems",
     U"seem to", U"possibly", U"not sure", U"perhaps", U"suspect", U"looks like"});
constexpr auto supposed = std::to_array<words>(
    {U"如果", U"要是",   U"万一",   U"假如",    U"假设",    U"担心",    U"防止",   U"避免",   U"预防",     U"以免",
     U"迟早", U"早晚",   U"容易",   U"会着",    U"会起",    U"怕",      U"隐患",   U"风险",   U"what if",  U"in case",
     U"if ",  U"could ", U"afraid", U"worried", U"risk of", U"prevent", U"hazard", U"would ", U"danger of"});
constexpr auto no_drills = std::to_array<words>({U"不是演习", U"非演习", U"not a drill", U"no drill", U"isnt a drill"});
constexpr auto drills = std::to_array<words>({U"演习", U"演练", U"培训", U"宣传", U"讲座", U"电影", U"新闻", U" drill",
                                              U"training", U"exercise", U"movie", U"on the news"});
constexpr auto questions =
    std::to_array<words>({U"吗", U"有没有", U"是不是", U"会不会", U"是否", U"么?", U"怎么预防", U"怎么处理"});
constexpr auto question_heads =
    std::to_array<words>({U"is ", U"are ", U"was ", U"were ", U"did ", U"does ", U"do ", U"has ", U"what ", U"how "});

bool ends_clause(const folded& text, std::size_t i) {
    const char32_t c = text.chars[i];
    if (c == U' ')  // Chinese writers part clauses by a space
        return i > 0 && (is_han(text.chars[i - 1]) || is_han(text.at(i + 1)));
    constexpr std::u32string_view marks = U".,!?;\n:";
    return marks.find(c) != marks.npos &&
           !(c == U'.' && i > 0 && is_digit(text.chars[i - 1]) && is_digit(text.at(i + 1)));
}

struct clause {
    words text;    // with its closing mark
    words before;  // what stands before the flag
};

clause clause_of(const folded& text, const rule_match& m) {
    constexpr std::size_t longest = 80;  // characters to either side; a sentence is shorter
    std::size_t begin = m.begin;
    while (begin > 0 && m.begin - begin < longest && !ends_clause(text, begin - 1)) --begin;
    std::size_t end = m.end;
    while (end < text.size() && end - m.end < longest && !ends_clause(text, end)) ++end;
    if (end < text.size()) ++end;
    const words all = text.chars;
    words whole = all.substr(begin, end - begin);
    if (const auto but = whole.find(U" but "); but != whole.npos && begin + but < m.begin) whole.remove_prefix(but + 5);
    return {whole, all.substr(begin, m.begin - begin)};
}

template <class List>
bool any_in(words text, const List& list) {
    return std::any_of(list.begin(), list.end(), [&](words w) { return text.find(w) != text.npos; });
}

void drop_space(words& text) {
    while (!text.empty() && text.back() == U' ') text.remove_suffix(1);
}

// Does `text` end in `w`, as a whole word where it is Latin?
bool ends_in(words text, words w) {
    return text.ends_with(w) &&
           (!is_letter(w.front()) || text.size() == w.size() || !is_word(text[text.size() - w.size() - 1]));
}

// Is a negation right before `at`, with nothing but small words between?
bool denied(const folded& text, std::size_t at) {
    constexpr std::size_t window = 24;  // characters: room for "there is no sign of any"
    words before = words(text.chars).substr(at > window ? at - window : 0, std::min(at, window));
    for (int small_words = 0; small_words < 5; ++small_words) {
        if (!before.empty() && before.back() == U' ' && before.size() >= 2 && is_han(before[before.size() - 2]))
            return false;  // the space ends a Chinese clause
        drop_space(before);
        for (const auto w : asked_before)
            if (before.ends_with(w)) return false;
        for (const auto w : negations)
            if (ends_in(before, w)) return true;
        const auto filler = std::find_if(fillers.begin(), fillers.end(), [&](words w) { return ends_in(before, w); });
        if (filler == fillers.end()) return false;
        before.remove_suffix(filler->size());
    }
    return false;
}

bool asks(words c) {
    if (any_in(c, questions)) return true;
    return c.ends_with(U"?") && std::any_of(question_heads.begin(), question_heads.end(), [&](words w) {
               const auto first = c.find_first_not_of(U' ');
               return first != c.npos && c.substr(first).starts_with(w);
           });
}

danger judge(const folded& text, const rule_match& m) {
    if (denied(text, m.begin) || denied(text, m.last_begin)) return danger::none;
    const auto c = clause_of(text, m);
    if (any_in(text.chars, drills) && !any_in(text.chars, no_drills)) return danger::possible;
    if (any_in(c.text, past) && !any_in(c.text, now)) return danger::possible;
    if (any_in(c.before, hedges) || any_in(c.text, supposed) || asks(c.text)) return danger::possible;
    return danger::certain;
}

}  // namespace

red_flags::red_flags(const taxonomy& t, lexicon& lexicon, const folder& fold) : taxonomy_(t), first_(lexicon.size()) {
    for (std::uint32_t i = 0; i < t.red_flags.size(); ++i)
        for (const auto& rule : t.red_flags[i].any) {
            lexicon.add(rule, fold);
            flag_of_.push_back(i);
        }
    first_negative_ = lexicon.size();
    for (const auto& n : t.red_flag_negatives) lexicon.add(n.text, fold);
    end_ = lexicon.size();
}

bool red_flags::negates(const folded& text, const rule_match& m) const {
    if (m.rule < first_negative_ || m.rule >= end_) return false;
    // 有没有煤气味 asks; only 没有煤气味 denies.
    return !(m.begin > 0 && text.chars[m.begin] == U'没' && text.chars[m.begin - 1] == U'有');
}

bool red_flags::overlaps_negative(const folded& text, const rule_match& m, std::string_view category,
                                  std::span<const rule_match> matches) const {
    return std::any_of(matches.begin(), matches.end(), [&](const rule_match& n) {
        return negates(text, n) && n.begin < m.end && m.begin < n.end &&
               taxonomy_.red_flag_negatives[n.rule - first_negative_].suppresses == category;
    });
}

danger_found red_flags::read(const folded& text, std::span<const rule_match> matches) const {
    danger_found best;
    constexpr int most_judged = 64;  // flags of one message; a text full of them is danger anyway
    int judged = 0;
    for (const auto& m : matches) {
        if (negates(text, m)) best.denied.push_back(taxonomy_.red_flag_negatives[m.rule - first_negative_].suppresses);
        if (m.rule < first_ || m.rule >= first_negative_) continue;
        const std::string_view category = taxonomy_.red_flags[flag_of_[m.rule - first_]].category;
        if (++judged > most_judged || overlaps_negative(text, m, category, matches)) continue;
        const auto level = judge(text, m);
        if (level == danger::none) best.denied.push_back(category);
        if (level > best.level || (level != danger::none && level == best.level && m.mass > best.mass)) {
            best.level = level;
            best.category = category;
            best.mass = m.mass;
        }
    }
    return best;
}

}  // namespace linli
