// Cases in threads of their own: made once, found again, renamed, closed and opened, and done without.
#include <algorithm>

#include "tests/gateway/support/post_office.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace linli::gateway::sending_stage;
using adapters::threading;
using kind = adapters::job::kind;

namespace {

// An event that tells so much of that group.
adapters::inbound in_room(const std::string& chat, threading what) {
    adapters::inbound in;
    in.chat = chat;
    in.group = true;
    in.threading = what;
    return in;
}

// A room with topics: numbered from 70, messages from 500.
struct forum : post_office {
    int topics = 70, messages = 500;
    std::function<std::optional<adapters::verdict>(const adapters::job&)> otherwise;

    explicit forum(adapters::thread_form form = adapters::thread_form::topics) {
        tg.what.threads = form;
        tg.what.edits = true;
        verdict = [this](const adapters::job& j) {
            if (otherwise)
                if (auto v = otherwise(j)) return *v;
            if (j.what == kind::send)
                return ended(end::delivered, {j.previous.empty() ? std::to_string(++messages) : j.previous});
            if (!j.thread.empty()) return ended(end::delivered);
            auto v = ended(end::delivered, {std::to_string(++topics)});
            v.threading = threading::usable;
            return v;
        };
    }
    outgoing card(int code, const std::string& text, bool over = false) {
        auto o = message("-100", text);
        o.about = case_code{code};
        o.tag = "card:" + std::to_string(code);
        o.thread_title = "CP-" + std::to_string(code) + " " + text;
        o.over = over;
        return o;
    }
    outgoing about(int code, const std::string& text) {
        auto o = message("-100", text);
        o.about = case_code{code};
        return o;
    }
    std::size_t count_of(kind what) {
        return static_cast<std::size_t>(std::ranges::count(jobs, what, &adapters::job::what));
    }
    // Puts it, waits until it and its thread are in the store, and gives what was asked of the adapter.
    std::vector<adapters::job> send(outgoing o) {
        const auto before = [&] {
            std::lock_guard lock(m);
            return jobs.size();
        }();
        put(std::move(o));
        REQUIRE(until([&] { return jobs.size() > before; }));
        REQUIRE(settled());
        std::lock_guard lock(m);
        return {jobs.begin() + static_cast<std::ptrdiff_t>(before), jobs.end()};
    }
    std::vector<storage::thread> stored() {
        std::promise<std::vector<storage::thread>> now;
        loop->run([&](storage::store&) { now.set_value(store.threads); });
        return now.get_future().get();
    }
};

adapters::verdict lost() {
    auto v = ended(end::retry);
    v.thread_lost = true;
    return v;
}

adapters::verdict refused(threading what) {
    auto v = ended(end::rejected);
    v.detail = "400 Bad Request: not enough rights to create a topic";
    v.threading = what;
    return v;
}

}  // namespace

TEST_CASE("a case's first message makes its thread, the later ones go there", "[threads]") {
    forum f;
    f.go();
    const auto first = f.send(f.card(1, "leak"));
    REQUIRE(first.size() == 3);
    CHECK(first[0].what == kind::thread);
    CHECK(first[0].thread.empty());
    CHECK(first[0].change.name == "CP-1 leak");
    CHECK(first[1].what == kind::send);
    CHECK(first[1].thread == "71");
    CHECK(first[2].thread == "71");
    CHECK(first[2].change.pin == "501");
    CHECK(first[2].change.name.empty());
    const auto words = f.send(f.about(1, "he is on his way"));
    REQUIRE(words.size() == 1);
    CHECK(words[0].thread == "71");
    SECTION("another case has another, and what concerns none goes to the room") {
        CHECK(f.send(f.card(2, "lift"))[1].thread == "72");
        CHECK(f.send(f.message("-100", "good morning")).at(0).thread.empty());
    }
    SECTION("an answer given beside it goes there too, and makes none") {
        auto o = f.message("-100", "unknown verb");
        o.beside = case_code{1};
        CHECK(f.send(o).at(0).thread == "71");
        o.beside = case_code{9};
        const auto alone = f.send(o);
        REQUIRE(alone.size() == 1);
        CHECK(alone[0].thread.empty());
    }
    SECTION("a resident has none") {
        auto o = f.message("7", "your case");
        o.about = case_code{1};
        CHECK(f.send(o).at(0).thread.empty());
    }
    SECTION("an edit pins nothing and changes nothing") {
        const auto edit = f.send(f.card(1, "leak"));
        REQUIRE(edit.size() == 1);
        CHECK(edit[0].previous == "501");
    }
    SECTION("another kind, another name") {
        const auto edit = f.send(f.card(1, "flood"));
        REQUIRE(edit.size() == 2);
        CHECK(edit[1].change.name == "CP-1 flood");
        CHECK_FALSE(edit[1].change.closed);
    }
}

