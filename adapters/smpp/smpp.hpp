// SMS over SMPP 3.4 (docs/channels/smpp.md): we connect to an operator's or an aggregator's SMSC and
// bind as a transceiver.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "adapters/catalogue.hpp"
#include "adapters/session.hpp"
#include "adapters/smpp/coding.hpp"
#include "adapters/smpp/pdu.hpp"
#include "adapters/smpp/statuses.hpp"

namespace linli::adapters::smpp {

// How a text longer than one SMS goes out; all three are understood coming in.
enum class concatenation {
    udh,      // parts with a header of their own: what every SMSC passes on
    sar,      // parts, named by TLVs; the SMSC writes the header
    payload,  // whole, in message_payload; the SMSC cuts
};

struct settings {
    stream_peer peer;
    std::string system_id;
    std::string password;  // secret
    std::string system_type;
    address source;           // ours, as it stands in submit_sm
    std::size_t window = 10;  // submit_sm that are not answered yet
    double rate = 10;         // submit_sm a second
    smpp::encoding encoding = encoding::gsm7;
    concatenation long_texts = concatenation::udh;
    status_map codes;         // the SMSC's own errors
    bool plain_text = false;  // typographic characters are sent as ASCII
};

// The address of a chat ("+447700900123", "311") and back. nullopt: nobody can be answered there
// (a name as sender).
address address_of(const std::string& chat);
std::optional<std::string> chat_of(const address& a);

channel_type type();

}  // namespace linli::adapters::smpp
