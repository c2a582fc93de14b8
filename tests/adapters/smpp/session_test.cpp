// The session as the SMSC meets it, PDU by PDU, with a clock that ticks by hand.
#include "adapters/smpp/session.hpp"

#include <catch2/catch.hpp>

#include "adapters/smpp/joining.hpp"
#include "tests/adapters/smpp/bytes.hpp"

using namespace linli;
using namespace linli::adapters;
using namespace linli::adapters::smpp;
using namespace std::chrono_literals;

namespace {

struct line {
    settings account;
    capabilities can;
    std::unique_ptr<stream_session> session;
    instant now{std::chrono::hours{500'000}};
    stream_session::wishes last;
    std::vector<stream_session::job_end> ends;
    std::vector<stream_session::to_keep> keep;

    explicit line(const std::string& state = {}) {
        account.system_id = "gw";
        account.password = "pw";
        account.source = {1, 1, "447700900999"};
        account.rate = 1000;
        can.text_max = 6;
        can.count = capabilities::unit::sms;
        can.reports_delivery = true;
        begin(state);
    }
    void begin(const std::string& state) {
        session = make_session(account, can, state);
        took();
    }
    // What the session wishes now; jobs and marks are kept aside.
    std::vector<pdu> took() {
        last = session->take();
        for (auto& e : last.ends) ends.push_back(std::move(e));
        for (auto& k : last.keep) keep.push_back(std::move(k));
        std::vector<pdu> out;
        std::string_view bytes = last.bytes;
        for (pdu p; take_pdu(bytes, p) == framing::whole;) out.push_back(p);
        CHECK(bytes.empty());
        return out;
    }
    std::vector<pdu> feed(const pdu& p) {
        session->feed(to_bytes(p), now);
        return took();
    }
    std::vector<pdu> bound() {
        session->opened(now);
        const auto bind = took();
        REQUIRE(bind.size() == 1);
        CHECK(bind[0].command == command::bind_transceiver);
        return feed({bind[0].command | command::response, 0, bind[0].sequence, std::string("smsc\0", 5)});
    }
    std::vector<pdu> send(std::int64_t id, const std::string& text, const std::string& ref = "w",
                          std::vector<std::string> sent = {}) {
        job j;
        j.id = id;
        j.chat = "+447700900123";
        j.message.text = text;
        j.message.ref = ref;
        j.sent_parts = std::move(sent);
        session->send(j, now);
        return took();
    }
    std::vector<pdu> answer(const pdu& to, std::uint32_t status, const std::string& id = {}) {
        return feed({to.command | command::response, status, to.sequence, id.empty() ? id : id + '\0'});
    }
    std::vector<pdu> after(span_of_time t) {
        now += t;
        session->tick(now);
        return took();
    }
    std::vector<pdu> commit(const stream_session::to_keep& k, bool kept = true) {
        session->committed(k.mark, kept, now);
        return took();
    }
    pdu text(std::uint32_t sequence, const std::string& words, std::uint8_t esm = 0) const {
        message m;
        m.source = {1, 1, "447700900123"};
        m.dest = {1, 1, "447700900999"};
        m.esm_class = esm;
        m.text = words;
        return {command::deliver_sm, 0, sequence, write_message(m)};
    }
    end how(std::size_t i) const { return ends.at(i).how.how; }
};

std::string key_of(const stream_session::to_keep& k) { return k.events.at(0).key; }
std::string words_of(const stream_session::to_keep& k) {
    return std::get<said>(k.events.at(0).body).text;
}

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

TEST_CASE("a send ends with the SMSC's answer", "[smpp]") {
    line l;
    l.bound();
    const auto sent = l.send(7, "hello");
    REQUIRE(sent.size() == 1);
    const auto m = read_message(sent[0].body);
    REQUIRE(m);
    CHECK(m->dest == address{1, 1, "447700900123"});
    CHECK(m->source == address{1, 1, "447700900999"});
    CHECK(m->registered_delivery == 1);
    CHECK(m->text == "hello");
    CHECK(l.ends.empty());
    l.answer(sent[0], 0, "00004F2A");
    REQUIRE(l.ends.size() == 1);
    CHECK(l.ends[0].job == 7);
    CHECK(l.how(0) == end::accepted);
    CHECK(l.ends[0].how.ids == std::vector<std::string>{"4f2a"});
    // Nobody waits for a report: none is asked for.
    const auto quiet = l.send(8, "hello", "");
    CHECK(read_message(quiet.at(0).body)->registered_delivery == 0);
    l.answer(quiet[0], 0, "4F2B");
    CHECK(l.how(1) == end::delivered);
    l.answer(l.send(9, "no id").at(0), 0);
    CHECK(l.how(2) == end::delivered);
    CHECK(l.ends[2].how.ids.empty());
}

TEST_CASE("statuses by the table", "[smpp]") {
    line l;
    l.account.codes = {{0x411, end::recipient_gone}};
    l.bound();
    const std::vector<std::pair<std::uint32_t, end>> table{
        {0x14, end::retry},         {0x08, end::retry},         {0x45, end::retry},
        {0x64, end::retry},         {0x0A, end::misconfigured}, {0x48, end::misconfigured},
        {0x0B, end::recipient_gone}, {0x50, end::recipient_gone}, {0x01, end::rejected},
        {0x65, end::rejected},      {0x66, end::rejected},      {0xC2, end::rejected},
        {0x410, end::rejected},     {0x411, end::recipient_gone}, {0x9999, end::retry}};
    for (const auto& [status, expected] : table) {
        const auto sent = l.send(status, "x");
        l.answer(sent.at(0), status);
        INFO(l.ends.back().how.detail);
        CHECK(l.ends.back().how.how == expected);
        CHECK(l.ends.back().how.after == 0ms);
    }
}

TEST_CASE("parts of one text go one after the other, and another attempt goes on", "[smpp]") {
    line l;
    l.bound();
    const std::string text(400, 'a');
    auto sent = l.send(3, text);
    REQUIRE(sent.size() == 1);
    CHECK(read_message(sent[0].body)->registered_delivery == 0);
    sent = l.answer(sent[0], 0, "A1");
    REQUIRE(sent.size() == 1);
    CHECK(test::unhex("050003030302") == read_message(sent[0].body)->text.substr(0, 6));
    l.answer(sent[0], 0x08);
    REQUIRE(l.ends.size() == 1);
    CHECK(l.how(0) == end::retry);
    CHECK(l.ends[0].how.ids == std::vector<std::string>{"a1"});
    sent = l.send(3, text, "w", {"a1"});
    CHECK(test::unhex("050003030302") == read_message(sent.at(0).body)->text.substr(0, 6));
    sent = l.answer(sent[0], 0, "A2");
    CHECK(read_message(sent.at(0).body)->registered_delivery == 1);
    l.answer(sent[0], 0, "A3");
    CHECK(l.ends[1].how.ids == std::vector<std::string>{"a1", "a2", "a3"});
}

TEST_CASE("the window holds back what is too much", "[smpp]") {
    line l;
    l.account.window = 3;
    l.bound();
    std::vector<pdu> sent;
    for (int i = 1; i <= 10; ++i)
        for (auto& p : l.send(i, "x")) sent.push_back(std::move(p));
    REQUIRE(sent.size() == 3);
    for (std::size_t i = 0; i < sent.size(); ++i) {
        CHECK(sent.size() - i <= 3);
        for (auto& p : l.answer(sent[i], 0, std::to_string(i))) sent.push_back(std::move(p));
    }
    CHECK(sent.size() == 10);
    CHECK(l.ends.size() == 10);
}

TEST_CASE("throttled: a second of silence, then half as fast, then faster again", "[smpp]") {
    line l;
    l.account.rate = 10;
    l.account.window = 100;
    l.bound();
    const auto sent_within = [&](span_of_time t, int first) {
        for (int i = 0; i < 100; ++i) l.send(first + i, "x");
        std::size_t n = 0;
        for (const auto until = l.now + t; l.now < until;) {
            for (const auto& p : l.after(20ms)) {
                ++n;
                l.answer(p, 0, "1");
            }
        }
        // The rest is forgotten, so that the next count begins with nothing.
        l.session->closed("", l.now);
        l.took();
        l.bound();
        return n;
    };
    const auto full = sent_within(4s, 1000);
    CHECK(full >= 36);
    CHECK(full <= 44);
    l.after(1s);
    const auto told = l.send(1, "x").at(0);
    l.answer(told, status::throttled);
    CHECK(l.ends.back().how.how == end::retry);
    CHECK(l.ends.back().how.after == 1s);
    CHECK(l.ends.back().how.whole_account);
    CHECK(l.send(2, "x").empty());
    CHECK(l.after(900ms).empty());
    CHECK(l.after(400ms).size() == 1);
    const auto half = sent_within(4s, 2000);
    CHECK(half >= 18);
    CHECK(half <= 28);
    l.after(5min);
    CHECK(sent_within(4s, 3000) >= 36);
}

TEST_CASE("an answer that never comes leaves the end unknown", "[smpp]") {
    line l;
    l.bound();
    const auto sent = l.send(1, "x");
    CHECK(l.session->due() <= l.now + 30s);
    l.after(30s);
    REQUIRE(l.ends.size() == 1);
    CHECK(l.how(0) == end::unknown);
    l.answer(sent.at(0), 0, "late");
    CHECK(l.ends.size() == 1);
}

TEST_CASE("a broken connection: what was sent is unknown, what waited is tried again", "[smpp]") {
    line l;
    l.account.window = 1;
    l.bound();
    l.send(1, "x");
    l.send(2, "y");
    l.session->closed("reset", l.now);
    l.took();
    REQUIRE(l.ends.size() == 2);
    CHECK(l.how(0) == end::unknown);
    CHECK(l.how(1) == end::retry);
    CHECK(l.session->trouble() == "reset");
    l.send(3, "z");
    CHECK(l.how(2) == end::retry);
    CHECK(l.ends[2].how.detail == "reset");
    CHECK(l.session->due() == never);
}

TEST_CASE("enquire_link both ways, and a silent SMSC is left", "[smpp]") {
    line l;
    l.bound();
    CHECK(l.feed({command::enquire_link, 0, 77, {}}).at(0).sequence == 77);
    CHECK(l.session->due() == l.now + 30s);
    const auto asked = l.after(30s);
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].command == command::enquire_link);
    l.answer(asked[0], 0);
    CHECK(l.after(10s).empty());
    CHECK(l.after(20s).size() == 1);
    CHECK(l.after(30s).size() == 1);
    CHECK_FALSE(l.last.close);
    CHECK(l.after(30s).empty());
    CHECK(l.last.close);
    l.session->closed("", l.now);
    CHECK(l.session->trouble() == "the SMSC has fallen silent");
}

TEST_CASE("pauses grow until a connection held, and a refused password waits longer", "[smpp]") {
    line l;
    std::vector<span_of_time> pauses;
    for (int i = 0; i < 8; ++i) {
        l.session->closed("could not connect", l.now);
        pauses.push_back(l.session->pause());
    }
    CHECK(pauses == std::vector<span_of_time>{1s, 2s, 5s, 10s, 30s, 60s, 60s, 60s});
    l.bound();
    l.now += 1min;
    l.session->closed("", l.now);
    CHECK(l.session->pause() == 1s);
    const auto refused = [&](std::uint32_t status) {
        l.session->opened(l.now);
        const auto bind = l.took();
        l.answer(bind.at(0), status);
        CHECK(l.last.close);
        l.session->closed("", l.now);
        l.took();
        return l.session->pause();
    };
    CHECK(refused(status::bad_password) == 60s);
    CHECK(l.session->trouble() == "the SMSC refuses our bind: ESME_RINVPASWD (0x0e)");
    CHECK(refused(status::already_bound) == 30s);
    CHECK(refused(status::throttled) <= 5s);
    l.bound();
    CHECK(l.session->trouble().empty());
}

TEST_CASE("a bind without an answer is given up", "[smpp]") {
    line l;
    l.session->opened(l.now);
    l.took();
    l.send(1, "waits for the bind");
    CHECK(l.ends.empty());
    l.after(10s);
    CHECK(l.last.close);
    l.session->closed("", l.now);
    l.took();
    CHECK(l.how(0) == end::retry);
}

TEST_CASE("good-bye", "[smpp]") {
    line l;
    l.bound();
    l.feed(l.text(1, "before"));
    l.session->leave(l.now);
    const auto bye = l.took();
    REQUIRE(bye.size() == 1);
    CHECK(bye[0].command == command::unbind);
    CHECK_FALSE(l.last.close);
    CHECK(l.feed(l.text(2, "after")).empty());  // comes again when we are back
    CHECK(l.keep.size() == 1);
    CHECK(l.commit(l.keep[0]).size() == 1);  // what is on disk is still confirmed
    l.answer(bye[0], 0);
    CHECK(l.last.close);
    l.session->closed("", l.now);
    CHECK(l.session->trouble().empty());

    line theirs;
    theirs.bound();
    CHECK(theirs.feed({command::unbind, 0, 5, {}}).at(0).command == (command::unbind | command::response));
    CHECK(theirs.last.close);
}

TEST_CASE("what is no request of SMPP's", "[smpp]") {
    line l;
    l.bound();
    const auto nack = l.feed({0x00000777, 0, 12, "?"});
    REQUIRE(nack.size() == 1);
    CHECK(nack[0].command == command::generic_nack);
    CHECK(nack[0].status == status::bad_command);
    CHECK(nack[0].sequence == 12);
    CHECK(l.feed({0x80000777, 0, 13, {}}).empty());
    CHECK(l.feed({command::alert_notification, 0, 14, "x"}).empty());
    CHECK_FALSE(l.last.close);
    const auto sent = l.send(1, "x");
    l.feed({command::generic_nack, 0x03, sent.at(0).sequence, {}});
    CHECK(l.how(0) == end::misconfigured);
    l.session->feed(std::string(16, '\0'), l.now);
    const auto last = l.took();
    CHECK(last.at(0).command == command::generic_nack);
    CHECK(l.last.close);
    // Before the bind nobody may bring anything.
    line early;
    early.session->opened(early.now);
    early.took();
    CHECK(early.feed(early.text(1, "x")).at(0).status == status::not_bound);
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
