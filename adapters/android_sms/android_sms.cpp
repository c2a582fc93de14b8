#include "adapters/android_sms/android_sms.hpp"

#include <array>

#include "adapters/android_sms/events.hpp"
#include "adapters/android_sms/sending.hpp"
#include "adapters/config_values.hpp"
#include "adapters/hook.hpp"
#include "adapters/signature.hpp"
#include "adapters/sms.hpp"
#include "adapters/timestamps.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::android_sms {

namespace {

constexpr std::size_t body_bytes_max = 1 << 20;  // the listener takes no more from a platform

class android_adapter final : public adapter {
public:
    android_adapter(settings s, const sms::options& o) : settings_(std::move(s)), can_(sms::phone(o)) {
        can_.reports_delivery = !settings_.webhook_url.empty();
    }

    const capabilities& can() const override { return can_; }

    result<received, refusal> receive(const http_request& request, instant now) const override {
        const auto place = place_of(request.target, settings_.hook_path);
        if (!place || !place->path.empty()) return failure{refusal{404, "path"}};
        if (request.method != "POST") return failure{refusal{405, "method"}};
        if (request.body.size() > body_bytes_max) return failure{refusal{413, "too long"}};
        const auto timestamp = request.find("X-Timestamp");
        const auto given = request.find("X-Signature");
        if (!proven(given, request.body, timestamp, settings_.signing_key) &&
            !proven(given, request.body, timestamp, settings_.previous_signing_key))
            return failure{refusal{401, "signature"}};
        const auto when = read_epoch(timestamp);
        if (!when || *when < now - settings_.max_age || *when > now + settings_.max_age)
            return failure{refusal{401, "stale"}};
        const auto event = parse_json(request.body, body_bytes_max);
        if (!event) return failure{refusal{400, "malformed"}};
        return received{read_event(*event), {}};
    }

    probe_step probe(const inquiry&, const std::vector<http_reply>& replies) const override {
        return next_probe(settings_, replies);
    }

    std::string redacted(const http_call& call) const override { return call.method + ' ' + call.url; }

private:
    step send(const job& what, const std::vector<http_reply>& replies) const override {
        return next_of_delivery(settings_, can_, what, replies);
    }
    step set_up(const job&, const std::vector<http_reply>& replies) const override {
        return next_of_set_up(settings_, replies);
    }

    // The body first, then the time: as the app does it.
    static bool proven(std::string_view given, std::string_view body, std::string_view timestamp,
                       const std::string& key) {
        if (key.empty()) return false;
        return same_secret(given, hex(hmac_sha256(key, std::string(body).append(timestamp))));
    }

    settings settings_;
    capabilities can_;
};

made_adapter make(const channel_config& config) {
    channel_reader r(config);
    settings s;
    s.token = r.needed("token", "\"user:password\" as the app shows them");
    s.signing_key = r.needed("signing_key", "without it nobody could tell the phone's requests from forged ones");
    s.previous_signing_key = r.text("previous_signing_key");
    s.device_id = r.text("device_id");
    s.sim_number = r.text("sim_number");
    r.count("sim_number", 0, 1, 9);
    s.api_url = r.url("api_url", "https://api.sms-gate.app/3rdparty/v1");
    s.webhook_url = r.webhook_url();
    s.hook_path = r.hook_path();
    s.max_age = r.span("max_age", s.max_age);
    const auto options = sms::read_options(r);
    s.plain_text = options.plain_text;
    return r.made<android_adapter>(std::move(s), options);
}

constexpr std::array<std::string_view, 9> keys{"token",     "signing_key", "previous_signing_key",
                                               "device_id", "sim_number",  "max_age",
                                               "api_url",   "max_parts",   "plain_text"};
constexpr std::array<std::string_view, 3> secrets{"token", "signing_key", "previous_signing_key"};

}  // namespace

channel_type type() {
    // Android stops an app after about 30 texts in half an hour: 25 leave room for the owner's own.
    return {"android_sms", keys, secrets, {25.0 / 1800, 0.2, 0}, make};
}

}  // namespace linli::adapters::android_sms
