// A place that does not exist is asked about, once, and so is one without its building. Whoever insists
// is believed: plans have mistakes too, and a complaint must not end at one. The staff card carries the
// doubt (cards.cpp).
#include "dialogs/cards.hpp"
#include "dialogs/heard.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/understanding/place.hpp"
#include "dialogs/understanding/whereabouts.hpp"

namespace linli::resident {
namespace {

std::string question_about(const work& w, misfit what, const place& p) {
    const auto l = w.self.language;
    const auto& known = w.c.buildings;
    if (what == misfit::building) return w.text("doubt.building", {{"names", listed(known, l)}, {"name", p.building}});
    const auto& b = *find_building(known, p.building);
    if (what == misfit::unit)
        return w.text("doubt.unit", {{"building", b.name}, {"names", listed(b.units, l)}, {"name", p.unit}});
    const bool of_flat = !p.room.empty();
    if (what == misfit::floor && !of_flat)
        return w.text("doubt.floor", {{"building", b.name}, {"n", std::to_string(b.floors)}, {"name", p.floor}});
    if (what == misfit::floor)
        return w.text("doubt.high_room", {{"building", b.name}, {"n", std::to_string(b.floors)}, {"name", p.room}});
    return w.text("doubt.room", {{"building", b.name}, {"n", std::to_string(b.rooms)}, {"name", p.room}});
}

// What an answer of one name alone is the name of.
std::string& doubted_part(place& p, misfit what) {
    if (what == misfit::unit) return p.unit;
    if (what == misfit::floor && p.room.empty()) return p.floor;
    return what == misfit::floor || what == misfit::room ? p.room : p.building;
}

bool names_part(const place& p) {
    return !p.building.empty() || !p.unit.empty() || !p.room.empty() || !p.floor.empty();
}

// "No": it is asked for anew, as if it had not been said.
void take_back(draft& d, misfit what) {
    const auto forget = [&](std::string_view id) {
        std::erase_if(d.answers, [&](const answer& a) { return a.question == id; });
    };
    if (what == misfit::building) d.place.building = d.place.unit = "";
    if (what == misfit::unit) d.place.unit = "";
    if (what != misfit::unit) d.place.floor = d.place.room = "";
    forget("room");
    if (d.place.empty()) forget("place");
}

misfit doubted(const work& w, const place& p) {
    return w.c.buildings.empty() ? sounds_new(w.v.office, p) : misfit_of(w.c.buildings, p);
}

}  // namespace

bool ask_doubt(work& w) {
    auto& d = current(w);
    const auto& home = w.self.home;
    const bool as_before = d.place.building == home.building && d.place.unit == home.unit && d.place.room == home.room;
    if (has_answer(d, "doubt") || as_before) return false;
    const auto what = doubted(w, d.place);
    if (what == misfit::none) return false;
    const auto text = w.c.buildings.empty()
                          ? w.text("doubt.new", {{"place", place_text(w.c, d.place, w.self.language)}})
                          : question_about(w, what, d.place);
    ask_counted(w,
                {"doubt", {}, w.joined(text, w.text("doubt.or_yes")), labels(w, {"choice.place_right"}), false, false});
    return true;
}

void answer_doubt(work& w, const said& s, const place& before) {
    auto& d = current(w);
    const auto what = doubted(w, before);
    auto meant = s.reading.place;
    const bool right =
        s.text.empty() || s.reading.digit == 1 || s.reading.answer == yes_no::yes;  // 1 is its only choice
    if (!names_part(meant) && !right) doubted_part(meant, what) = lone_name(s.text);
    d.place = before;
    if (names_part(meant))
        correct_parts(d.place, meant);
    else if (s.reading.answer == yes_no::no)
        take_back(d, what);
    keep(d, "doubt", "");
}

const place* scanned_door(const work& w) {
    constexpr auto there = std::chrono::hours{1};  // who scans the code at a door writes while they stand there
    const auto& door = w.self.scanned;
    return door.empty() || w.now() - w.self.scanned_at > there ? nullptr : &door;
}

const place& offered_place(const work& w) {
    const auto& home = w.self.home;
    const auto* door = scanned_door(w);
    if (!door) return home;
    const bool at_home =
        home.building == door->building && home.unit == door->unit && (door->room.empty() || home.room == door->room);
    return at_home ? home : *door;
}

void note_door(work& w, const place& door) {
    if (door.empty() || misfit_of(w.c.buildings, door) != misfit::none) return;
    w.self.scanned = door;
    w.self.scanned_at = w.now();
}

bool lacks_building(const work& w, const place& p) {
    return w.c.buildings.size() != 1 && p.building.empty() && p.spot.empty() && names_part(p);
}

void add_building(place& p, const said& s) {
    auto meant = s.reading.place;
    if (meant.building.empty()) meant.building = lone_name(s.text);
    put_parts(p, meant);
    const bool named = !p.building.empty() || !p.spot.empty();
    if (!named && whereabouts_in(s.reading, s.text) == whereabouts::told) p.spot = quoted(s.text, 80);
}

bool ask_building(work& w) {
    auto& d = current(w);
    if (!lacks_building(w, d.place) || has_answer(d, "building")) return false;
    const auto& home = w.self.home;
    if (!home.room.empty() && home.room == d.place.room && (d.place.unit.empty() || d.place.unit == home.unit)) {
        d.place = home;
        return false;
    }
    const auto& door = offered_place(w);
    if (&door != &home && (door.room.empty() || door.room == d.place.room) &&
        (d.place.unit.empty() || d.place.unit == door.unit)) {
        d.place.building = door.building;
        d.place.unit = door.unit;
        return false;
    }
    const auto names = w.c.buildings.empty() ? "" : listed(w.c.buildings, w.self.language);
    ask_counted(w, {"building",
                    {},
                    names.empty() ? w.text("ask.building") : w.text("ask.building_of", {{"names", names}}),
                    {},
                    false,
                    false});
    return true;
}

void answer_building(work& w, const said& s, const place& before) {
    auto& d = current(w);
    d.place = before;
    add_building(d.place, s);
    keep(d, "building", "");
    keep_own_words(d, s);
}

}  // namespace linli::resident
