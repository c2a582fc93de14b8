// The pieces of one message to WhatsApp: what each call carries, and how it is written
// (Cloud API, "Messages").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/whatsapp/whatsapp.hpp"

namespace linli::adapters::whatsapp {

// One message: a text, or one photo with `words` as its caption.
struct piece {
    std::string words;
    std::string_view photo;       // bytes of the job's
    std::vector<choice> choices;  // with buttons, or as a list
    bool templated = false;       // `words` are the variable of the approved template
};

std::vector<piece> pieces_of(const settings& s, const capabilities& can, const job& what);

// Not for longer after a person's last message: five minutes before Meta closes its window.
inline constexpr span_of_time window = std::chrono::hours{23} + std::chrono::minutes{55};
bool window_closed(const job& what);

http_call upload_call(const settings& s, const piece& one);
// `media`: the id that the upload gave, for a photo. `context`: the message that this one answers.
http_call message_call(const settings& s, const job& what, const piece& one, std::string_view media,
                       std::string_view context);

// A text that answers a tap; WhatsApp has no toast.
http_call toast_call(const settings& s, std::string_view chat, std::string_view message, std::string_view words);

}  // namespace linli::adapters::whatsapp
