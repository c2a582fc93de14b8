#include "dialogs/work.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "dialogs/cards.hpp"
#include "dialogs/news.hpp"

namespace linli {

std::string code_text(case_code code) { return fmt::format("CP-{:04}", static_cast<std::int64_t>(code)); }

work::work(const community& c_, const view& v_, const event& e_, const fresh& f_)
    : c(c_), e(e_), f(f_), v(v_), self(v_.self) {
    self.id = e.room;
}

linli::office& work::office() {
    if (!office_touched_) office_ = v.office;
    office_touched_ = true;
    office_.room = c.room;
    return office_;
}

const linli::office& work::read_office() const { return office_touched_ ? office_ : v.office; }

const member* work::staff(person_id who) const {
    if (who == person_id::nobody) return nullptr;
    if (c.is_room(who)) return nullptr;  // somebody who writes in the room's own name: it could be anybody
    const auto is = [&](const member& m) { return m.person == who; };
    const auto& o = read_office();
    if (std::find(o.left.begin(), o.left.end(), who) != o.left.end()) return nullptr;
    if (auto m = std::find_if(c.members.begin(), c.members.end(), is); m != c.members.end()) return &*m;
    const auto m = std::find_if(o.members.begin(), o.members.end(), is);
    return m == o.members.end() ? nullptr : &*m;
}

std::vector<member> work::all_staff() const {
    std::vector<member> all;
    for (const auto* list : {&c.members, &read_office().members})
        for (const auto& m : *list)
            if (staff(m.person) == &m) all.push_back(m);
    return all;
}

const case_file* work::find(case_code code) const {
    for (const auto& change : out.cases)
        if (change.after.code == code) return &change.after;
    for (const auto* one : v.cases)
        if (one->code == code) return one;
    if (v.open_cases)
        for (const auto& one : *v.open_cases)
            if (one.code == code) return &one;
    return nullptr;
}

case_file& work::working(case_code code) {
    for (auto& change : out.cases)
        if (change.after.code == code) return change.after;
    const auto* found = find(code);
    if (!found) throw std::logic_error("a turn changes a case that it did not load");
    out.cases.push_back({*found, {}});
    return out.cases.back().after;
}

const case_file& work::open(intake what) {
    out.cases.push_back({});
    auto& change = out.cases.back();
    change.after.code = f.next_case;
    case_entry opening;
    opening.actor = what.reporter;
    opening.actor_name = what.reporter_name;
    opening.actor_role = what.incomplete ? role::bot : role::resident;
    const auto departments = what.departments;
    opening.opened.push_back(std::move(what));
    record(f.next_case, std::move(opening));
    case_entry dispatch;
    dispatch.what = action::dispatch;
    dispatch.departments = departments;
    record(f.next_case, std::move(dispatch));
    return change.after;
}

result<case_entry, refused> work::command(case_code code, case_entry entry) {
    auto& file = working(code);
    auto moved = advance(c, file, std::move(entry), now());
    if (!moved) return moved;
    apply(file, *moved);
    for (auto& change : out.cases)
        if (change.after.code == code) change.entries.push_back(*moved);
    return moved;
}

void work::record(case_code code, case_entry entry) {
    if (const auto done = command(code, std::move(entry)); !done)
        throw std::logic_error("the table refused what it never refuses: " + done.error().why);
}

std::string work::joined(std::string one, std::string_view other) const {
    if (self.language == language::en) one += ' ';
    return one.append(other);
}

outgoing& work::say(std::string what) { return say_to(self.id, std::move(what)); }

outgoing& work::say_to(person_id who, std::string what, lane l) {
    outgoing o;
    o.to = who;
    o.lane = l;
    while (what.ends_with(' ')) what.pop_back();  // a placeholder at the end was empty
    o.text = std::move(what);
    out.send.push_back(std::move(o));
    return out.send.back();
}

outgoing& work::tell_staff(std::string what, case_code about, lane l) {
    const auto* file = find(about);
    auto& o = say_to(file ? rooms_of(c, *file).front() : c.room, std::move(what), l);
    o.about = about;
    if (file) o.reply_to_tag = card_tag(about);
    o.quiet = l != lane::alarm && c.calendar.is_quiet(now());
    return o;
}

std::string work::colleagues_tag(std::string_view asks) const {
    return fmt::format("{}{}:{}.{}", among_colleagues, asks, f.token, out.send.size());
}

outgoing& work::tell_colleagues(std::string what, case_code about, std::string_view asks, lane l) {
    auto tag = colleagues_tag(asks);
    auto& o = tell_staff(std::move(what), about, l);
    o.tag = std::move(tag);
    return o;
}

// The cards of changed cases in every group that works on them; a group that no longer does is told.
void work::show_cards() {
    std::vector<outgoing> cards;
    for (const auto& change : out.cases) {
        if (change.entries.empty()) continue;
        const auto& file = change.after;
        const bool fresh_case = change.entries.front().what == action::open;
        if (!fresh_case && !changes_card(change.entries)) continue;
        const auto rooms = rooms_of(c, file);
        auto one = card(c, file, now());
        for (const auto room : rooms) {
            one.to = room;
            cards.push_back(one);
        }
        const auto before =
            std::find_if(v.cases.begin(), v.cases.end(), [&](const case_file* old) { return old->code == file.code; });
        if (before == v.cases.end()) continue;
        for (const auto room : rooms_of(c, **before))
            if (std::find(rooms.begin(), rooms.end(), room) == rooms.end()) cards.push_back(moved_card(c, file, room));
    }
    // A new case's card comes before whatever else is said about it in the room.
    out.send.insert(out.send.begin(), std::make_move_iterator(cards.begin()), std::make_move_iterator(cards.end()));
}

// Whoever of the staff is written to directly may answer there: their own talk must know what about.
void work::note_told() {
    std::vector<std::pair<person_id, case_code>> told;
    for (const auto& o : out.send) {
        const auto* file = find(o.about);
        if (!file || o.to == e.room || file->intake.reporter == o.to || !staff(o.to)) continue;
        const std::pair one{o.to, o.about};
        if (std::find(told.begin(), told.end(), one) == told.end()) told.push_back(one);
    }
    for (const auto& [who, about] : told) post(who, {std::string(staff_told), about, {}, {}});
}

// The work on a case ended elsewhere: its resident's talk must not go on asking about it.
void work::tell_ended() {
    for (const auto& change : out.cases) {
        const auto& file = change.after;
        const auto ends = [](const case_entry& entry) {
            return entry.what == action::resolve || entry.what == action::reject || entry.what == action::refer ||
                   entry.what == action::merge || entry.what == action::confirm;
        };
        const bool ended = std::any_of(change.entries.begin(), change.entries.end(), ends);
        const auto resident = file.intake.reporter;
        if (ended && resident != person_id::nobody && resident != e.room)
            post(resident, {std::string(case_ended), file.code, {}, {}});
    }
}

namespace {

// Nothing but P0 and P1 wakes anybody in the quiet hours. Who just wrote or tapped is awake.
void hush(work& w) {
    if (!w.c.calendar.is_quiet(w.now())) return;
    const bool acts = std::holds_alternative<said>(w.e.body) || std::holds_alternative<pressed>(w.e.body);
    for (auto& o : w.out.send) {
        const auto* file = w.find(o.about);
        const bool wakes = o.lane != lane::alarm && !(acts && o.to == w.e.sender);
        if (file && wakes && lets_sleep(w.c, *file, w.now())) o.quiet = true;
    }
}

}  // namespace

decision work::finish() {
    note_told();
    tell_ended();
    hush(*this);
    show_cards();
    std::erase_if(out.cases, [](const case_change& change) { return change.entries.empty(); });
    if (keep_self) out.self = std::move(self);
    if (office_touched_) out.office = std::move(office_);
    return std::move(out);
}

}  // namespace linli
