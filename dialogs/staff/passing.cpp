// "请您先到室外", answered to the ring of an alarm, is kept among colleagues like all that is written there: nobody
// guesses for whom words are. But whoever wrote them is one tap away from the resident.
#include <algorithm>
#include <array>

#include "dialogs/cards.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

constexpr std::string_view kept_words = "pass:";  // tags: the case and the number of the note stand behind it
constexpr std::string_view button_name = "pass-";
constexpr span_of_time passed_within = std::chrono::hours{2};  // later it is no news to them
constexpr std::size_t kept_max = 20;

std::string tag_of(case_code code, std::string_view number) {
    return std::string(kept_words) + std::to_string(static_cast<std::int64_t>(code)) + ":" + std::string(number);
}

bool speaks_to_resident(std::string_view text) {
    const auto s = narrowed(text);
    return holds_any(s, {"您", "请"}) || find_word(s, "you") != s.npos || find_word(s, "your") != s.npos ||
           find_word(s, "please") != s.npos;
}

constexpr auto titles =
    std::to_array<std::string_view>({"师傅", "工", "经理", "主任", "队长", "班长", "哥", "姐", "总"});
constexpr std::size_t one = 3;  // bytes of a Chinese character

// 赵建国 is 赵师傅, 老赵 and 建国; John Smith is John.
bool calls(std::string_view s, std::string_view name) {
    if (name.empty()) return false;
    if (s.find(name) != s.npos) return true;
    if (static_cast<unsigned char>(name.front()) < 0x80) {
        const auto first = name.substr(0, name.find(' '));
        return first.size() < name.size() && find_word(s, first) != s.npos;
    }
    const std::string family(name.substr(0, one)), given(name.substr(std::min(one, name.size())));
    for (const auto title : titles)
        if (s.find(family + std::string(title)) != s.npos) return true;
    if (s.find("老" + family) != s.npos || s.find("小" + family) != s.npos) return true;
    const bool is_title = std::ranges::find(titles, given) != titles.end();
    return given.size() == 2 * one && !is_title && s.find(given) != s.npos;
}

// "您在附近吗赵师傅": where a colleague is named, it may be said to them.
bool names_colleague(const work& w, std::string_view text) {
    const auto s = narrowed(text);
    if (s.size() > one && std::string_view(s).substr(one).starts_with("师傅")) return true;
    if (std::string_view(s).substr(0, s.find_last_not_of("?!. ") + 1).ends_with("师傅")) return true;
    for (const auto& m : w.all_staff())
        if (m.person != w.e.sender && calls(s, narrowed(m.name))) return true;
    return false;
}

// Of a case, the newest; with a button the ones under it.
const unfinished_order* kept_for_passing(const work& w, case_code code, std::string_view button) {
    const auto& list = w.read_office().unfinished;
    const auto tag = button.empty() ? tag_of(code, "") : tag_of(code, button.substr(button_name.size()));
    const auto found = std::find_if(list.rbegin(), list.rend(), [&](const unfinished_order& u) {
        const bool meant = button.empty() ? u.tag.starts_with(tag) : u.tag == tag;
        return meant && u.by == w.e.sender && u.until >= w.now();
    });
    return found == list.rend() ? nullptr : &*found;
}

}  // namespace

std::optional<choice> offer_to_pass(work& w, case_code about, const std::string& text) {
    const auto& f = *w.find(about);
    if (!speaks_to_resident(text) || names_colleague(w, text) || f.intake.reporter == person_id::nobody ||
        !is_open(f.state))
        return std::nullopt;
    const auto number = std::to_string(f.entries);
    auto& list = w.office().unfinished;
    std::erase_if(list, [&](const unfinished_order& u) { return u.until < w.now(); });
    if (list.size() >= kept_max) return std::nullopt;
    unfinished_order u;
    u.tag = tag_of(about, number);
    u.by = w.e.sender;
    u.words = text;
    u.until = w.now() + passed_within;
    list.push_back(std::move(u));
    return choice{1, w.staff_text("button.pass"), card_button(f, std::string(button_name) + number)};
}

bool may_pass(const work& w, case_code about) { return kept_for_passing(w, about, {}) != nullptr; }

void pass_on(work& w, case_code code, std::string_view button) {
    const auto* kept = kept_for_passing(w, code, button);
    if (!kept) return void(w.out.toast = w.staff_text("noted.passed"));
    const auto text = kept->words, tag = kept->tag;
    std::erase_if(w.office().unfinished, [&](const unfinished_order& u) { return u.tag == tag; });
    relay_words(w, {}, code, text);
    w.out.toast = w.staff_text("toast.done", {{"code", code_text(code)}});
}

}  // namespace linli::staff
