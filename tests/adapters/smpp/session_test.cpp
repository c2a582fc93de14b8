// What a session does on its line: sends, keeps alive, binds, ends.
#include "tests/adapters/smpp/line.hpp"

using namespace linli;
using namespace linli::test;

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
        {0x14, end::retry},          {0x08, end::retry},           {0x45, end::retry},
        {0x64, end::retry},          {0x0A, end::misconfigured},   {0x48, end::misconfigured},
        {0x0B, end::recipient_gone}, {0x50, end::recipient_gone},  {0x01, end::rejected},
        {0x65, end::rejected},       {0x66, end::rejected},        {0xC2, end::rejected},
        {0x410, end::rejected},      {0x411, end::recipient_gone}, {0x9999, end::retry}};
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
    // Another text waits until this one is out.
    l.account.window = 1;
    l.send(4, "later");
    l.answer(sent[0], 0, "A3");
    CHECK(l.ends[1].how.ids == std::vector<std::string>{"a1", "a2", "a3"});
    l.begin({});
    l.bound();
    sent = l.send(5, text);
    l.send(6, "later");
    sent = l.answer(sent.at(0), 0, "B1");
    CHECK(test::unhex("050003050302") == read_message(sent.at(0).body)->text.substr(0, 6));
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
    CHECK(l.ends[2].how.whole_account);
    CHECK(l.ends[2].how.after == 1s);  // the pause before the next bind, and five seconds at most
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
