// A complaint that is told a word or two at a time. 坏了 alone is anything; behind 电梯 it is a lift, and 出不来了 is
// somebody in it: while nobody knows yet what the draft is about, its words are read as if they had been typed at once.
#include <algorithm>
#include <array>

#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/understanding/place.hpp"
#include "dialogs/understanding/spot_words.hpp"

namespace linli::resident {
namespace {

constexpr std::size_t few_words = 18;  // bytes: six Chinese characters. More says what it means by itself
constexpr std::size_t step_max = 45;   // of what follows

// Nobody knows what it is about, and that is what is asked, or nothing: other questions have answers of their own.
bool asks_what(const conversation& s) {
    constexpr std::array<std::string_view, 4> asked{"", "what", "what_kind", "guess"};
    const auto& d = s.drafts.front();
    return d.category.empty() && d.opener.empty() && std::ranges::find(asked, s.armed.id) != asked.end();
}

// 热水器, and then 头晕 where a place was asked for: whatever is asked, it may have become a danger. Not where they
// have said that it is none.
bool may_tell_danger(const conversation& s) {
    return is_intake(s.armed.id) && s.armed.id != "danger" && s.armed.id != "confirm" &&
           !has_answer(s.drafts.front(), "#danger");
}

// "没事了", "谢谢", "是空的": said of it, and not more of it.
bool goes_on(const said& s) {
    constexpr std::array<std::string_view, 4> told{"", "complaint", "add", "reopen"};
    const auto& r = s.reading;
    return std::ranges::find(told, r.intent) != told.end() && !has_sign(r, "mended");
}

bool ends_in_letter(std::string_view s) { return !s.empty() && static_cast<unsigned char>(s.back()) < 0x80; }

// "B", "3栋", B区: where, and nothing of what is wrong.
bool tells_place_alone(const said& s) {
    return only_where(s.reading) || !lone_name(s.text).empty() || !zone_in(s.text).empty();
}

bool is_number(std::string_view s) { return s.find_first_not_of("0123456789 ") == s.npos; }

}  // namespace

std::string told_in_steps(const conversation& s, const event& e) {
    const auto* words = std::get_if<said>(&e.body);
    if (!words || words->edited || words->forwarded || words->text.empty() || words->text.size() > step_max) return {};
    const auto& r = words->reading;
    if (s.drafts.empty() || (!asks_what(s) && !may_tell_danger(s))) return {};
    if (!goes_on(*words) || tells_place_alone(*words) || r.digit || r.commanded || r.foreign || r.corrects ||
        r.life_safety == danger::certain)
        return {};
    std::string all;
    for (const auto& step : s.drafts.front().words) {
        if (is_number(step)) continue;
        if (ends_in_letter(all)) all += ' ';
        all += step;
    }
    if (all.empty() || all.size() > few_words) return {};
    if (ends_in_letter(all)) all += ' ';
    return all + words->text;
}

// What it is about and whether that is danger; where it is, who says so and what they ask stands in the words alone.
said read_with_earlier(const conversation& self, const reading& together, said s) {
    auto& r = s.reading;
    const bool what = asks_what(self);
    if (!what && together.life_safety != danger::certain) return s;
    if (together.intent != "complaint" || together.guesses.empty()) return s;
    const bool tells = together.sure || !together.ambiguous.empty() || together.life_safety > r.life_safety;
    if (r.sure && !tells) return s;
    r.intent = together.intent;
    r.guesses = together.guesses;
    r.sure = together.sure;
    r.ambiguous = together.ambiguous;
    if (together.life_safety <= r.life_safety) return s;
    r.life_safety = together.life_safety;
    r.danger_category = together.danger_category;
    r.red_flag = together.red_flag;
    return s;
}

}  // namespace linli::resident
