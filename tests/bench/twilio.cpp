// Twilio's Messaging webhook and REST API, server side. A text has no buttons: its choices are numbered lines.
#include <fmt/format.h>

#include <array>
#include <charconv>

#include "tests/bench/platform.hpp"
#include "tests/bench/scanning.hpp"

namespace linli::bench {
namespace {

constexpr std::string_view account = "AC0123456789abcdef0123456789abcdef";
constexpr std::string_view number = "+8613999999999";
// What the program is told that its address is (programs.py); the signature covers it.
constexpr std::string_view public_url = "https://linli.example.org";

class twilio : public platform {
public:
    // The signature is over the address and all fields in the order of their names.
    std::string request(const webhook& to, std::span<const spoken> said) const override {
        const auto& [id, person, text] = said.front();
        const std::string sid = fmt::format("SM{:032x}", id), from = fmt::format("+{}", person), words(text);
        const std::array<std::pair<std::string_view, std::string_view>, 8> fields{{{"AccountSid", account},
                                                                                   {"Body", words},
                                                                                   {"From", from},
                                                                                   {"MessageSid", sid},
                                                                                   {"NumMedia", "0"},
                                                                                   {"NumSegments", "1"},
                                                                                   {"SmsStatus", "received"},
                                                                                   {"To", number}}};
        std::string signed_text = fmt::format("{}{}", public_url, to.path), body;
        for (const auto& [name, value] : fields) {
            signed_text.append(name).append(value);
            body += fmt::format("{}{}={}", body.empty() ? "" : "&", name, form_encoded(value));
        }
        return fmt::format(
            "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            "Content-Length: {}\r\nConnection: keep-alive\r\nX-Twilio-Signature: {}\r\n\r\n{}",
            to.path, body.size(), hmac_sha1_base64(to.secret, signed_text), body);
    }

    api_call read(const http_text& request) const override {
        api_call call;
        call.method = request.first_line.substr(0, request.first_line.find(' '));
        if (call.method != "POST") return call;
        const auto to = form_field(request.body, "To");
        if (!to.starts_with('+')) return call;
        std::from_chars(to.data() + 1, to.data() + to.size(), call.person);
        call.text = form_field(request.body, "Body");
        // The link for photos is a message of its own, behind the receipt: no reply to anything.
        const bool photo_link = call.text.find("linli.example.org/r/") != std::string::npos;
        call.shows = call.person != 0 && !photo_link;
        call.choices = numbered(call.text);
        return call;
    }

    std::string answer(const api_call& call, std::int64_t serial) const override {
        if (call.person == 0) return respond(200, R"({"messages":[]})");
        return respond(201, fmt::format(R"({{"sid":"SM{:032x}","status":"queued","num_segments":"1",)"
                                        R"("error_code":null,"error_message":null,"to":"+{}","from":"{}"}})",
                                        serial, call.person, number));
    }
};

}  // namespace

std::unique_ptr<platform> make_twilio() { return std::make_unique<twilio>(); }

}  // namespace linli::bench
