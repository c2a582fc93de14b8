// A session and the SMSC at the other end of its line, PDU by PDU, with a clock that ticks by hand.
#pragma once

#include <catch2/catch.hpp>

#include "adapters/smpp/session.hpp"
#include "tests/adapters/smpp/bytes.hpp"

namespace linli::test {

using namespace linli::adapters;
using namespace linli::adapters::smpp;
using namespace std::chrono_literals;

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

}  // namespace linli::test
