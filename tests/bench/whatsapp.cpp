// WhatsApp's Cloud API, server side: up to twenty people's messages in one signed post.
#include <fmt/format.h>

#include <ctime>

#include "tests/bench/platform.hpp"
#include "tests/bench/scanning.hpp"

namespace linli::bench {
namespace {

constexpr std::size_t most = 20;  // Meta itself sends up to a thousand; this is a busy minute

class whatsapp : public platform {
public:
    std::size_t most_together() const override { return most; }

    std::string request(const webhook& to, std::span<const spoken> said) const override {
        std::string contacts, messages;
        const auto now = static_cast<std::int64_t>(std::time(nullptr));
        for (const auto& [id, person, text] : said) {
            const auto comma = messages.empty() ? "" : ",";
            contacts += fmt::format(R"({}{{"profile":{{"name":"Resident {}"}},"wa_id":"{}"}})", comma, person % 100'000,
                                    person);
            messages += fmt::format(R"({}{{"from":"{}","id":"wamid.IN{}","timestamp":"{}","type":"text",)"
                                    R"("text":{{"body":"{}"}}}})",
                                    comma, person, id, now, text);
        }
        const auto body =
            fmt::format(R"({{"object":"whatsapp_business_account","entry":[{{"id":"102290129340398","changes":[{{)"
                        R"("value":{{"messaging_product":"whatsapp","metadata":{{"display_phone_number":)"
                        R"("8613999999999","phone_number_id":"106540352242922"}},"contacts":[{}],"messages":[{}]}},)"
                        R"("field":"messages"}}]}}]}})",
                        contacts, messages);
        return fmt::format(
            "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            "Content-Length: {}\r\nConnection: keep-alive\r\nX-Hub-Signature-256: sha256={}\r\n\r\n{}",
            to.path, body.size(), hmac_sha256_hex(to.secret, body), body);
    }

    api_call read(const http_text& request) const override {
        api_call call;
        call.method = request.first_line.substr(0, request.first_line.find(' '));
        call.person = number_after(request.body, "\"to\":");
        call.shows = call.person != 0;
        if (!call.shows) return call;
        const bool buttons = request.body.find("\"interactive\":") != std::string_view::npos;
        call.text = string_after(request.body, buttons ? "\"body\":{\"text\":" : "\"body\":");
        call.choices = buttons || numbered(call.text);
        return call;
    }

    std::string answer(const api_call& call, std::int64_t serial) const override {
        if (!call.shows) return respond(200, R"({"success":true})");
        return respond(200, fmt::format(R"({{"messaging_product":"whatsapp","contacts":[{{"input":"{0}",)"
                                        R"("wa_id":"{0}"}}],"messages":[{{"id":"wamid.OUT{1}"}}]}})",
                                        call.person, serial));
    }
};

}  // namespace

std::unique_ptr<platform> make_whatsapp() { return std::make_unique<whatsapp>(); }

}  // namespace linli::bench
