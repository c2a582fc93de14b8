// What /metrics counts of a case, from the first word to the score.
#include "gateway/turns/case_facts.hpp"

#include <catch2/catch.hpp>

#include "dialogs/cases/lifecycle.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace std::chrono_literals;

namespace {

using times = std::vector<span_of_time>;

case_entry entry(action what, int number = 0) {
    case_entry e;
    e.what = what;
    e.actor = e.who = person_id{7};
    e.number = number;
    e.departments = {"engineering"};
    return e;
}

struct story {
    std::optional<case_file> f;
    instant now{1'764'000'000'000ms};
    case_facts facts;

    story() {
        auto open = entry(action::open);
        open.opened.resize(1);
        open.opened[0].category = "water_leak";
        then(0min, {open, entry(action::dispatch)});
    }
    // One turn that much later.
    void then(span_of_time after, std::vector<case_entry> what) {
        now += after;
        case_change change{f.value_or(case_file{}), {}};
        for (auto& e : what) {
            e.seq = change.after.entries + 1;
            e.at = now;
            apply(change.after, e);
            change.entries.push_back(std::move(e));
        }
        facts.add(f ? &*f : nullptr, change);
        f = std::move(change.after);
    }
};

}  // namespace

TEST_CASE("a case is answered when the first person takes it, and resolved with its result", "[metrics]") {
    story s;
    CHECK(s.facts.opened == std::vector<std::string>{"water_leak"});
    s.then(5min, {entry(action::tell), entry(action::climb, 50)});
    CHECK(s.facts.answered.empty());
    s.then(2min, {entry(action::take)});
    s.then(1min, {entry(action::assign)});
    CHECK(s.facts.answered == times{7min});
    s.then(10min, {entry(action::plan)});
    s.then(20min, {entry(action::wait)});
    CHECK(s.facts.resolved.empty());
    s.then(3h, {entry(action::resolve), entry(action::ask)});
    CHECK(s.facts.resolved == times{38min});
    s.then(40min, {entry(action::confirm)});
    s.then(1min, {entry(action::score, 2)});
    s.then(1min, {entry(action::comment)});
    CHECK(s.facts.scores == std::vector<int>{2});
    CHECK(s.facts.opened.size() == 1);
    CHECK(s.facts.answered.size() == 1);
    CHECK(s.facts.resolved.size() == 1);
}

TEST_CASE("a case that is opened again is resolved again, from then on, and not answered again", "[metrics]") {
    story s;
    s.then(5min, {entry(action::take)});
    s.then(1h, {entry(action::resolve)});
    s.then(24h, {entry(action::reopen)});
    s.then(10min, {entry(action::onsite)});
    s.then(20min, {entry(action::resolve)});
    CHECK(s.facts.answered == times{5min});
    CHECK(s.facts.resolved == times{65min, 30min});
    s.facts.clear();
    CHECK(s.facts.resolved.empty());
}

TEST_CASE("whoever types a case in and takes it at once has answered at once", "[metrics]") {
    story s;
    s.facts.clear();
    s.f.reset();
    auto open = entry(action::open);
    open.opened.resize(1);
    s.then(0min, {open, entry(action::take)});
    CHECK(s.facts.opened == std::vector<std::string>{""});
    CHECK(s.facts.answered == times{0min});
}

TEST_CASE("a report that was joined to an incident is resolved with it; one that ends without a result is not",
          "[metrics]") {
    story joined;
    auto merge = entry(action::merge);
    merge.other = case_code{9};
    joined.then(5min, {merge});
    joined.then(2h, {entry(action::settle)});
    CHECK(joined.facts.answered.empty());
    CHECK(joined.facts.resolved == times{125min});
    for (const auto end : {action::withdraw, action::reject, action::refer}) {
        story s;
        s.then(5min, {entry(end)});
        CHECK(s.facts.resolved.empty());
        CHECK(s.facts.answered.empty());
    }
}
