#include "adapters/line/line.hpp"

#include <array>

#include "adapters/config_values.hpp"
#include "adapters/line/delivery.hpp"
#include "adapters/line/events.hpp"
#include "adapters/line/fetching.hpp"
#include "adapters/line/probing.hpp"
#include "adapters/line/setting_up.hpp"
#include "adapters/signature.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::line {

namespace {

constexpr std::size_t body_max = 1 << 20;  // a batch of texts at their longest

capabilities what_line_can(bool reachable) {
    capabilities can;
    can.text_max = 5000;
    can.count = capabilities::unit::utf16;
    can.buttons_max = 13;                      // quick replies
    can.button_text_max = 20;                  // of an action's label
    can.photos = can.photo_links = reachable;  // LINE fetches them from us
    can.album_max = 5;
    can.quiet = true;
    can.answer_token_s = 50;  // about a minute; one that is over is answered by a push instead
    return can;
}

class line_adapter final : public adapter {
public:
    explicit line_adapter(settings s)
        : settings_(std::move(s)), can_(what_line_can(settings_.webhook_url.starts_with("https://"))) {}

    const capabilities& can() const override { return can_; }

    result<received, refusal> receive(const http_request& request, instant now) const override {
        if (request.method != "POST") return failure{refusal{405, "method"}};
        if (request.body.size() > body_max) return failure{refusal{413, "too long"}};
        const auto given = request.find("x-line-signature");
        const bool current = signed_with(settings_.channel_secret, given, request.body);
        const bool previous = signed_with(settings_.previous_secret, given, request.body);
        if (!current && !previous) return failure{refusal{401, "signature"}};
        const auto body = parse_json(request.body, body_max);
        if (!body || !array_at(*body, "events")) return failure{refusal{400, "malformed"}};
        // What we cannot use is answered 200 as well, and so is the console's "Verify" with no events.
        auto got = read_batch(*body, now);
        if (got.all_stale) return failure{refusal{403, "stale"}};
        return received{std::move(got.events), {}};
    }

    probe_step probe(const inquiry& about, const std::vector<http_reply>& replies) const override {
        return next_probe(settings_, about, replies);
    }

    std::string redacted(const http_call& call) const override { return shown(call, settings_.secrets()); }

private:
    step send(const job& what, const std::vector<http_reply>& replies) const override {
        return next_of_delivery(settings_, can_, what, replies);
    }
    step fetch(const job& what, const std::vector<http_reply>& replies) const override {
        return next_of_fetch(settings_, what, replies);
    }
    step answer_tap(const job& what, const std::vector<http_reply>& replies) const override {
        return next_of_tap(settings_, what, replies);
    }
    step set_up(const job&, const std::vector<http_reply>& replies) const override {
        return next_of_set_up(settings_, replies);
    }

    static bool signed_with(const std::string& secret, std::string_view given, std::string_view body) {
        return !secret.empty() && same_secret(given, base64(hmac_sha256(secret, body)));
    }

    settings settings_;
    capabilities can_;
};

made_adapter make(const channel_config& config) {
    channel_reader r(config);
    settings s;
    s.token = r.needed("token", "the channel access token (LINE Developers, Messaging API)");
    s.channel_secret = r.needed("channel_secret",
                                "without it nobody could tell LINE's requests from forged ones (LINE "
                                "Developers, Basic settings)");
    s.previous_secret = r.text("previous_channel_secret");
    s.api_url = r.url("api_url", "https://api.line.me");
    // Whoever stands in for LINE has its contents as well.
    const bool line = r.text("api_url").empty();
    s.data_url = r.url("api_data_url", line ? "https://api-data.line.me" : s.api_url);
    s.webhook_url = r.webhook_url();
    return r.made<line_adapter>(std::move(s));
}

constexpr std::array<std::string_view, 5> keys{"token", "channel_secret", "previous_channel_secret", "api_url",
                                               "api_data_url"};
constexpr std::array<std::string_view, 3> secrets{"token", "channel_secret", "previous_channel_secret"};

}  // namespace

channel_type type() {
    // 2,000 requests a second are allowed: our own connections are fewer.
    return {"line", keys, secrets, {1000, 0, 0}, make};
}

}  // namespace linli::adapters::line
