// Events of joined addresses: whoever writes, one person talks; each address keeps what it is known by.
#include "tests/gateway/support/turn_stage.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace linli::gateway::turn_stage;

namespace {

// What the turns saw.
struct seen {
    std::mutex m;
    std::vector<event> all;
    event last() {
        std::lock_guard lock(m);
        return all.back();
    }
};

// "join 3" gives the one who says it to person 3, "part 3" parts person 3, "tell 3" posts to them.
void listen(bench& b, seen& s) {
    b.seams.turn = [&b, &s](const community&, const view& v, const event& e, const fresh& f) -> turn_result {
        ++b.begun;
        b.begun.notify_all();
        b.gate.wait(false);
        {
            std::lock_guard lock(s.m);
            s.all.push_back(e);
        }
        const auto* words = std::get_if<said>(&e.body);
        const auto number = [&] { return person_id{std::stoll(words->text.substr(words->text.find(' ')))}; };
        auto answer = b.echo(v, e, f);
        auto& d = std::get<decision>(answer);
        if (words && words->text.starts_with("join ")) d.joins = number();
        if (words && words->text.starts_with("part ")) d.parts = {number()};
        if (words && words->text.starts_with("tell ")) d.posts.push_back({number(), prompt{"news", {}, {}, {}}});
        return answer;
    };
}

std::string number_of(person_id who) { return std::to_string(static_cast<std::int64_t>(who)); }

struct joined_bench {
    bench b;
    seen s;
    person_id chat{}, phone{};
    int key = 0;

    joined_bench() {
        listen(b, s);
        b.run();
        by_phone("hello");
        by_chat("hello");
        std::promise<void> known;
        b.loop->run([&](storage::store&) {
            chat = b.store.book.at({"tg", "7"});
            phone = b.store.book.at({"sms", "+1"});
            known.set_value();
        });
        known.get_future().get();
        by_phone("join " + number_of(chat));
    }
    void by_chat(const std::string& text) { b.take_and_wait(bench::words("tg", "7", text, std::to_string(++key))); }
    void by_phone(const std::string& text) { b.take_and_wait(bench::words("sms", "+1", text, std::to_string(++key))); }
};

}  // namespace

TEST_CASE("a joined address talks as the one who speaks for it") {
    joined_bench j;
    j.by_phone("who am I");
    auto e = j.s.last();
    CHECK(e.room == j.chat);
    CHECK(e.sender == j.chat);
    CHECK(e.own == j.phone);
    CHECK(e.channel == "sms");
    j.by_chat("and I");
    CHECK(j.s.last().room == j.chat);
    CHECK(j.s.last().own == j.chat);
    j.by_chat("tell " + number_of(j.phone));
    REQUIRE(j.b.heard.until([&] { return j.b.heard.notes.size() == 7; }));
    CHECK(j.s.last().room == j.chat);
    CHECK(std::holds_alternative<prompt>(j.s.last().body));
    j.by_chat("part " + number_of(j.phone));
    j.by_phone("alone again");
    e = j.s.last();
    CHECK(e.room == j.phone);
    CHECK(e.own == j.phone);
    j.b.loop->stop();
}

TEST_CASE("what follows in the same batch is taken as it is after the join") {
    bench b;
    seen s;
    listen(b, s);
    b.run();
    b.take_and_wait(bench::words("tg", "7", "hello", "1"));
    std::promise<person_id> known;
    b.loop->run([&](storage::store&) { known.set_value(b.store.book.at({"tg", "7"})); });
    const auto chat = known.get_future().get();
    b.gate = false;
    const int begun = b.begun;
    b.say("wait", "2", "8");
    b.begun.wait(begun);
    std::promise<void> first, second;
    b.loop->submit({bench::words("sms", "+1", "join " + number_of(chat), "3")}, [&](taken) { first.set_value(); });
    b.loop->submit({bench::words("sms", "+1", "after", "4")}, [&](taken) { second.set_value(); });
    b.open_gate();
    first.get_future().get();
    second.get_future().get();
    b.loop->stop();
    CHECK(s.last().room == chat);
    CHECK(std::get<said>(s.last().body).text == "after");
}

TEST_CASE("a turn that joins somebody to themselves is parked, and nothing is joined") {
    joined_bench j;
    j.by_chat("join " + number_of(j.phone));
    j.by_chat("part " + number_of(j.chat));
    j.b.loop->stop();
    CHECK(j.b.store.parked_rows.size() == 2);
    CHECK(j.b.store.speakers == std::map<person_id, person_id>{{j.phone, j.chat}});
}

TEST_CASE("a report on what went out before the join is still understood") {
    bench b;
    seen s;
    listen(b, s);
    b.run();
    b.take_and_wait(bench::words("tg", "7", "hello", "1"));
    b.take_and_wait(bench::words("sms", "+1", "card", "2"));
    adapters::verdict v;
    v.how = adapters::end::accepted;
    v.ids = {"m1"};
    std::promise<person_id> known;
    b.loop->settle(b.heard.rows.at(1), v);
    b.loop->run([&](storage::store&) { known.set_value(b.store.book.at({"tg", "7"})); });
    b.take_and_wait(bench::words("sms", "+1", "join " + number_of(known.get_future().get()), "3"));
    b.take_and_wait(bench::rejection("sms", "+1", "m1"));
    b.loop->stop();
    const auto last = s.last();
    const auto* d = std::get_if<delivery>(&last.body);
    REQUIRE(d);
    CHECK(d->ref == "w1");
    CHECK(last.room == b.c.room);
}

TEST_CASE("forgetting names every joined person") {
    joined_bench j;
    j.by_phone("forget");
    j.b.loop->stop();
    CHECK(j.b.store.conversations.count(j.chat) == 0);
    CHECK(j.b.store.conversations.count(j.phone) == 0);
    CHECK(j.b.store.speakers.empty());
}
