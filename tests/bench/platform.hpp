// The platform that stands between the residents and the program: their messages as webhook requests,
// the program's API calls as what they hear, and the answers to those calls, as the platform itself
// would speak them. Read by scanning, since a JSON library would cost the generator more than it may use.
//
// Pure but for the wall clock; one thread. Errors: what cannot be read is a call without a person.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "tests/bench/wire.hpp"

namespace linli::bench {

// Of the first resident: an id of Telegram's needs more than 32 bits, and a phone number must be one.
inline constexpr std::int64_t first_person = 8'613'000'000'000;

struct spoken {
    std::int64_t id = 0;  // of the message
    std::int64_t person = 0;
    std::string text;
};

struct api_call {
    std::string_view method;  // as the program wrote it
    std::int64_t person = 0;  // 0: nobody's
    std::string text;         // unescaped
    bool choices = false;
    bool shows = false;  // a text to that person
};

struct webhook {
    std::string path;
    std::string secret;  // the token in the header, or the key of the signature
};

class platform {
public:
    virtual ~platform() = default;
    // How many messages it posts in one request.
    virtual std::size_t most_together() const { return 1; }
    // Signed and ready to send; at least one and at most `most_together` messages.
    virtual std::string request(const webhook& to, std::span<const spoken> said) const = 0;
    virtual api_call read(const http_text& request) const = 0;
    // `serial` becomes the message's id.
    virtual std::string answer(const api_call& call, std::int64_t serial) const = 0;
};

// nullptr when there is no such platform: telegram, twilio, whatsapp.
std::unique_ptr<platform> make_platform(std::string_view name);
std::unique_ptr<platform> make_telegram();
std::unique_ptr<platform> make_twilio();
std::unique_ptr<platform> make_whatsapp();

}  // namespace linli::bench
