// What the SMS channels have in common: the settings that every one of them takes, numbers, and a
// message sent as one request for each of its pieces.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/config_values.hpp"

namespace linli::adapters::sms {

inline constexpr std::size_t parts_default = 6;  // operators often cut longer messages
inline constexpr std::size_t parts_most = 10;
inline constexpr std::size_t address_max = 128;  // E.164 has 15 digits; names of senders are longer

struct options {
    std::size_t parts = parts_default;  // `max_parts`: of one message
    bool plain_text = false;            // `plain_text`: typographic characters are sent as ASCII
};

options read_options(channel_reader& r);

// A plain phone; `characters_max` as in capabilities.
capabilities phone(const options& o, std::size_t characters_max = 0);

// The words of a message with its choices as digits, in pieces that the channel carries.
std::vector<std::string> pieces_of(const outgoing& message, const capabilities& can, bool plain_text);

// Our number for a piece of a job: the same in every attempt, at most 40 characters.
std::string piece_id(const job& what, std::size_t index);

// One piece after the other. `call` words the request for one; `taken` reads its answer: the id
// under which the platform knows it, or how the send ended. `over` is the end of a message whose
// pieces are all out.
using outcome = std::variant<std::string, verdict>;
step deliver(const job& what, const std::vector<std::string>& pieces, const std::vector<http_reply>& replies, end over,
             const std::function<http_call(const std::string& piece, std::size_t index)>& call,
             const std::function<outcome(const http_reply& reply, std::size_t index)>& taken);

// What a report of failure means for the number: it takes no texts where the code is one of `gone`.
verdict_kind failed_report(std::span<const std::string_view> gone, std::string_view code);

// Numbers with and without their plus. What has no digit in front (a sender's name) stays as it is.
std::string with_plus(std::string_view number);
std::string_view without_plus(std::string_view number);

// A private chat with this number: false when it cannot be one (empty, too long, no UTF-8).
bool address(inbound& event, std::string number);

}  // namespace linli::adapters::sms
