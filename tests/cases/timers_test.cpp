#include "dialogs/cases/timers.hpp"

#include <catch2/catch.hpp>

#include "dialogs/cases/deadlines.hpp"
#include "dialogs/cases/lifecycle.hpp"
#include "dialogs/roster.hpp"
#include "tests/conversations/world.hpp"

using namespace linli;

namespace {

using namespace std::chrono_literals;

constexpr instant at(int day, int hour, int minute = 0) {  // local time of the transcripts, November 2026
    return instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / day} + std::chrono::hours{hour - 8} +
                   std::chrono::minutes{minute}};
}

case_file filed(instant when, std::string category, priority p) {
    intake in;
    in.reporter = static_cast<person_id>(9);
    in.category = std::move(category);
    in.priority = p;
    in.departments = {"engineering"};
    case_entry open;
    open.code = static_cast<case_code>(1);
    open.seq = 1;
    open.at = when;
    open.opened.push_back(in);
    case_file f;
    apply(f, open);
    f.state = state::dispatched;
    return f;
}

}  // namespace

TEST_CASE("service hours, days off, holidays and the days worked instead", "[cases]") {
    auto c = test::product_data().calendar;
    CHECK(c.add_service(at(24, 19, 30), 60min, false) == at(25, 8, 30));  // overnight
    CHECK(c.add_service(at(24, 19, 30), 60min, true) == at(24, 20, 30));
    CHECK(c.add_service(at(24, 3, 12), 30min, false) == at(24, 8, 30));
    c.days_off.set(6);  // Saturday the 28th
    CHECK(c.add_service(at(27, 19, 30), 60min, false) == at(29, 8, 30));
    c.extra_days = {std::chrono::sys_days{std::chrono::year{2026} / 11 / 28}};
    CHECK(c.add_service(at(27, 19, 30), 60min, false) == at(28, 8, 30));
    c.holidays = {std::chrono::sys_days{std::chrono::year{2026} / 11 / 29}};
    CHECK(c.add_service(at(28, 19, 30), 60min, false) == at(30, 8, 30));
    CHECK(c.add_service(at(24, 8), 36h, false) == at(26, 20));  // three whole days of twelve hours
    CHECK(c.next_service(at(28, 21)) == at(30, 8));
    CHECK(c.in_service(at(28, 9)));
    CHECK_FALSE(c.in_service(at(29, 9)));
    c.days_off.set();
    c.extra_days.clear();
    CHECK(c.add_service(at(24, 9), 60min, false) == at(24, 10));  // a slip stops no clock
}

TEST_CASE("clocks start, stand still and are met", "[cases]") {
    const auto& c = test::product_data();
    auto f = filed(at(25, 9), "water.leak", priority::p2);
    CHECK(at_percent(c, *clock_of(c, f, clock_kind::claim), 100) == at(25, 9, 30));
    CHECK(at_percent(c, *clock_of(c, f, clock_kind::onsite), 100) == at(25, 11));
    CHECK_FALSE(clock_of(c, f, clock_kind::safe));  // P2 has none
    CHECK(at_percent(c, *clock_of(c, f, clock_kind::silence), 100) == at(25, 17));
    f.claimed_at = at(25, 9, 10);
    f.state = state::working;
    CHECK_FALSE(clock_of(c, f, clock_kind::claim));
    f.state = state::waiting;
    f.promised_until = at(27, 10);
    CHECK_FALSE(clock_of(c, f, clock_kind::resolve));  // a date stands in its place
    CHECK_FALSE(clock_of(c, f, clock_kind::onsite));
    CHECK(clock_of(c, f, clock_kind::silence));  // a waiting case still speaks
    f.state = state::working;
    f.waited_s = 3600;
    CHECK(clock_of(c, f, clock_kind::resolve)->from == at(25, 10));
    CHECK_FALSE(clock_of(c, filed(at(25, 9), "service.fee", priority::p3), clock_kind::onsite));
}

