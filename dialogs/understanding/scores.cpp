#include "dialogs/understanding/scores.hpp"

#include <algorithm>
#include <array>

#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/numbers.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

struct grade {
    words said;
    int score;
};
// The labels of the scale and what people say for them. The longest that stands somewhere counts, so that
// 不太满意 is never taken for 满意.
constexpr auto grades = std::to_array<grade>({
    {U"非常满意", 5},
    {U"很满意", 5},
    {U"十分满意", 5},
    {U"特别满意", 5},
    {U"相当满意", 5},
    {U"超级满意", 5},
    {U"太满意了", 5},
    {U"满分", 5},
    {U"五星", 5},
    {U"非常好", 5},
    {U"很好", 5},
    {U"特别好", 5},
    {U"太好了", 5},
    {U"很棒", 5},
    {U"太棒了", 5},
    {U"完美", 5},
    {U"好评", 5},
    {U"满意", 4},
    {U"比较满意", 4},
    {U"还算满意", 4},
    {U"挺满意", 4},
    {U"蛮满意", 4},
    {U"基本满意", 4},
    {U"挺好", 4},
    {U"蛮好", 4},
    {U"不错", 4},
    {U"一般", 3},
    {U"一般般", 3},
    {U"还行", 3},
    {U"还可以", 3},
    {U"凑合", 3},
    {U"马马虎虎", 3},
    {U"过得去", 3},
    {U"不满意", 2},
    {U"不太满意", 2},
    {U"不是很满意", 2},
    {U"不怎么满意", 2},
    {U"不够满意", 2},
    {U"不算满意", 2},
    {U"没那么满意", 2},
    {U"不太好", 2},
    {U"不怎么样", 2},
    {U"不怎么好", 2},
    {U"很不满意", 1},
    {U"非常不满意", 1},
    {U"十分不满意", 1},
    {U"特别不满意", 1},
    {U"极不满意", 1},
    {U"太不满意", 1},
    {U"一点都不满意", 1},
    {U"差评", 1},
    {U"很差", 1},
    {U"太差", 1},
    {U"非常差", 1},
    {U"差劲", 1},
    {U"很糟", 1},
    {U"太糟", 1},
    {U"糟糕", 1},
    {U"very satisfied", 5},
    {U"very happy", 5},
    {U"very pleased", 5},
    {U"very good", 5},
    {U"excellent", 5},
    {U"perfect", 5},
    {U"great", 5},
    {U"five stars", 5},
    {U"satisfied", 4},
    {U"happy", 4},
    {U"pleased", 4},
    {U"good", 4},
    {U"pretty good", 4},
    {U"quite good", 4},
    {U"so-so", 3},
    {U"so so", 3},
    {U"average", 3},
    {U"not bad", 3},
    {U"not too bad", 3},
    {U"acceptable", 3},
    {U"not satisfied", 2},
    {U"not very satisfied", 2},
    {U"not really satisfied", 2},
    {U"not so satisfied", 2},
    {U"unsatisfied", 2},
    {U"dissatisfied", 2},
    {U"not happy", 2},
    {U"not very happy", 2},
    {U"unhappy", 2},
    {U"not good", 2},
    {U"not very good", 2},
    {U"not so good", 2},
    {U"not great", 2},
    {U"not at all", 1},
    {U"not satisfied at all", 1},
    {U"not at all satisfied", 1},
    {U"very dissatisfied", 1},
    {U"very unsatisfied", 1},
    {U"very unhappy", 1},
    {U"very bad", 1},
    {U"very poor", 1},
    {U"terrible", 1},
    {U"awful", 1},
    {U"horrible", 1},
});

// What takes a grade back that stands behind it.
constexpr auto denials = std::to_array<words>({U"不", U"没", U"没有", U"不是", U"不算", U"别", U"not ", U"nt ", U"no ",
                                               U"never ", U"hardly ", U"not a ", U"isnt ", U"wasnt "});

bool stands_alone(const folded& text, std::size_t at, words w) {
    if (!stands(text, at, w)) return false;
    if (!is_letter(w.front())) return true;
    return (at == 0 || !is_word(text.chars[at - 1])) && !is_word(text.at(at + w.size()));
}

const grade* grade_at(const folded& text, std::size_t at) {
    const grade* longest = nullptr;
    for (const auto& g : grades)
        if (stands_alone(text, at, g.said) && (!longest || g.said.size() > longest->said.size())) longest = &g;
    return longest;
}

bool denied(const folded& text, std::size_t at) {
    return std::ranges::any_of(denials, [&](words w) { return stands_before(text, at, w); });
}

bool letters_between(const folded& text, std::size_t begin, std::size_t end) {
    constexpr words particles = U"的了啊呀吧哦呢哈";
    for (auto i = begin; i < end; ++i) {
        const char32_t c = text.chars[i];
        if (particles.find(c) == particles.npos && (is_han(c) || is_word(c))) return true;
    }
    return false;
}

}  // namespace

std::optional<graded> read_grade(std::string_view said) {
    static const folder plain({});
    const auto text = plain.fold(said);
    const auto side = [](int score) { return (score > 3) - (score < 3); };
    graded found;
    std::size_t counted_to = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto* g = grade_at(text, i);
        if (!g) continue;
        if (denied(text, i)) return std::nullopt;
        if (found.score != 0 && side(found.score) != side(g->score)) return std::nullopt;
        if (found.score == 0) found.score = g->score;
        found.more = found.more || letters_between(text, counted_to, i);
        counted_to = i + g->said.size();
        i = counted_to - 1;
    }
    if (found.score == 0) return std::nullopt;
    found.more = found.more || letters_between(text, counted_to, text.size());
    return found;
}

}  // namespace linli
