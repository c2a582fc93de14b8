// Taking a member out of the staff again who came in by /join or by a link.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::staff {
namespace {

constexpr std::size_t name_shown = 40;   // bytes
constexpr std::size_t cases_named = 20;  // of theirs, in one message

bool among(const std::vector<person_id>& some, person_id who) {
    return std::find(some.begin(), some.end(), who) != some.end();
}

auto called(std::string_view name) {
    return [name](const member& m) { return m.name == name; };
}

// What they were working on is somebody's task from now on.
std::string cases_of(const work& w, const std::vector<person_id>& gone) {
    std::string codes;
    std::size_t n = 0;
    if (!w.v.open_cases) return codes;
    for (const auto& f : *w.v.open_cases)
        if (among(gone, f.owner) && n++ < cases_named) codes += (codes.empty() ? "" : ", ") + code_text(f.code);
    return codes;
}

}  // namespace

void leave_cases(work& w, const std::vector<person_id>& gone) {
    if (!w.v.open_cases) return;
    for (const auto& f : *w.v.open_cases)
        if (f.state < state::resolved && among(gone, f.owner)) w.post(w.c.room, {std::string(vacated), f.code, {}, {}});
}

bool names_member(const office& o, std::string_view name) {
    return std::any_of(o.members.begin(), o.members.end(), called(name));
}

void remove_member(work& w, std::string_view name) {
    if (name.starts_with('@')) name.remove_prefix(1);
    const auto told = [&](std::string_view key) { return w.staff_text(key, {{"name", quoted(name, name_shown)}}); };
    const auto answer = [&](std::string_view key) { w.say_to(w.e.room, told(key)); };
    if (w.e.room != w.c.room) return answer("remove.here");
    if (!admits(w)) return answer("refused.manager_only");
    if (name.empty()) return answer("remove.how");
    // Who came in by two links is two members of one name: all of them go.
    std::vector<person_id> gone;
    for (const auto& m : w.read_office().members)
        if (called(name)(m)) gone.push_back(m.person);
    if (among(gone, w.e.sender)) return answer("remove.yourself");  // so a manager is left, too
    const bool configured = std::any_of(w.c.members.begin(), w.c.members.end(), called(name));
    if (gone.empty()) return answer(configured ? "remove.configured" : "remove.nobody");
    std::erase_if(w.office().members, called(name));
    auto text = told("remove.done");
    if (configured) text += "\n" + told("remove.configured");
    if (const auto codes = cases_of(w, gone); !codes.empty())
        text += "\n" + w.staff_text("remove.cases", {{"cases", codes}});
    w.say_to(w.e.room, std::move(text));
    leave_cases(w, gone);
    w.out.removed = std::move(gone);
    w.out.note = "removed";
}

}  // namespace linli::staff
