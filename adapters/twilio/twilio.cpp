#include "adapters/twilio/twilio.hpp"

#include <array>

#include "adapters/config_values.hpp"
#include "adapters/hook.hpp"
#include "adapters/sms.hpp"
#include "adapters/twilio/inbound.hpp"
#include "adapters/twilio/probing.hpp"
#include "adapters/twilio/request_signature.hpp"
#include "adapters/twilio/sending.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::twilio {

namespace {

constexpr std::size_t form_bytes_max = 64 << 10;   // 1,600 characters of text, ten media, the rest small
constexpr std::size_t body_characters_max = 1600;  // Twilio refuses longer bodies (21617)

// Any other content type would reach the resident as an SMS.
const http_answer empty_twiml{200, "text/xml", R"(<?xml version="1.0" encoding="UTF-8"?><Response></Response>)"};

class twilio_adapter final : public adapter {
public:
    twilio_adapter(settings s, const sms::options& o)
        : settings_(std::move(s)), can_(sms::phone(o, body_characters_max)) {
        can_.reports_delivery = true;
        can_.photos = can_.photo_links = settings_.mms;
        if (settings_.mms) can_.album_max = 10;
    }

    const capabilities& can() const override { return can_; }

    result<received, refusal> receive(const http_request& request, instant) const override {
        const auto place = place_of(request.target, settings_.hook_path);
        if (!place || (!place->path.empty() && place->path != "/status")) return failure{refusal{404, "path"}};
        if (request.method != "POST" && request.method != "GET") return failure{refusal{405, "method"}};
        if (request.body.size() > form_bytes_max) return failure{refusal{413, "too long"}};
        const auto url = settings_.webhook_url + std::string(place->own);
        // The signature covers the decoded fields, so they are split before it is known to be good;
        // nothing is read from them until then.
        const auto form = request.method == "POST" ? fields_of(request, *place) : form_fields{};
        if (!signed_by(settings_.token, url, request, form) && !signed_by(settings_.previous_token, url, request, form))
            return failure{refusal{401, "signature"}};
        const auto fields = request.method == "GET" ? parse_form(place->query) : form;
        const auto account = field(fields, "AccountSid");
        if (!account.empty() && account != settings_.account_sid) return failure{refusal{403, "account"}};
        // A number may have its reports sent to the address of its messages as well.
        const bool report = place->path == "/status" || !field(fields, "MessageStatus").empty();
        return received{report ? read_report(fields) : read_message(fields), empty_twiml};
    }

    probe_step probe(const inquiry&, const std::vector<http_reply>& replies) const override {
        return next_probe(settings_, replies);
    }

    std::string redacted(const http_call& call) const override { return shown(call, settings_.secrets()); }

private:
    step send(const job& what, const std::vector<http_reply>& replies) const override {
        return next_of_delivery(settings_, can_, what, replies);
    }
    step fetch(const job& what, const std::vector<http_reply>& replies) const override {
        return next_of_fetch(settings_, what, replies);
    }
    step set_up(const job&, const std::vector<http_reply>& replies) const override {
        return next_of_set_up(settings_, replies);
    }

    settings settings_;
    capabilities can_;
};

made_adapter make(const channel_config& config) {
    channel_reader r(config);
    settings s;
    s.account_sid = r.needed("account_sid", "it stands on the first page of Twilio's console: AC…");
    s.token = r.needed("token", "without it nobody could tell Twilio's requests from forged ones");
    s.previous_token = r.text("previous_token");
    s.messaging_service = r.text("messaging_service");
    s.number =
        s.messaging_service.empty() ? r.needed("number", "the phone number that Twilio gave you") : r.text("number");
    s.api_url = r.url("api_url", "https://api.twilio.com");
    s.webhook_url = r.webhook_url();
    s.hook_path = r.hook_path();
    s.mms = r.flag("mms");
    const auto options = sms::read_options(r);
    s.plain_text = options.plain_text;
    if (s.webhook_url.empty())
        r.refuse("",
                 "needs gateway.public_url: Twilio signs the address it calls, and has no other way to bring messages");
    return r.made<twilio_adapter>(std::move(s), options);
}

constexpr std::array<std::string_view, 9> keys{"account_sid",       "token",     "previous_token", "number", "api_url",
                                               "messaging_service", "max_parts", "plain_text",     "mms"};
constexpr std::array<std::string_view, 2> secrets{"token", "previous_token"};

}  // namespace

channel_type type() {
    // An ordinary number sends one part a second; more is a matter of the contract.
    return {"twilio", keys, secrets, {1, 1, 0}, make};
}

}  // namespace linli::adapters::twilio
