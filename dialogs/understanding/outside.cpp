#include "dialogs/understanding/outside.hpp"

#include <algorithm>
#include <array>

#include "dialogs/understanding/numbers.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

constexpr auto outside_words = std::to_array<words>({
    U"室外",     U"屋外",   U"户外",   U"在外面",  U"到外面",     U"去外面",  U"在外边", U"到外边",
    U"外面了",   U"出来",   U"出去",   U"下楼",    U"下来",       U"在楼下",  U"到楼下", U"撤离",
    U"撤出",     U"疏散",   U"安全了", U"很安全",  U"安全的地方", U"outside", U"out",    U"downstairs",
    U"outdoors", U"safely", U"safe",   U"got out", U"evacuated",
});
// Who, and since when.
constexpr auto beside = std::to_array<words>({
    U"我",        U"们",        U"人",   U"都",   U"全",     U"大家", U"家",   U"一",    U"老人", U"孩子",
    U"小孩",      U"老婆",      U"老公", U"和",   U"已经",   U"已",   U"现在", U"刚",    U"刚才", U"就",
    U"了",        U"啦",        U"的",   U"呢",   U"在",     U"到",   U"跑",   U"走",    U"撤",   U"也",
    U"是",        U"好",        U"嗯",   U"i",    U"im",     U"ive",  U"am",   U"we",    U"were", U"weve",
    U"are",       U"is",        U"have", U"has",  U"all",    U"now",  U"got",  U"went",  U"come", U"already",
    U"everyone",  U"everybody", U"of",   U"the",  U"yes",    U"and",  U"my",   U"house", U"flat", U"building",
    U"apartment", U"ok",        U"here", U"just", U"family",
});

template <std::size_t n>
std::size_t longest_at(const folded& text, std::size_t i, const std::array<words, n>& all) {
    std::size_t longest = 0;
    for (const auto w : all) {
        const bool whole = !is_letter(w.front()) || !is_word(text.at(i + w.size()));
        if (w.size() > longest && whole && stands(text, i, w)) longest = w.size();
    }
    return longest;
}

}  // namespace

bool says_outside(std::string_view text) {
    static const folder plain({});
    constexpr words marks = U" .,!?;:~\n\"'()-";
    const auto said = plain.fold(text);
    bool found = false;
    for (std::size_t i = 0; i < said.size();) {
        const auto key = longest_at(said, i, outside_words);
        const auto more = longest_at(said, i, beside);
        if (key == 0 && more == 0 && marks.find(said.chars[i]) == marks.npos) return false;
        found = found || key > 0;
        i += std::max({key, more, std::size_t{1}});
    }
    return found;
}

}  // namespace linli
