// The wire format of SMPP 3.4 (its sections 3 to 5).
//
//   pdu     = length(4) command(4) status(4) sequence(4) body      big-endian; length counts itself
//   message = service_type C  source dest  esm protocol priority(1 each)  schedule C  validity C
//             registered replace data_coding default_id(1 each)  length(1) text  tlv*
//   address = ton(1) npi(1) digits C                               C: bytes up to a NUL
//   tlv     = tag(2) length(2) value
//
// What comes is hostile: every length is checked against what is there, nothing larger than `pdu_max`
// is ever held.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linli::adapters::smpp {

inline constexpr std::size_t header_size = 16;
inline constexpr std::size_t pdu_max = 64 << 10;  // the longest message_payload, near enough

namespace command {
inline constexpr std::uint32_t response = 0x80000000;  // or-ed to the request's
inline constexpr std::uint32_t generic_nack = 0x80000000;
inline constexpr std::uint32_t submit_sm = 0x00000004;
inline constexpr std::uint32_t deliver_sm = 0x00000005;
inline constexpr std::uint32_t unbind = 0x00000006;
inline constexpr std::uint32_t bind_transceiver = 0x00000009;
inline constexpr std::uint32_t enquire_link = 0x00000015;
inline constexpr std::uint32_t alert_notification = 0x00000102;
inline constexpr std::uint32_t data_sm = 0x00000103;
}  // namespace command

namespace tag {
inline constexpr std::uint16_t receipted_message_id = 0x001E;
inline constexpr std::uint16_t user_message_reference = 0x0204;
inline constexpr std::uint16_t sar_msg_ref_num = 0x020C;
inline constexpr std::uint16_t sar_total_segments = 0x020E;
inline constexpr std::uint16_t sar_segment_seqnum = 0x020F;
inline constexpr std::uint16_t network_error_code = 0x0423;
inline constexpr std::uint16_t message_payload = 0x0424;
inline constexpr std::uint16_t message_state = 0x0427;
inline constexpr std::uint16_t first_vendor = 0x1400;
}  // namespace tag

struct pdu {
    std::uint32_t command = 0;
    std::uint32_t status = 0;
    std::uint32_t sequence = 0;
    std::string body;
};

enum class framing { more, whole, broken };

// Takes the first PDU off `in`. `more`: it is not all here yet and nothing was taken; `broken`: its
// length cannot be, and what follows is lost with it (`out` has the header when that was here).
framing take_pdu(std::string_view& in, pdu& out);
std::string to_bytes(const pdu& p);

struct address {
    std::uint8_t ton = 0;
    std::uint8_t npi = 0;
    std::string digits;

    bool operator==(const address&) const = default;
};

struct tlv {
    std::uint16_t tag = 0;
    std::string value;
};

// The body of submit_sm, deliver_sm and data_sm.
struct message {
    std::string service_type;
    address source;
    address dest;
    std::uint8_t esm_class = 0;
    std::uint8_t registered_delivery = 0;
    std::uint8_t data_coding = 0;
    std::string text;  // short_message: bytes of any value, zero included
    std::vector<tlv> tlvs;

    // The first of that tag, or nullptr.
    const std::string* find(std::uint16_t tag) const;
    // short_message, or message_payload where that is empty.
    const std::string& content() const;
};

// nullopt: malformed. data_sm has fewer fields and longer addresses.
std::optional<message> read_message(std::string_view body, bool data_sm = false);
// Of a submit_sm. `text` beyond 254 bytes is the caller's mistake and is cut.
std::string write_message(const message& m);

struct bind_fields {
    std::string_view system_id;
    std::string_view password;
    std::string_view system_type;
};
std::string write_bind(const bind_fields& b);

// A C-octet string that fills or begins a body (message_id of a response); lenient about the NUL.
std::string read_id(std::string_view body);

// A number of one to four bytes, as TLVs carry it; nullopt when it has another size.
std::optional<std::uint32_t> read_number(const std::string* value);
std::string write_number(std::uint32_t n, std::size_t bytes);

}  // namespace linli::adapters::smpp
