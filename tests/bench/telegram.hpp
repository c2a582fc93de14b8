// Telegram's two directions as the platform itself would speak them (its Bot API, server side): the
// webhook request with an update, and the answers to a bot's calls. Read by scanning, since a JSON
// library would cost the generator more than it may use.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tests/bench/wire.hpp"

namespace linli::bench {

// One message of a private chat, ready to send.
std::string webhook_request(std::string_view path, std::string_view secret, std::int64_t update,
                            std::int64_t chat, std::string_view text);

struct api_call {
    std::string_view method;  // as the bot wrote it
    std::int64_t chat = 0;    // 0: the call has none
    std::string text;         // unescaped
    bool choices = false;
    bool sends() const;  // shows a text in the chat: sendMessage, editMessageText
};
api_call read_call(const http_text& request);

// The platform's answer to it; `serial` becomes the message's id.
std::string api_answer(const api_call& call, std::int64_t serial);

}  // namespace linli::bench
