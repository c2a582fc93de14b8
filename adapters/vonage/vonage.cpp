#include "adapters/vonage/vonage.hpp"

#include <array>

#include "adapters/config_values.hpp"
#include "adapters/gsm7.hpp"
#include "adapters/hook.hpp"
#include "adapters/json_read.hpp"
#include "adapters/sms.hpp"
#include "adapters/timestamps.hpp"
#include "adapters/utf8.hpp"
#include "adapters/verdicts.hpp"
#include "adapters/vonage/inbound.hpp"
#include "adapters/vonage/outcomes.hpp"
#include "adapters/vonage/probing.hpp"

namespace linli::adapters::vonage {

namespace {

constexpr std::size_t body_bytes_max = 64 << 10;           // a text of 3,200 characters, the rest small
constexpr std::size_t characters_most = 3200;              // Vonage cuts longer texts
constexpr span_of_time age_max = std::chrono::minutes{5};  // of a signature, either way

// Parameters come in the query, in a form or as JSON, as the account is set.
form_fields parameters_of(const http_request& request, const hook_place& place) {
    if (!request.find("Content-Type").starts_with("application/json")) return fields_of(request, place);
    form_fields out;
    const auto body = parse_json(request.body, body_bytes_max);
    const auto members = body ? members_of(*body) : std::nullopt;
    if (!members) return out;
    for (const auto& [name, value] : *members) {
        if (out.size() == form_fields_max) break;
        if (auto text = plain_of(value)) out.emplace_back(name, *std::move(text));
    }
    return out;
}

bool fresh(std::string_view timestamp, instant now) {
    const auto when = read_epoch(timestamp);
    return when && *when >= now - age_max && *when <= now + age_max;
}

http_call message_call(const settings& account, const job& what, const std::string& words, std::size_t index) {
    form_fields form{{"api_key", account.api_key},
                     {"api_secret", account.api_secret},
                     {"from", account.number},
                     {"to", std::string(sms::without_plus(what.chat))},
                     {"text", repaired_utf8(words)}};
    if (count_sms(words).encoding == sms_encoding::ucs2) form.emplace_back("type", "unicode");
    if (!account.webhook_url.empty()) {
        form.emplace_back("status-report-req", "1");
        form.emplace_back("callback", account.webhook_url + "/status");
    }
    form.emplace_back("client-ref", sms::piece_id(what, index));
    http_call call;
    call.url = account.api_url + "/sms/json";
    call.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    call.body = compose_form(form);
    return call;
}

class vonage_adapter final : public adapter {
public:
    vonage_adapter(settings s, const sms::options& o) : settings_(std::move(s)), can_(sms::phone(o, characters_most)) {
        can_.reports_delivery = !settings_.webhook_url.empty();
    }

    const capabilities& can() const override { return can_; }

    result<received, refusal> receive(const http_request& request, instant now) const override {
        const auto place = place_of(request.target, settings_.hook_path);
        if (!place || (!place->path.empty() && place->path != "/status")) return failure{refusal{404, "path"}};
        if (request.method != "POST" && request.method != "GET") return failure{refusal{405, "method"}};
        if (request.body.size() > body_bytes_max) return failure{refusal{413, "too long"}};
        // Vonage knocks with nothing at all when the address is saved in its dashboard.
        if (request.body.empty() && place->query.empty()) return received{};
        const auto fields = parameters_of(request, *place);
        if (!signed_by(settings_.signature_secret, settings_.how, fields) &&
            !signed_by(settings_.previous_signature_secret, settings_.how, fields))
            return failure{refusal{401, "signature"}};
        if (!fresh(field(fields, "timestamp"), now)) return failure{refusal{401, "stale"}};
        const auto account = field(fields, "api-key");
        if (!account.empty() && account != settings_.api_key) return failure{refusal{403, "account"}};
        // An account may have its receipts sent to the address of its messages as well.
        const bool receipt = place->path == "/status" || !field(fields, "status").empty();
        return received{receipt ? read_receipt(fields) : read_message(fields), {}};
    }

    probe_step probe(const inquiry&, const std::vector<http_reply>& replies) const override {
        return next_probe(settings_, replies);
    }

    std::string redacted(const http_call& call) const override { return shown(call); }

private:
    step send(const job& what, const std::vector<http_reply>& replies) const override {
        return sms::deliver(
            what, sms::pieces_of(what.message, can_, settings_.plain_text), replies,
            can_.reports_delivery ? end::accepted : end::delivered,
            [&](const std::string& words, std::size_t i) { return message_call(settings_, what, words, i); },
            [&](const http_reply& reply, std::size_t) { return answer_of(settings_, reply); });
    }
    // No set_up: nothing that would not cost money tells whether a key is good.

    settings settings_;
    capabilities can_;
};

made_adapter make(const channel_config& config) {
    channel_reader r(config);
    settings s;
    s.api_key = r.needed("api_key", "the account's settings show it");
    s.api_secret = r.needed("api_secret", "the account's settings show it");
    s.signature_secret =
        r.needed("signature_secret", "without it nobody could tell Vonage's requests from forged ones");
    s.previous_signature_secret = r.text("previous_signature_secret");
    s.number = sms::without_plus(r.needed("number", "the number that Vonage rents you"));
    s.api_url = r.url("api_url", "https://rest.nexmo.com");
    s.webhook_url = r.webhook_url();
    s.hook_path = r.hook_path();
    s.how = static_cast<method>(r.one_of("signature_method", {"any", "md5hash", "md5", "sha1", "sha256", "sha512"}));
    const auto options = sms::read_options(r);
    s.plain_text = options.plain_text;
    return r.made<vonage_adapter>(std::move(s), options);
}

constexpr std::array<std::string_view, 9> keys{
    "api_key", "api_secret", "signature_secret", "previous_signature_secret", "signature_method", "number",
    "api_url", "max_parts",  "plain_text"};
constexpr std::array<std::string_view, 3> secrets{"api_secret", "signature_secret", "previous_signature_secret"};

}  // namespace

channel_type type() {
    // 30 requests a second for a key; one phone reads no faster than a text a second.
    return {"vonage", keys, secrets, {30, 1, 0}, make};
}

}  // namespace linli::adapters::vonage
