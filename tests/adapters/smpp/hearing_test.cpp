// What the SMSC brings to a session: texts, parts, receipts.
#include "adapters/smpp/joining.hpp"
#include "tests/adapters/smpp/line.hpp"

using namespace linli;
using namespace linli::test;

namespace {

std::string key_of(const stream_session::to_keep& k) { return k.events.at(0).key; }
std::string words_of(const stream_session::to_keep& k) { return std::get<said>(k.events.at(0).body).text; }

}  // namespace

TEST_CASE("a text is confirmed once it is on disk, and not before", "[smpp]") {
    line l;
    l.bound();
    CHECK(l.feed(l.text(9, "lift is stuck")).empty());
    REQUIRE(l.keep.size() == 1);
    const auto& in = l.keep[0].events.at(0);
    CHECK(in.chat == "+447700900123");
    CHECK(words_of(l.keep[0]) == "lift is stuck");
    CHECK(in.minutes_before > 0);
    const auto answered = l.commit(l.keep[0]);
    REQUIRE(answered.size() == 1);
    CHECK(answered[0].command == (command::deliver_sm | command::response));
    CHECK(answered[0].sequence == 9);
    CHECK(answered[0].status == 0);
    CHECK(answered[0].body == std::string(1, '\0'));
}

TEST_CASE("what cannot be stored is refused, so that it comes again", "[smpp]") {
    line l;
    l.bound();
    l.feed(l.text(9, "hello"));
    const auto refused = l.commit(l.keep[0], false);
    REQUIRE(refused.size() == 1);
    CHECK(refused[0].status == status::queue_full);
    l.feed(l.text(10, "hello"));
    CHECK(key_of(l.keep[1]) == key_of(l.keep[0]));
}

TEST_CASE("the same words again are new once they were confirmed, and the same until then", "[smpp]") {
    line l;
    l.bound();
    l.feed(l.text(1, "1"));
    l.feed(l.text(2, "1"));  // brought again before we answered
    CHECK(key_of(l.keep[0]) == key_of(l.keep[1]));
    l.commit(l.keep[0]);
    l.now += 2s;
    l.feed(l.text(3, "1"));
    CHECK(key_of(l.keep[2]) != key_of(l.keep[0]));
    l.commit(l.keep[2]);
    // The connection breaks: nobody knows which answers arrived.
    l.session->closed("broken", l.now);
    l.took();
    l.bound();
    l.feed(l.text(1, "1"));
    CHECK(key_of(l.keep[3]) == key_of(l.keep[0]));
    // An answer that came too late for the SMSC's patience does not count.
    l.now += 20s;
    l.commit(l.keep[3]);
    l.feed(l.text(2, "1"));
    CHECK(key_of(l.keep[4]) == key_of(l.keep[0]));
    // After some minutes it is a new text anyway: its minute is another one.
    l.now += 4min;
    l.feed(l.text(3, "1"));
    CHECK(l.keep[5].events[0].minute > l.keep[0].events[0].minute + l.keep[5].events[0].minutes_before);
}

TEST_CASE("after a restart a redelivered text has the key it had", "[smpp]") {
    line l;
    l.bound();
    l.feed(l.text(5, "1"));
    line again;
    again.bound();
    again.feed(again.text(1, "1"));
    CHECK(key_of(again.keep[0]) == key_of(l.keep[0]));
}

TEST_CASE("the parts of a text are confirmed one by one and joined over a restart", "[smpp]") {
    line l;
    l.bound();
    CHECK(l.feed(l.text(1, test::unhex("050003070201") + "first ", 0x40)).empty());
    REQUIRE(l.keep.size() == 1);
    CHECK(l.keep[0].events.empty());
    const auto state = l.session->state();
    CHECK(state.size() > 10);
    CHECK(l.commit(l.keep[0]).size() == 1);

    line again(state);
    CHECK(again.keep.empty());
    again.bound();
    again.feed(again.text(1, test::unhex("050003070202") + "second", 0x40));
    REQUIRE(again.keep.size() == 1);
    CHECK(words_of(again.keep[0]) == "first second");
    CHECK(again.keep[0].events[0].minute == 0);
    // Killed here, it is all still known; the same message then comes under the same key.
    line third(again.session->state());
    REQUIRE(third.keep.size() == 1);
    CHECK(key_of(third.keep[0]) == key_of(again.keep[0]));
    // Refused, the last part comes again and completes it again.
    again.commit(again.keep[0], false);
    CHECK(again.session->state() == state);
    again.feed(again.text(2, test::unhex("050003070202") + "second", 0x40));
    REQUIRE(again.keep.size() == 2);
    CHECK(key_of(again.keep[1]) == key_of(again.keep[0]));
    again.commit(again.keep[1]);
    CHECK(again.session->state().empty());
}

