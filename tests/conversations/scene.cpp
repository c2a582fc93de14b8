// The directives of a transcript: who works there, when it is, what does not arrive.
#include <catch2/catch.hpp>

#include <cstdio>
#include <sstream>

#include "dialogs/staff/staff.hpp"
#include "gateway/config/values.hpp"
#include "gateway/data/data_files.hpp"
#include "tests/conversations/world.hpp"

namespace linli::test {

void world::set(const std::string& directive) {
    const auto space = directive.find(' ');
    const auto key = directive.substr(0, space);
    const auto value = space == std::string::npos ? "" : directive.substr(space + 1);
    if (key == "english") {
        hint_ = language::en;
    } else if (key == "staff-english") {
        c_.language = language::en;
    } else if (key == "time") {
        now_ = staff::find_time(c_.calendar, value, now_).value();
    } else if (key == "undeliverable") {
        deliver_ok_ = false;
        fail_detail_ = value;
    } else if (key == "deliverable") {
        deliver_ok_ = true;
    } else if (key == "media-later") {
        media_later_ = true;
    } else if (key == "without") {  // @without since: the manager took a question or kind out of the file
        auto& t = c_.taxonomy;
        const bool asked = std::erase_if(t.questions, [&](const question& q) { return q.id == value; }) > 0;
        for (auto& kind : t.categories) {
            std::erase_if(kind.subcategories, [&](const subcategory& s) { return s.id == value; });
            for (auto& s : kind.subcategories)
                if (asked) std::erase(s.questions, value);
        }
    } else if (key == "after-photo") {
        c_.after_photo = true;
    } else if (key == "no-quiet") {
        c_.calendar.quiet = {};
    } else if (key == "no-sms") {
        sms_ = false;
    } else if (key == "public-url") {
        c_.public_url = value;
    } else if (key == "buildings") {
        describe(value);
    } else if (key == "channel") {
        channel_ = value;
    } else if (key == "staff") {  // @staff 张主管 lead engineering
        std::istringstream words(value);
        std::string name, what, department;
        words >> name >> what >> department;
        c_.members.push_back({person(name), name, named<role>(what).value(), {}});
        if (!department.empty()) c_.members.back().departments.push_back(department);
    } else if (key == "duty") {  // @duty 李工 20:00-08:00
        const auto gap = value.find(' ');
        const auto hours = gateway::parse_hours(value.substr(gap + 1)).value();
        c_.roster.push_back({hours, {}, {}, {person(value.substr(0, gap))}});
    } else if (key == "department-room") {  // @department-room engineering
        c_.department_rooms.push_back({value, person(value)});
    } else if (key == "holiday") {  // @holiday 2026-11-25
        const auto dates = gateway::parse_dates(value).value();
        c_.calendar.holidays.insert(c_.calendar.holidays.end(), dates.begin(), dates.end());
    } else {
        FAIL("unknown directive @" << directive);
    }
}

// "@buildings 12 buildings, 2 units, 18 floors, 4 rooms": all alike, as most compounds are.
void world::describe(const std::string& all_alike) {
    int buildings = 0, units = 0, floors = 0, rooms = 0;
    REQUIRE(std::sscanf(all_alike.c_str(), "%d buildings, %d units, %d floors, %d rooms", &buildings, &units, &floors,
                        &rooms) == 4);
    for (int n = 1; n <= buildings; ++n) {
        building b{std::to_string(n), {}, floors, rooms};
        for (int u = 1; u <= units; ++u) b.units.push_back(std::to_string(u));
        c_.buildings.push_back(std::move(b));
    }
    reader_.emplace(product_data().taxonomy, gateway::embedded_model(), c_.buildings);
}

}  // namespace linli::test
