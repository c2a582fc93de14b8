// A complaint of somebody who works here: they are kept out of it, and its words go to whoever judges it, not into
// the group where they read (docs/mechanism.md, "Who may what").
#include <algorithm>
#include <array>
#include <iterator>

#include "dialogs/cards.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/roster.hpp"

namespace linli::resident {
namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// A single character or letter is in every word; a name of Latin letters is not part of a longer word.
bool names(std::string_view words, std::string_view name) {
    const bool latin = !name.empty() && letter(name.front());
    const std::size_t shortest = latin ? 3 : 6;  // bytes: "Lee", two Chinese characters
    if (name.size() < shortest) return false;
    for (auto at = words.find(name); at != words.npos; at = words.find(name, at + 1)) {
        const auto end = at + name.size();
        const bool joined = (at > 0 && letter(words[at - 1]) && letter(name.front())) ||
                            (end < words.size() && letter(words[end]) && letter(name.back()));
        if (!joined) return true;
    }
    return false;
}

// Of the kinds about our own work; or it says so itself, whatever kind was chosen.
bool complains_of_somebody(const intake& in) {
    constexpr auto says_so = std::to_array<std::string_view>({"投诉", "举报", "态度", "complain", "Complain"});
    if (in.category.starts_with("service.")) return true;
    return std::ranges::any_of(in.words, [&](const std::string& words) {
        return std::ranges::any_of(says_so, [&](std::string_view x) { return words.find(x) != words.npos; });
    });
}

// In danger only whoever is said to be the danger is kept away: "李工在吗？有煤气味" names somebody who should come.
bool tells_of_violence(const intake& in) {
    constexpr auto violent = std::to_array<std::string_view>({"打我", "打了我", "打人", "推我", "威胁", "摸我", "骚扰",
                                                              "hit me", "beat", "threaten", "attack", "touched me"});
    return std::ranges::any_of(in.words, [&](const std::string& words) {
        return std::ranges::any_of(violent, [&](std::string_view x) { return words.find(x) != words.npos; });
    });
}

// "保安", "前台": whoever is called after what they do is named by every complaint about that work.
bool is_trade(std::string_view name) {
    constexpr auto trades = std::to_array<std::string_view>({"物业", "保安", "前台", "客服", "管家", "保洁", "维修",
                                                             "工程", "师傅", "电工", "水工", "门卫", "经理", "主管",
                                                             "security", "desk", "cleaner", "manager", "engineer"});
    std::string low(name);
    for (auto& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return std::ranges::find(trades, low) != trades.end();
}

// The quality desk or the manager, without them a lead or whoever else oversees; and whoever of the others has taken
// it.
std::vector<member> judges(const work& w, const case_file& f) {
    auto all = w.all_staff();
    std::erase_if(all, [&](const member& m) { return accuses(f, m.person); });
    auto out = addressees(w.c, all, f, "quality", w.now());
    if (out.empty()) out = addressees(w.c, all, f, "lead", w.now());
    if (out.empty()) std::ranges::copy_if(all, std::back_inserter(out), oversees, &member::role);
    for (const auto& m : all)
        if (m.person == f.owner && std::ranges::find(out, m) == out.end()) out.push_back(m);
    return out;
}

}  // namespace

void note_accused(const work& w, intake& in) {
    if (in.life_safety ? !tells_of_violence(in) : !complains_of_somebody(in)) return;
    const auto named = [&](const member& m) {
        const auto says = [&](const std::string& words) { return names(words, m.name); };
        return std::ranges::any_of(in.words, says) ||
               std::ranges::any_of(in.answers, [&](const answer& a) { return says(a.text); });
    };
    const auto all = w.all_staff();
    for (const auto& m : all)
        if (!is_trade(m.name) && named(m)) in.accused.push_back(m.person);
    const bool common_room = w.c.room_of(answering(in.departments)) == w.c.room;
    in.words_withheld = !in.accused.empty() && !in.life_safety && common_room;
    // Where nobody else works here, it is better in their own hands than in none.
    const auto is_accused = [&](const member& m) {
        return std::ranges::find(in.accused, m.person) != in.accused.end();
    };
    if (std::ranges::all_of(all, is_accused)) in.accused.clear();
}

void tell_judges(work& w, const case_file& f, const std::string& words) {
    if (!f.intake.words_withheld) return;
    const auto code = f.code;
    const auto text = w.staff_text("group.of_staff", {{"code", code_text(code)}, {"words", quoted(words)}});
    for (const auto& m : judges(w, f)) w.say_to(m.person, text, lane::progress).about = code;
}

}  // namespace linli::resident
