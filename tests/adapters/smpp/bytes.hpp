// Bytes as tests write and read them.
#pragma once

#include <string>
#include <string_view>

#include "adapters/smpp/pdu.hpp"

namespace linli::test {

inline std::string unhex(std::string_view text) {
    std::string out;
    const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        out += static_cast<char>(value(text[i]) << 4 | value(text[i + 1]));
    return out;
}

// The only PDU in these bytes; a `command` of 0 says that there is not exactly one.
inline adapters::smpp::pdu only_pdu(std::string_view bytes) {
    adapters::smpp::pdu p;
    if (take_pdu(bytes, p) != adapters::smpp::framing::whole || !bytes.empty()) p.command = 0;
    return p;
}

}  // namespace linli::test
