// SMPP for adapter_probe: what we write for a text, and what we read in a PDU that others wrote.
//
//   {"op":"smpp", "text", "encoding", "concatenation", "number"} -> {"pdus": [hex of submit_sm …]}
//   {"op":"smpp", "hex"} -> {"command","sequence","source","ton","text","esm","place":[ref,total,number],
//                            "receipt":{"id","state"}} | {"error"}
#pragma once

#include "adapters/signature.hpp"
#include "adapters/smpp/joining.hpp"
#include "adapters/smpp/receipts.hpp"
#include "adapters/smpp/segments.hpp"
#include "tests/adapters/harness.hpp"
#include "tests/adapters/smpp/bytes.hpp"

namespace linli::adapters::testing {

inline json smpp_written(const json& ask) {
    using namespace smpp;
    settings s;
    const auto encoding = ask.value("encoding", "gsm7");
    const auto way = ask.value("concatenation", "udh");
    s.encoding = encoding == "latin1" ? encoding::latin1 : encoding == "ucs2" ? encoding::ucs2 : encoding::gsm7;
    s.long_texts = way == "sar" ? concatenation::sar : way == "payload" ? concatenation::payload : concatenation::udh;
    auto pdus = json::array();
    std::uint32_t sequence = 0;
    for (const auto& g : segments_of({ask["text"].get<std::string>()}, s, ask.value("number", 7))) {
        message m;
        m.source = address_of("+447700900999");
        m.dest = address_of("+447700900123");
        m.esm_class = g.esm_class;
        m.data_coding = g.data_coding;
        m.text = g.text;
        m.tlvs = g.tlvs;
        pdus.push_back(hex(to_bytes({command::submit_sm, 0, ++sequence, write_message(m)})));
    }
    return {{"pdus", pdus}};
}

inline json smpp_read(const json& ask) {
    using namespace smpp;
    const auto bytes = test::unhex(ask["hex"].get<std::string>());
    const auto p = test::only_pdu(bytes);
    const auto m = read_message(p.body, p.command == command::data_sm);
    if (!m) return {{"error", "malformed"}};
    const auto o = open_message(*m);
    json out{{"command", p.command},       {"sequence", p.sequence},
             {"source", m->source.digits}, {"ton", m->source.ton},
             {"esm", m->esm_class},        {"text", decode(m->data_coding, o.text, encoding::gsm7).value_or("(data)")}};
    if (o.place) out["place"] = {o.place->reference, o.place->total, o.place->number};
    if (is_receipt(*m))
        if (const auto r = read_receipt(*m)) out["receipt"] = {{"id", r->id}, {"state", r->state}};
    return out;
}

inline json smpp_answer(const json& ask) { return ask.contains("hex") ? smpp_read(ask) : smpp_written(ask); }

}  // namespace linli::adapters::testing