TEST_CASE("a wait takes no time from what leads to the result, whether it ends early or its date passes", "[cases]") {
    const auto& c = test::product_data();
    auto f = filed(at(25, 9), "water.drain", priority::p1);
    const auto apply_at = [&](instant when, action what, instant until = {}) {
        case_entry e;
        e.what = what;
        e.at = when;
        e.until = until;
        e.seq = f.entries + 1;
        apply(f, e);
    };
    apply_at(at(25, 9, 10), action::take);
    apply_at(at(25, 10), action::wait, at(26, 10));
    CHECK_FALSE(clock_of(c, f, clock_kind::resolve));
    auto passed = f;
    apply_at(at(25, 15), action::onsite);  // the part came early
    CHECK(clock_of(c, f, clock_kind::resolve)->from == at(25, 14));
    CHECK(clock_of(c, f, clock_kind::safe)->from == at(25, 14));
    std::swap(f, passed);
    apply_at(at(26, 10), action::promise_over);
    CHECK(f.state == state::waiting);
    CHECK(clock_of(c, f, clock_kind::resolve)->from == at(26, 9));  // one hour of it was gone
    CHECK_FALSE(clock_of(c, f, clock_kind::safe));                  // for as long as it waits
    for (const auto& r : rungs_due(c, f, at(26, 10))) CHECK(r.clock.which == clock_kind::silence);
    auto alarm = filed(at(25, 9), "safety.gas", priority::p0);
    std::swap(f, alarm);
    apply_at(at(25, 9, 1), action::take);
    apply_at(at(25, 9, 5), action::wait, at(25, 12));
    CHECK(clock_of(c, f, clock_kind::safe)->from == at(25, 9));  // a danger waits for nothing
}

TEST_CASE("a danger that staff found out later rings from then on, and a lead takes it back", "[cases]") {
    const auto& c = test::product_data();
    auto f = filed(at(24, 10), "cleaning.garbage", priority::p3);
    const auto apply_at = [&](instant when, action what, int number) {
        case_entry e;
        e.what = what;
        e.number = number;
        e.at = when;
        e.seq = f.entries + 1;
        apply(f, e);
    };
    CHECK(deadlines_of(c, f).alarm == never);
    apply_at(at(24, 12), action::prioritise, 0);
    apply_at(at(24, 12), action::raise_alarm, 0);
    CHECK(is_alarm(f));
    CHECK(deadlines_of(c, f).alarm == at(24, 12) + c.timing.alarm_repeat);
    CHECK(clock_of(c, f, clock_kind::claim)->since == at(24, 12));
    apply_at(at(24, 13), action::prioritise, 3);
    CHECK_FALSE(is_alarm(f));
    CHECK(deadlines_of(c, f).alarm == never);
}

TEST_CASE("after a long sleep only the highest rung of each clock is left", "[cases]") {
    const auto& c = test::product_data();
    auto f = filed(at(25, 9), "water.burst", priority::p1);
    CHECK(first_rung(c, f) == at(25, 9, 5));
    const auto due = rungs_due(c, f, at(25, 9, 50));
    REQUIRE(due.size() == 2);
    CHECK(due[0].clock.which == clock_kind::claim);
    CHECK(due[0].percent == 200);
    CHECK(due[1].clock.which == clock_kind::onsite);
    CHECK(due[1].percent == 150);
}

TEST_CASE("those on duty answer, else the department, else whoever leads", "[cases]") {
    community c = test::product_data();
    const auto id = [](int n) { return static_cast<person_id>(n); };
    const std::vector<member> staff{{id(1), "night", role::engineer, {}},
                                    {id(2), "day", role::engineer, {"engineering"}},
                                    {id(3), "boss", role::manager, {}}};
    c.roster = {{{20h, 8h}, {}, {}, {id(1)}}};
    const auto names = [&](instant t, std::string_view department) {
        return names_of_members(on_duty(c, staff, department, t), language::en);
    };
    CHECK(names(at(25, 23), "engineering") == "night");
    CHECK(names(at(26, 7), "engineering") == "night");
    CHECK(names(at(26, 9), "engineering") == "day");
    c.roster[0].days.set(3);  // Wednesday the 25th only: the shift that begins then lasts into Thursday
    CHECK(names(at(26, 7), "engineering") == "night");
    CHECK(names(at(26, 23), "engineering") == "day");
    const auto f = filed(at(25, 9), "water.leak", priority::p2);
    const auto above = [&](std::string_view rung) {
        return names_of_members(addressees(c, staff, f, rung, at(26, 9)), language::en);
    };
    CHECK(above("assignee") == "day");
    CHECK(above("lead") == "boss");  // nobody is one: the next above
    CHECK(above("quality") == "boss");
    CHECK(above("committee") == "boss");
}

TEST_CASE("nobody came is said when the time that was agreed is over", "[cases]") {
    const auto c = test::product_data();
    auto f = filed(at(24, 8), "leak", priority::p2);
    const auto no_show = [&](slot agreed) {
        f.visits = {visit{}};
        f.visits.back().agreed = agreed;
        return deadlines_of(c, f).no_show;
    };
    CHECK(no_show({at(25, 9), at(25, 18)}) == at(25, 18, 15));  // 明天: any time of the working day
    CHECK(no_show({at(25, 14), at(25, 16)}) == at(25, 16, 15));
    CHECK(no_show({at(25, 14), at(25, 15)}) == at(25, 15, 15));  // 14:00, which the resident saw as 14:00–15:00
    CHECK(no_show({at(25, 14), at(25, 14)}) == at(25, 14, 15));
    CHECK(no_show({}) == never);
}
