// A text to the gateway by the description's [send], and what its answer means by [answer].
#pragma once

#include <string>

#include "adapters/adapter.hpp"
#include "adapters/described/description.hpp"
#include "adapters/sms.hpp"

namespace linli::adapters::described {

http_call message_call(const description& d, const job& what, const std::string& words, std::size_t index);

// The platform's id, ours (piece_id) where the description names none, or how the call ended.
sms::outcome answer_of(const description& d, const job& what, const http_reply& reply, std::size_t index);

}  // namespace linli::adapters::described
