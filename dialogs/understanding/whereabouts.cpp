#include "dialogs/understanding/whereabouts.hpp"

#include <string>

#include "dialogs/understanding/numbers.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

constexpr auto unknown_words = std::to_array<words>({U"不知道", U"不清楚", U"不记得", U"说不清", U"不确定", U"i dont know",
                                                     U"dont know", U"do not know", U"no idea", U"not sure",
                                                     U"i forgot"});

// They answer how often, since when, whether, who; a place is never named by them alone.
constexpr auto placeless = std::to_array<words>({
    U"是", U"是的", U"对", U"对的", U"不是", U"没有", U"有", U"嗯", U"好", U"好的", U"可以", U"的", U"了", U"吧", U"啊",
    U"呢", U"每", U"天", U"每天", U"一天", U"每周", U"每晚", U"次", U"遍", U"回", U"经常", U"一直", U"总是", U"有时",
    U"有时候", U"偶尔", U"还在", U"还", U"又", U"继续", U"开始", U"就开始", U"大概", U"差不多", U"左右", U"就", U"都",
    U"从", U"到", U"到现在", U"现在", U"至少", U"小时", U"分钟", U"谢谢", U"你好", U"您好", U"我", U"我叫", U"我姓",
    U"我是", U"电话", U"我的电话", U"手机", U"我的手机", U"手机号", U"打", U"早上", U"晚上",
    U"yes", U"yeah", U"yep", U"no", U"ok", U"okay", U"it", U"is", U"its", U"was", U"has", U"been", U"happens",
    U"happening", U"happened", U"started", U"starts", U"start", U"began", U"going", U"on", U"since", U"for", U"about",
    U"around", U"ever", U"every", U"once", U"twice", U"times", U"time", U"a", U"an", U"the", U"day", U"days", U"daily",
    U"week", U"weeks", U"night", U"nights", U"hour", U"hours", U"per", U"and", U"or", U"only", U"just", U"always",
    U"often", U"sometimes", U"still", U"again", U"now", U"all", U"at", U"least", U"long", U"ago", U"from", U"in",
    U"thanks", U"thank", U"you", U"hello", U"hi", U"please", U"i", U"am", U"im", U"my", U"name", U"phone", U"number",
    U"call", U"me", U"this",
});

// How much of the text stands at `i` that names no place; 0: what stands there may be one.
std::size_t placeless_at(const folded& text, std::size_t i) {
    std::size_t longest = 0;
    for (const auto w : placeless) {
        const bool whole = !is_letter(w.front()) || !is_word(text.at(i + w.size()));
        if (w.size() > longest && whole && stands(text, i, w)) longest = w.size();
    }
    return longest;
}

void blank(std::string& text, const std::string& part) {
    const auto at = part.empty() ? text.npos : text.find(part);
    if (at != text.npos) text.replace(at, part.size(), " ");
}

}  // namespace

whereabouts whereabouts_in(const reading& r, std::string_view text) {
    static const folder plain({});
    if (!r.place.empty()) return whereabouts::told;
    const auto whole = plain.fold(text);
    for (const auto w : unknown_words)
        if (whole.chars.find(w) != whole.chars.npos && whole.size() <= w.size() + 4) return whereabouts::unknown;
    std::string left(text);
    blank(left, r.time_words);
    blank(left, r.name);
    blank(left, r.plate);
    bool said_something = left != text || !r.phone.empty();
    const auto rest = plain.fold(left);
    constexpr words marks = U" .,!?;:~\n\"'()+-";
    for (std::size_t i = 0; i < rest.size();) {
        if (marks.find(rest.chars[i]) != marks.npos) {
            ++i;
        } else if (const auto n = placeless_at(rest, i); n > 0) {
            said_something = true;
            i += n;
        } else if (const auto number = number_at(rest, i)) {
            i = number->end;
        } else {
            return whereabouts::told;
        }
    }
    return said_something ? whereabouts::not_told : whereabouts::told;  // "12" alone may be a building
}

}  // namespace linli