TEST_CASE("a part that never comes: what is here is told after ten minutes, marked as cut", "[smpp]") {
    line l;
    l.bound();
    l.feed(l.text(1, test::unhex("050003070302") + "fire on floor 3", 0x40));
    l.commit(l.keep[0]);
    CHECK(l.session->due() <= l.now + joining::longest);
    l.session->closed("gone", l.now);
    l.after(joining::longest);
    REQUIRE(l.keep.size() == 2);
    CHECK(words_of(l.keep[1]) == "…fire on floor 3…");
    CHECK(std::get<said>(l.keep[1].events[0].body).cut);
    l.commit(l.keep[1], false);  // the store is not well: again in a while, and not at once
    CHECK(l.session->due() > l.now + 10s);
    l.after(1min);
    CHECK(l.keep.size() == 3);
}

TEST_CASE("a character that two parts share", "[smpp]") {
    line l;
    l.bound();
    message m;
    m.source = {1, 1, "447700900123"};
    m.esm_class = 0x40;
    m.data_coding = 8;
    m.text = test::unhex("0500030702018def706fd83d");
    l.feed({command::deliver_sm, 0, 1, write_message(m)});
    m.text = test::unhex("050003070202de00");
    l.feed({command::deliver_sm, 0, 2, write_message(m)});
    CHECK(words_of(l.keep.at(1)) == "路灯😀");
}

TEST_CASE("data_sm, message_payload, and texts from nobody", "[smpp]") {
    line l;
    l.bound();
    message m;
    m.source = {1, 1, "447700900123"};
    m.tlvs = {{tag::message_payload, "from the payload"}};
    l.feed({command::deliver_sm, 0, 1, write_message(m)});
    CHECK(words_of(l.keep.at(0)) == "from the payload");
    const auto body = std::string("\0\1\1", 3) + "447700900123" + std::string("\0\1\1", 3) + "311" +
                      std::string("\0\0\0\0", 4) + test::unhex("04240003") + "hey";
    l.feed({command::data_sm, 0, 2, body});
    CHECK(words_of(l.keep.at(1)) == "hey");
    m.source = {5, 0, "BANK"};
    const auto answered = l.feed({command::deliver_sm, 0, 3, write_message(m)});
    REQUIRE(answered.size() == 1);  // confirmed: it would only come again
    CHECK(answered[0].status == 0);
    CHECK(l.keep.size() == 2);
    CHECK(l.feed({command::deliver_sm, 0, 4, "x"}).at(0).status == status::bad_length);
    for (std::uint32_t i = 0; i < 300; ++i) l.feed(l.text(10 + i, std::to_string(i)));
    CHECK(l.keep.size() == 256);
    CHECK(l.feed(l.text(999, "one more")).at(0).status == status::queue_full);
}

TEST_CASE("a receipt finds its message, whatever its spelling", "[smpp]") {
    const auto receipt = [](const std::string& id, const std::string& state) {
        message m;
        m.source = {0, 0, "447700900123"};  // not as we wrote it
        m.esm_class = 0x04;
        m.text = "id:" + id + " sub:001 dlvrd:001 stat:" + state + " err:000 text:x";
        return pdu{command::deliver_sm, 0, 50, write_message(m)};
    };
    const auto told = [](const stream_session::to_keep& k) { return std::get<delivery>(k.events.at(0).body); };
    line l;
    l.bound();
    l.answer(l.send(1, "x").at(0), 0, "4F2A");
    l.feed(receipt("20266", "DELIVRD"));  // decimal for hex
    REQUIRE(l.keep.size() == 1);
    REQUIRE(l.keep[0].events.size() == 1);
    CHECK(l.keep[0].events[0].chat == "+447700900123");
    CHECK(told(l.keep[0]).ref == "4f2a");
    CHECK(told(l.keep[0]).verdict == verdict_kind::delivered);
    CHECK(l.commit(l.keep[0]).size() == 1);
    l.answer(l.send(2, "x").at(0), 0, "1234567");
    l.feed(receipt("0001234567", "UNDELIV"));  // padded
    CHECK(told(l.keep.at(1)).ref == "1234567");
    CHECK(told(l.keep[1]).verdict == verdict_kind::rejected);
    CHECK(told(l.keep[1]).detail == "UNDELIV 000");
    // Before its answer, or after our restart: every message that may be meant.
    l.feed(receipt("99", "DELIVRD"));
    CHECK(l.keep.at(2).events.size() == 3);
    CHECK(l.keep[2].events[0].key != l.keep[2].events[1].key);
    // Not the last word: confirmed at once.
    CHECK(l.feed(receipt("99", "ENROUTE")).at(0).status == 0);
    CHECK(l.keep.size() == 3);
}
