#include "dialogs/cases/lifecycle.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "dialogs/cases/deadlines.hpp"

using namespace linli;

namespace {

constexpr instant start{std::chrono::hours{500'000}};
constexpr auto engineer_id = static_cast<person_id>(7);
constexpr auto other_id = static_cast<person_id>(8);
constexpr auto resident_id = static_cast<person_id>(9);

case_entry of(action what, person_id who, role r, std::string text = "words") {
    case_entry e;
    e.what = what;
    e.actor = who;
    e.actor_name = "n" + std::to_string(static_cast<std::int64_t>(who));
    e.actor_role = r;
    e.text = std::move(text);
    return e;
}

struct bench {
    std::vector<case_entry> log;
    case_file file;
    community of_tests;
    instant now = start;

    bench() {
        file.code = static_cast<case_code>(1);
        auto open = of(action::open, resident_id, role::resident);
        intake in;
        in.reporter = resident_id;
        in.departments = {"engineering"};
        open.opened.push_back(in);
        REQUIRE(does(open));
        auto dispatch = of(action::dispatch, person_id::nobody, role::bot);
        dispatch.departments = {"engineering"};
        REQUIRE(does(dispatch));
    }

    bool does(case_entry e) {
        auto done = advance(of_tests, file, std::move(e), now);
        if (!done) return false;
        apply(file, *done);
        log.push_back(*done);
        return true;
    }
    std::string refuses(case_entry e) {
        auto done = advance(of_tests, file, std::move(e), now);
        return done ? "allowed" : done.error().why;
    }
};

}  // namespace

TEST_CASE("a case goes from dispatched to closed, and the log gives it back", "[cases]") {
    bench b;
    REQUIRE(b.file.state == state::dispatched);
    REQUIRE(b.does(of(action::take, engineer_id, role::engineer)));
    CHECK(b.file.owner == engineer_id);
    CHECK(b.does(of(action::onsite, engineer_id, role::engineer)));
    auto wait = of(action::wait, engineer_id, role::engineer);
    wait.until = b.now + std::chrono::hours{2};
    CHECK(b.does(wait));
    CHECK(b.does(of(action::resolve, engineer_id, role::engineer)));
    CHECK(b.does(of(action::confirm, resident_id, role::resident)));
    CHECK(b.file.state == state::closed);
    CHECK(b.file.outcome == outcome::solved);
    CHECK(replay(b.log) == b.file);
}

TEST_CASE("a rejection leaves the result as it is, and logs of earlier releases give what they gave", "[cases]") {
    bench b;
    REQUIRE(b.does(of(action::take, engineer_id, role::engineer)));
    REQUIRE(b.does(of(action::resolve, engineer_id, role::engineer, "new bulb")));
    REQUIRE(b.does(of(action::reject, engineer_id, role::engineer, "not our lamp")));
    CHECK(b.file.result == "new bulb");
    CHECK(b.file.outcome == outcome::unfounded);
    CHECK(replay(b.log) == b.file);
    b.log.back().number = 0;  // nothing told a reason from a result then
    CHECK(replay(b.log).result == "not our lamp");
}

TEST_CASE("the status table refuses what nobody may do", "[cases]") {
    bench b;
    CHECK(b.refuses(of(action::confirm, resident_id, role::resident)) == "not_now");
    CHECK(b.refuses(of(action::resolve, engineer_id, role::engineer)) == "unclaimed");
    CHECK(b.refuses(of(action::resolve, engineer_id, role::lead)) == "unclaimed");
    CHECK(b.refuses(of(action::take, resident_id, role::resident)) == "role");
    REQUIRE(b.does(of(action::take, engineer_id, role::engineer)));
    CHECK(b.refuses(of(action::take, other_id, role::engineer)) == "taken");
    CHECK(b.refuses(of(action::take, engineer_id, role::engineer)) == "yours_already");
    CHECK(b.refuses(of(action::resolve, other_id, role::engineer)) == "not_owner");
    CHECK(b.refuses(of(action::resolve, other_id, role::lead)) == "allowed");
    CHECK(b.refuses(of(action::resolve, engineer_id, role::engineer, "")) == "needs_text");
    CHECK(b.refuses(of(action::wait, engineer_id, role::engineer)) == "needs_date");
    REQUIRE(b.does(of(action::reject, engineer_id, role::engineer)));
    CHECK(b.file.outcome == outcome::unfounded);
    CHECK(b.refuses(of(action::resolve, engineer_id, role::engineer)) == "closed");
}

TEST_CASE("an alarm is turned down by a lead after somebody was there", "[cases]") {
    bench b;
    b.file.intake.life_safety = true;
    REQUIRE(b.does(of(action::take, engineer_id, role::engineer)));
    CHECK(b.refuses(of(action::reject, engineer_id, role::engineer)) == "alarm_unseen");
    CHECK(b.refuses(of(action::reject, other_id, role::manager)) == "alarm_unseen");
    REQUIRE(b.does(of(action::onsite, engineer_id, role::engineer)));
    CHECK(b.refuses(of(action::reject, engineer_id, role::engineer)) == "alarm_lead");
    CHECK(b.refuses(of(action::reject, other_id, role::desk)) == "alarm_lead");
    CHECK(b.refuses(of(action::reject, other_id, role::lead)) == "allowed");
}

TEST_CASE("whoever is complained of has no part in it", "[cases]") {
    bench b;
    b.file.intake.accused = {engineer_id};
    CHECK(b.refuses(of(action::take, engineer_id, role::engineer)) == "accused");
    CHECK(b.refuses(of(action::reject, engineer_id, role::manager)) == "accused");
    REQUIRE(b.does(of(action::take, other_id, role::engineer)));
    auto offer = of(action::offer, other_id, role::engineer);
    offer.who = engineer_id;
    CHECK(b.refuses(offer) == "accused_other");
    CHECK(b.refuses(of(action::resolve, engineer_id, role::lead)) == "accused");
    CHECK(b.refuses(of(action::resolve, other_id, role::engineer)) == "allowed");
}

TEST_CASE("members of departments take the cases of these", "[cases]") {
    bench b;
    b.of_tests.members = {{engineer_id, "a", role::engineer, {"cleaning"}}};
    CHECK(b.refuses(of(action::take, engineer_id, role::engineer)) == "allowed");  // nobody else could
    b.of_tests.members.push_back({other_id, "b", role::engineer, {"engineering"}});
    CHECK(b.refuses(of(action::take, engineer_id, role::engineer)) == "other_department");
    CHECK(b.refuses(of(action::take, engineer_id, role::desk)) == "allowed");
    CHECK(b.refuses(of(action::take, other_id, role::engineer)) == "allowed");
    b.of_tests.members.front().departments.clear();
    CHECK(b.refuses(of(action::take, engineer_id, role::engineer)) == "allowed");
    b.of_tests.members.front().departments = {"cleaning"};
    b.file.intake.life_safety = true;
    CHECK(b.refuses(of(action::take, engineer_id, role::engineer)) == "allowed");
}

TEST_CASE("after the second time whoever mended it in vain does not go on, and its log gives it back", "[cases]") {
    bench b;
    for (int i = 0; i < 2; ++i) {
        if (b.file.owner == person_id::nobody) REQUIRE(b.does(of(action::take, engineer_id, role::engineer)));
        REQUIRE(b.does(of(action::resolve, engineer_id, role::engineer)));
        REQUIRE(b.does(of(action::reopen, resident_id, role::resident)));
    }
    CHECK(b.refuses(of(action::take, engineer_id, role::engineer)) == "in_vain");
    auto offer = of(action::offer, other_id, role::desk);
    offer.who = engineer_id;
    CHECK(b.refuses(offer) == "in_vain_too");
    offer.actor_role = role::lead;
    CHECK(b.refuses(offer) == "allowed");
    CHECK(b.refuses(of(action::take, other_id, role::engineer)) == "allowed");
    CHECK(replay(b.log) == b.file);
    for (auto& e : b.log) e.who = person_id::nobody;  // a log of before: it names nobody, and gives what was stored
    CHECK(replay(b.log).in_vain == person_id::nobody);
}

TEST_CASE("a time for a visit that is over is not agreed, and an owner who left leaves it to whoever takes it",
          "[cases]") {
    bench b;
    REQUIRE(b.does(of(action::take, engineer_id, role::engineer)));
    auto offer = of(action::offer_slots, engineer_id, role::engineer);
    offer.slots = {{b.now + std::chrono::hours{1}, b.now + std::chrono::hours{2}}};
    REQUIRE(b.does(offer));
    auto agree = of(action::agree_slot, resident_id, role::resident);
    agree.slots = offer.slots;
    CHECK(b.refuses(agree) == "allowed");
    b.now += std::chrono::hours{2};
    CHECK(b.refuses(agree) == "slot_over");
    REQUIRE(b.does(of(action::slots_over, person_id::nobody, role::bot)));
    CHECK(b.file.slots.empty());
    REQUIRE(b.does(of(action::vacate, person_id::nobody, role::bot)));
    CHECK(b.file.state == state::dispatched);
    CHECK(b.refuses(of(action::take, other_id, role::engineer)) == "allowed");
    CHECK(replay(b.log) == b.file);
}

TEST_CASE("an alarm that nobody has any more rings as at first, and logs of earlier releases give what they gave",
          "[cases]") {
    bench b;
    b.log.front().opened.front().life_safety = true;
    b.file = replay(b.log);
    for (int i = 0; i < 3; ++i) REQUIRE(b.does(of(action::alarm, person_id::nobody, role::bot)));
    REQUIRE(b.does(of(action::take, engineer_id, role::engineer)));
    REQUIRE(b.file.alarms == 3);
    REQUIRE(b.does(of(action::vacate, person_id::nobody, role::bot)));
    CHECK(b.file.alarms == 1);
    CHECK(replay(b.log) == b.file);
    b.log.back().number = 0;
    CHECK(replay(b.log).alarms == 3);
}

TEST_CASE("waiting is possible twice without the lead", "[cases]") {
    bench b;
    REQUIRE(b.does(of(action::take, engineer_id, role::engineer)));
    auto wait = of(action::wait, engineer_id, role::engineer);
    wait.until = b.now + std::chrono::hours{2};
    CHECK(b.does(wait));
    CHECK(b.does(wait));
    CHECK(b.refuses(wait) == "waits");
    wait.actor_role = role::lead;
    CHECK(b.refuses(wait) == "allowed");
}

TEST_CASE("the desk oversees the departments, a lead decides, and the manager counts as both", "[cases]") {
    bench b;
    const auto by = [](role r, action what) {
        auto e = of(what, other_id, r);
        e.other = static_cast<case_code>(2);
        e.until = start + std::chrono::hours{2};
        return e;
    };
    REQUIRE(b.does(of(action::take, engineer_id, role::engineer)));
    REQUIRE(b.does(of(action::propose, engineer_id, role::engineer)));
    b.file.waits = 2;
    for (const auto r : {role::engineer, role::desk, role::quality, role::lead, role::manager}) {
        INFO(name_of(r));
        const bool decides = r == role::lead || r == role::manager;
        CHECK(b.refuses(by(r, action::refer)) == (decides ? "allowed" : "leads_only"));
        CHECK(b.refuses(by(r, action::approve)) == (decides ? "allowed" : "leads_only"));
        CHECK(b.refuses(by(r, action::wait)) == (decides ? "allowed" : r == role::engineer ? "not_owner" : "waits"));
        CHECK(b.refuses(by(r, action::merge)) == (r == role::engineer ? "desk_only" : "allowed"));
        CHECK(b.refuses(by(r, action::prioritise)) == (r == role::engineer ? "desk_only" : "allowed"));
    }
    CHECK(b.refuses(by(role::bot, action::merge)) == "allowed");  // the resident said that it is the same
    CHECK(b.refuses(by(role::resident, action::merge)) == "role");
    b.file.owner = person_id::nobody;  // whoever proposed it has left: it is taken first
    CHECK(b.refuses(by(role::manager, action::approve)) == "unclaimed");
}

TEST_CASE("a repeated complaint is not closed by who had it, unless a lead", "[cases]") {
    bench b;
    REQUIRE(b.does(of(action::take, engineer_id, role::desk)));
    b.file.intake.repeat_owner = engineer_id;
    CHECK(b.refuses(of(action::resolve, engineer_id, role::desk)) == "same_person");
    CHECK(b.refuses(of(action::resolve, engineer_id, role::lead)) == "allowed");
}

TEST_CASE("one appeal is heard against being referred elsewhere", "[cases]") {
    bench b;
    REQUIRE(b.does(of(action::refer, other_id, role::lead)));
    REQUIRE(b.does(of(action::reopen, resident_id, role::resident)));
    CHECK(b.file.appeals == 1);
    REQUIRE(b.does(of(action::refer, other_id, role::lead)));
    CHECK(b.refuses(of(action::reopen, resident_id, role::resident)) == "appealed");
    REQUIRE(b.does(of(action::reopen, other_id, role::desk)));
    CHECK(b.file.appeals == 1);
    CHECK(replay(b.log) == b.file);
}

TEST_CASE("a new date while waiting loses none of the time waited", "[cases]") {
    using namespace std::chrono_literals;
    bench b;
    REQUIRE(b.does(of(action::take, engineer_id, role::engineer)));
    auto wait = of(action::wait, engineer_id, role::engineer);
    wait.until = b.now + 5h;
    REQUIRE(b.does(wait));
    b.now += 3h;
    wait.until = b.now + 24h;
    REQUIRE(b.does(wait));
    CHECK(std::chrono::seconds{b.file.waited_s} == 3h);
    CHECK(b.file.waiting_since == b.now);
    b.now += 1h;
    REQUIRE(b.does(of(action::onsite, engineer_id, role::engineer)));
    CHECK(std::chrono::seconds{b.file.waited_s} == 4h);
    CHECK(replay(b.log) == b.file);
}

TEST_CASE("whoever accepts a case that nobody had taken works on it; one that waits goes on waiting", "[cases]") {
    const auto accepted_by = [](bench& b, person_id who, person_id from) {
        auto offer = of(action::offer, from, role::lead);
        offer.who = who;
        REQUIRE(b.does(offer));
        auto assign = of(action::assign, who, role::engineer);
        assign.who = who;
        REQUIRE(b.does(assign));
        CHECK(b.file.owner == who);
    };
    bench b;
    accepted_by(b, engineer_id, other_id);
    CHECK(b.file.state == state::working);
    CHECK(b.file.claimed_at == b.now);
    auto wait = of(action::wait, engineer_id, role::engineer);
    wait.until = b.now + std::chrono::hours{2};
    REQUIRE(b.does(wait));
    accepted_by(b, other_id, engineer_id);
    CHECK(b.file.state == state::waiting);
    REQUIRE(b.does(of(action::resolve, other_id, role::engineer)));
    auto late = of(action::assign, engineer_id, role::engineer);
    late.who = engineer_id;
    CHECK(b.refuses(late) == "not_now");
    CHECK(replay(b.log) == b.file);
}

TEST_CASE("an offer ends with its case, and turning it down is refused", "[cases]") {
    for (const auto end : {action::withdraw, action::merge, action::refer, action::reject, action::resolve}) {
        INFO(name_of(end));
        bench b;
        REQUIRE(b.does(of(action::take, engineer_id, role::engineer)));
        auto offer = of(action::offer, engineer_id, role::engineer);
        offer.who = other_id;
        REQUIRE(b.does(offer));
        auto over = of(end, engineer_id, role::manager);
        over.other = static_cast<case_code>(2);
        REQUIRE(b.does(over));
        CHECK(b.file.offered_to == person_id::nobody);
        CHECK(b.refuses(of(action::hand_back, other_id, role::engineer)) != "allowed");
        CHECK(replay(b.log) == b.file);
    }
}

TEST_CASE("a case that came loose and joins again is told once", "[cases]") {
    bench b;
    auto join = of(action::join, other_id, role::manager, "en");
    join.other = static_cast<case_code>(2);
    REQUIRE(b.does(join));
    REQUIRE(b.does(join));
    CHECK(b.file.joined.size() == 1);
}

TEST_CASE("a case reopens for 14 days; the second time it loses its owner", "[cases]") {
    bench b;
    REQUIRE(b.does(of(action::take, engineer_id, role::engineer)));
    REQUIRE(b.does(of(action::resolve, engineer_id, role::engineer)));
    REQUIRE(b.does(of(action::confirm, resident_id, role::resident)));
    b.now += std::chrono::hours{24 * 14};
    REQUIRE(b.does(of(action::reopen, resident_id, role::resident)));
    CHECK(b.file.owner == engineer_id);
    REQUIRE(b.does(of(action::resolve, engineer_id, role::engineer)));
    REQUIRE(b.does(of(action::reopen, resident_id, role::resident)));
    CHECK(b.file.owner == person_id::nobody);
    REQUIRE(b.does(of(action::take, other_id, role::engineer)));
    REQUIRE(b.does(of(action::resolve, other_id, role::engineer)));
    b.now += std::chrono::hours{24 * 14 + 1};
    CHECK(b.refuses(of(action::reopen, resident_id, role::resident)) == "too_late");
    CHECK(replay(b.log) == b.file);
}

TEST_CASE("a promise is withdrawn with its words, and the one before it holds again", "[cases]") {
    bench b;
    const auto until = [&](action what, int hours) {
        auto e = of(what, engineer_id, role::engineer);
        e.until = start + std::chrono::hours{hours};
        return e;
    };
    REQUIRE(b.does(until(action::promised, 10)));
    REQUIRE(b.does(until(action::promised, 20)));
    CHECK(b.file.promised_until == start + std::chrono::hours{20});
    REQUIRE(b.does(until(action::promise_withdrawn, 20)));
    CHECK(b.file.promised_until == start + std::chrono::hours{10});
    CHECK(b.file.promises.size() == 1);
    REQUIRE(b.does(until(action::promise_withdrawn, 10)));
    CHECK(b.file.promised_until == instant{});
    CHECK(b.file.promises.empty());
    REQUIRE(b.does(until(action::promise_withdrawn, 10)));  // nothing is left to withdraw
    CHECK(replay(b.log) == b.file);
}

TEST_CASE("whatever is tried, an open case can still move and its log replays", "[cases]") {
    std::mt19937 random(20261123);  // fixed: a failure can be run again
    community c;
    c.taxonomy.levels.resize(5);
    for (int run = 0; run < 300; ++run) {
        bench b;
        for (int step = 0; step < 40; ++step) {
            const auto what = static_cast<action>(1 + random() % (names_of(action{}).size() - 1));
            const auto who = static_cast<person_id>(7 + random() % 3);
            auto e = of(what, who, who == resident_id ? role::resident : role::engineer);
            e.number = static_cast<int>(random() % 6);
            e.who = other_id;
            e.until = b.now + std::chrono::minutes{random() % 1000};
            b.now += std::chrono::minutes{random() % 600};
            b.does(std::move(e));
            INFO("run " << run << " step " << step << " " << name_of(what));
            REQUIRE(replay(b.log) == b.file);
            const bool owned_or_waiting =
                b.file.owner != person_id::nobody || b.file.state <= state::dispatched || !is_open(b.file.state);
            REQUIRE(owned_or_waiting);
            if (b.file.state == state::resolved) REQUIRE(deadlines_of(c, b.file).first() < never);
        }
    }
}