TEST_CASE("a thread is closed with its case and opened with it again, once each", "[threads]") {
    forum f;
    f.go();
    f.send(f.card(1, "leak"));
    const auto over = f.send(f.card(1, "leak", true));
    REQUIRE(over.size() == 2);
    CHECK(over[1].change.closed == true);
    CHECK(f.stored().at(0).closed);
    CHECK(f.send(f.card(1, "leak", true)).size() == 1);
    CHECK(f.send(f.about(1, "five stars")).size() == 1);
    const auto again = f.send(f.card(1, "leak"));
    REQUIRE(again.size() == 2);
    CHECK(again[1].change.closed == false);
    CHECK_FALSE(f.stored().at(0).closed);
}

TEST_CASE("a case that is over gets no thread any more", "[threads]") {
    forum f;
    f.go();
    CHECK(f.send(f.card(1, "leak", true)).size() == 1);
    CHECK(f.send(f.about(1, "five stars")).at(0).thread.empty());
    CHECK(f.stored().empty());
    CHECK(f.send(f.card(1, "leak")).at(0).what == kind::thread);  // not solved after all
}

TEST_CASE("a thread that was made is found again after a crash before its message", "[threads]") {
    forum f;
    const auto room = f.c.room;
    f.store.threads.push_back({room, case_code{1}, "33", false, ""});
    storage::outbox_row row;
    row.id = 77;
    row.to = {"tg", "-100"};
    row.message = f.card(1, "leak");
    f.store.outbox[77] = row;
    f.store.start_anew();
    f.go();
    REQUIRE(f.until([&] { return f.jobs.size() == 2; }));
    CHECK(f.settled());
    CHECK(f.jobs[0].what == kind::send);
    CHECK(f.jobs[0].thread == "33");
    CHECK(f.jobs[1].change.name == "CP-1 leak");  // how it is called was not known any more
}

TEST_CASE("a thread that was deleted by hand is made anew, once", "[threads]") {
    forum f;
    f.go();
    f.send(f.card(1, "leak"));
    SECTION("and the message goes there") {
        f.otherwise = [](const adapters::job& j) {
            return j.what == kind::send && j.thread == "71" ? std::optional(lost()) : std::nullopt;
        };
        const auto all = f.send(f.about(1, "words"));
        REQUIRE(all.size() == 3);
        CHECK(all[1].what == kind::thread);
        CHECK(all[1].change.name == "CP-0001");  // until the card says more
        CHECK(all[2].thread == "72");
        CHECK(f.stored().at(0).platform_id == "72");
        CHECK(f.send(f.about(1, "more")).at(0).thread == "72");
    }
    SECTION("or to the room, where that is lost as well") {
        f.otherwise = [](const adapters::job& j) {
            return j.what == kind::send && !j.thread.empty() ? std::optional(lost()) : std::nullopt;
        };
        const auto all = f.send(f.about(1, "words"));
        REQUIRE(all.size() == 4);
        CHECK(all[3].thread.empty());
    }
    SECTION("or it went to the room without a word: the next one gets a new thread") {
        f.otherwise = [&](const adapters::job& j) -> std::optional<adapters::verdict> {
            if (j.what != kind::send || j.thread != "71") return std::nullopt;
            auto v = ended(end::delivered, {"900"});
            v.thread_lost = true;
            return v;
        };
        CHECK(f.send(f.about(1, "words")).size() == 1);
        CHECK(f.stored().empty());
        CHECK(f.send(f.about(1, "more")).at(1).thread == "72");
    }
}

