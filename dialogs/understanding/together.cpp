#include "dialogs/understanding/together.hpp"

#include <algorithm>
#include <array>

#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/lexicon.hpp"
#include "dialogs/understanding/words.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

constexpr auto nobody_inside = std::to_array<words>({U"没人",
                                                     U"没有人",
                                                     U"里面没人",
                                                     U"里面没有人",
                                                     U"里头没人",
                                                     U"里头没有人",
                                                     U"里边没人",
                                                     U"里边没有人",
                                                     U"没人在里面",
                                                     U"没有人在里面",
                                                     U"空的",
                                                     U"里面是空的",
                                                     U"没困人",
                                                     U"没关人",
                                                     U"没人被困",
                                                     U"没有人被困",
                                                     U"nobody",
                                                     U"no one",
                                                     U"nobody inside",
                                                     U"no one inside",
                                                     U"nobody is inside",
                                                     U"no one is inside",
                                                     U"nobody in it",
                                                     U"no one in it",
                                                     U"nobody is in it",
                                                     U"no one is in it",
                                                     U"nobody in there",
                                                     U"no one in there",
                                                     U"there is nobody inside",
                                                     U"there is no one inside",
                                                     U"nobody trapped",
                                                     U"no one trapped",
                                                     U"nobody is trapped",
                                                     U"no one is trapped",
                                                     U"its empty",
                                                     U"it is empty"});
constexpr auto somebody_inside = std::to_array<words>(
    {U"里面有人", U"里头有人", U"里边有人", U"有人在里面", U"有人被困", U"有人困在里面", U"somebody inside",
     U"someone inside", U"somebody is inside", U"someone is inside", U"people inside", U"people are inside",
     U"there is someone inside", U"there is somebody inside", U"someone in it", U"someone is in it"});
constexpr auto nobody_hurt = std::to_array<words>(
    {U"没人受伤", U"没有人受伤", U"没受伤", U"没有受伤", U"没伤人", U"没伤到人", U"人没事", U"人都没事",
     U"没有人员受伤", U"nobody hurt", U"no one hurt", U"nobody is hurt", U"no one is hurt", U"nobody was hurt",
     U"no one was hurt", U"nobody injured", U"no one injured", U"no injuries"});

words without_marks(const folded& text) {
    constexpr words around = U" .,!;:\n~\"的了呢啊呀吧哦";
    const words all = text.chars;
    const auto first = all.find_first_not_of(around);
    return first == all.npos ? words() : all.substr(first, all.find_last_not_of(around) - first + 1);
}

std::string together(std::string_view before, std::string_view reply) {
    return std::string(before) + ", " + std::string(reply);
}

// How much the rules find in a text, all in all.
float found_in(const taxonomy& t, const std::vector<const std::vector<std::string>*>& rules, std::string_view text) {
    const folder fold(t.spellings);
    lexicon all;
    for (const auto* some : rules)
        for (const auto& rule : *some) all.add(rule, fold);
    all.seal();
    float mass = 0;
    for (const auto& m : all.find(fold.fold(text))) mass += m.mass;
    return mass;
}

}  // namespace

remark read_remark(std::string_view reply) {
    static const folder plain({});
    const auto text = plain.fold(reply);
    const auto said = without_marks(text);
    if (std::ranges::find(nobody_inside, said) != nobody_inside.end()) return remark::nobody_inside;
    if (std::ranges::find(somebody_inside, said) != somebody_inside.end()) return remark::somebody_inside;
    if (std::ranges::find(nobody_hurt, said) != nobody_hurt.end()) return remark::nobody_hurt;
    return remark::none;
}

bool fits(remark r, const question& q) {
    if (r == remark::none) return true;
    if (q.id == "hurt") return r == remark::nobody_hurt || r == remark::nobody_inside;  // 没人
    const bool of_people = q.text.zh.find("人") != std::string::npos;
    return of_people && r != remark::nobody_hurt;
}

std::optional<std::size_t> option_said(const taxonomy& t, const question& q, std::string_view before,
                                       std::string_view reply) {
    const auto about = read_remark(reply);
    if (about != remark::none && !fits(about, q)) return std::nullopt;
    const auto wanted = about == remark::somebody_inside ? yes_no::yes : yes_no::no;
    for (std::size_t i = 0; i < q.options.size(); ++i) {
        const auto& o = q.options[i];
        const folder plain({});
        if (about != remark::none && read_yes_no(plain.fold(o.text.zh)) == wanted) return i;
        // What was told before has been read by itself already.
        const float by_both = found_in(t, {&o.words}, together(before, reply));
        if (by_both > 0 && by_both > found_in(t, {&o.words}, before)) return i;
    }
    return std::nullopt;
}

std::string kind_said(const taxonomy& t, const std::vector<std::string>& kinds, std::string_view before,
                      std::string_view reply) {
    std::string best;
    float most = 0;
    for (const auto& id : kinds) {
        const auto* sub = t.find(id);
        if (!sub) continue;
        const std::vector<const std::vector<std::string>*> rules{&sub->words_zh, &sub->words_en};
        const float gained = found_in(t, rules, together(before, reply)) - found_in(t, rules, before);
        if (gained > most)
            best = id;
        else if (gained == most && gained > 0)
            best.clear();  // two of them: it tells neither
        most = std::max(most, gained);
    }
    return best;
}

bool names_matter(const taxonomy& t, std::string_view word) {
    const auto stands_alone = [&](const std::string& rule) {
        const auto before = [&](std::size_t at) { return at == 0 || rule[at - 1] == '|' || rule[at - 1] == ' '; };
        const auto behind = [&](std::size_t at) { return at == rule.size() || rule[at] == '|' || rule[at] == ' '; };
        for (auto at = rule.find(word); at != rule.npos; at = rule.find(word, at + 1))
            if (before(at) && behind(at + word.size())) return true;
        return false;
    };
    return !word.empty() && std::ranges::any_of(t.categories, [&](const category& c) {
        return std::ranges::any_of(c.subcategories,
                                   [&](const subcategory& s) { return std::ranges::any_of(s.words_zh, stands_alone); });
    });
}

}  // namespace linli