TEST_CASE("without the right to make threads everything goes to the room, and that is said once", "[threads]") {
    forum f;
    f.go();
    f.otherwise = [](const adapters::job& j) {
        return j.what == kind::thread ? std::optional(refused(threading::forbidden)) : std::nullopt;
    };
    CHECK(f.send(f.card(1, "leak")).size() == 2);
    CHECK(f.jobs[1].thread.empty());
    CHECK(f.known.trouble("tg").find("topics") != std::string::npos);
    CHECK(f.send(f.card(2, "lift")).size() == 1);  // not asked again
    // A forum it is, says what comes in; that is no right.
    f.known.saw("tg", in_room("-100", threading::possible));
    CHECK_FALSE(f.known.trouble("tg").empty());
    f.otherwise = nullptr;
    f.known.saw("tg", in_room("-100", threading::usable));
    CHECK(f.known.trouble("tg").empty());
    CHECK(f.send(f.card(3, "door")).size() == 3);
}

TEST_CASE("a group that becomes a forum later is noticed", "[threads]") {
    forum f;
    f.go();
    f.otherwise = [](const adapters::job& j) {
        return j.what == kind::thread ? std::optional(refused(threading::none)) : std::nullopt;
    };
    f.send(f.card(1, "leak"));
    CHECK(f.known.trouble("tg").empty());  // a plain group is no trouble
    CHECK(f.send(f.card(1, "leak")).size() == 1);
    f.otherwise = nullptr;
    f.known.saw("tg", in_room("-100", threading::possible));
    CHECK(f.send(f.card(1, "leak")).at(1).thread == "71");
}

TEST_CASE("what is said of other groups is not kept", "[threads]") {
    forum f;
    const auto said = GENERATE(threading::none, threading::possible, threading::usable);
    f.known.saw("tg", in_room("-5", said));
    CHECK(f.known.threads_in("tg", "-5") == threading::unknown);
}

TEST_CASE("where making a thread fails for now, a message waits and an alarm does not", "[threads]") {
    forum f;
    f.go();
    int failures = 0;
    f.otherwise = [&](const adapters::job& j) -> std::optional<adapters::verdict> {
        if (j.what != kind::thread || !j.thread.empty() || ++failures > 1) return std::nullopt;
        auto v = ended(end::retry);
        v.maybe_done = true;
        return v;
    };
    SECTION("a card") {
        const auto all = f.send(f.card(1, "leak"));
        REQUIRE(all.size() == 4);
        CHECK(all[1].what == kind::thread);
        CHECK(all[2].thread == "71");
        CHECK(f.out->counters()[0]->ambiguous == 1);
    }
    SECTION("an alarm") {
        auto o = f.card(1, "gas");
        o.lane = lane::alarm;
        const auto all = f.send(o);
        REQUIRE(all.size() == 2);
        CHECK(all[1].thread.empty());
        CHECK(f.out->counters()[0]->ambiguous == 1);
        CHECK(f.send(f.card(1, "gas")).at(1).thread == "71");  // its place comes later
    }
}

TEST_CASE("closing that fails for now is tried again, without a second message", "[threads]") {
    forum f;
    f.go();
    f.send(f.card(1, "leak"));
    int failures = 0;
    f.otherwise = [&](const adapters::job& j) -> std::optional<adapters::verdict> {
        if (!j.change.closed || ++failures > 1) return std::nullopt;
        return ended(end::retry);
    };
    const auto all = f.send(f.card(1, "leak", true));
    REQUIRE(all.size() == 4);
    CHECK(all[2].what == kind::send);
    CHECK(all[2].sent_parts == std::vector<std::string>{"501"});
    CHECK(all[3].change.closed == true);
    CHECK(f.stored().at(0).closed);
}

TEST_CASE("where threads are replies, the first message is the thread", "[threads]") {
    forum f(adapters::thread_form::replies);
    f.go();
    const auto first = f.send(f.card(1, "leak"));
    REQUIRE(first.size() == 1);
    CHECK(first[0].thread.empty());
    CHECK(f.send(f.about(1, "words")).at(0).thread == "501");
    CHECK(f.send(f.card(1, "leak", true)).size() == 1);  // nothing to close
    CHECK(f.count_of(kind::thread) == 0);
    CHECK(f.stored().at(0).platform_id == "501");
}
