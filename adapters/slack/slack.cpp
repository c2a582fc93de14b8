#include "adapters/slack/slack.hpp"

#include <array>

#include "adapters/config_values.hpp"
#include "adapters/hook.hpp"
#include "adapters/json_write.hpp"
#include "adapters/slack/delivery.hpp"
#include "adapters/slack/events.hpp"
#include "adapters/slack/fetching.hpp"
#include "adapters/slack/messages.hpp"
#include "adapters/slack/probing.hpp"
#include "adapters/slack/request_signature.hpp"
#include "adapters/slack/setting_up.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::slack {

namespace {

constexpr std::size_t body_max = 1 << 20;     // an event is a few kilobytes
constexpr std::size_t challenge_max = 1'024;  // Slack's has 52 characters

capabilities what_slack_can() {
    capabilities can;
    can.text_max = 3000;  // of one section; Slack advises at most 4,000 in all
    can.count = capabilities::unit::utf16;
    can.buttons_max = 25;
    can.button_text_max = 75;
    can.edits = true;
    can.withdraws = true;
    can.photos = true;
    can.album_max = 10;
    return can;
}

class slack_adapter final : public adapter {
public:
    explicit slack_adapter(settings s) : settings_(std::move(s)), can_(what_slack_can()) {}

    const capabilities& can() const override { return can_; }

    result<received, refusal> receive(const http_request& request, instant now) const override {
        const auto place = place_of(request.target, settings_.hook_path);
        const auto own = place ? place->path : "?";
        const bool known = own.empty() || own == "/events" || own == "/interactivity" || own == "/commands";
        if (!known) return failure{refusal{404, "path"}};
        if (request.method != "POST") return failure{refusal{405, "method"}};
        if (request.body.size() > body_max) return failure{refusal{413, "too long"}};
        if (auto why = unproven(settings_, request, now)) return failure{*std::move(why)};
        if (own == "/interactivity") return interaction(request.body);
        if (own == "/commands") return command(request.body);
        return events(request.body);
    }

    probe_step probe(const inquiry& about, const std::vector<http_reply>& replies) const override {
        return next_probe(settings_, about, replies);
    }

    // The path of a file, or of an upload, is a permission by itself.
    std::string redacted(const http_call& call) const override {
        const auto secrets = settings_.secrets();
        if (call.url.starts_with(settings_.api_url + "/"))
            return call.method + ' ' + without_secrets(call.url, secrets);
        return call.method + ' ' + without_secrets(settings_.files_url, secrets) + "/***";
    }

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

    result<received, refusal> events(std::string_view body) const {
        const auto envelope = parse_json(body, body_max);
        if (!envelope || text_at(*envelope, "type").empty()) return failure{refusal{400, "malformed"}};
        if (text_at(*envelope, "type") == "url_verification") {
            const auto challenge = text_at(*envelope, "challenge");
            if (challenge.size() > challenge_max) return failure{refusal{400, "malformed"}};
            received out;
            out.answer.content_type = "application/json";
            json_writer(out.answer.body).begin('{').key("challenge").text(challenge).end('}');
            return out;
        }
        // What we cannot use is answered 200 as well: Slack switches off whoever refuses events.
        return received{read_event(*envelope, settings_), {}};
    }

    static result<received, refusal> interaction(std::string_view body) {
        const auto form = parse_form(body);
        const auto payload = parse_json(field(form, "payload"), body_max);
        if (!payload || !members_of(*payload)) return failure{refusal{400, "malformed"}};
        return received{read_interaction(*payload), {}};
    }

    static result<received, refusal> command(std::string_view body) {
        const auto form = parse_form(body);
        if (field(form, "ssl_check") == "1") return received{};
        if (field(form, "command").empty()) return failure{refusal{400, "malformed"}};
        // "in_channel": what was typed stands there for all to see, as other words do.
        return received{read_command(form), {200, "application/json", R"({"response_type":"in_channel"})"}};
    }

    settings settings_;
    capabilities can_;
};

made_adapter make(const channel_config& config) {
    channel_reader r(config);
    settings s;
    s.token = r.needed("token", "the app's Bot User OAuth Token, xoxb-…");
    s.signing_secret = r.needed("signing_secret",
                                "without it nobody could tell Slack's requests from forged ones "
                                "(Basic Information, App Credentials)");
    s.previous_secret = r.text("previous_signing_secret");
    s.api_url = r.url("api_url", "https://slack.com/api");
    s.hook_path = r.hook_path();
    if (!s.api_url.ends_with("/api")) s.api_url += "/api";
    // Whoever stands in for Slack has its files as well.
    const bool slack = r.text("api_url").empty();
    const auto origin = s.api_url.substr(0, s.api_url.size() - std::string_view("/api").size());
    s.files_url = r.url("files_url", slack ? slack_files : std::string_view(origin));
    return r.made<slack_adapter>(std::move(s));
}

constexpr std::array<std::string_view, 5> keys{"token", "signing_secret", "previous_signing_secret", "api_url",
                                               "files_url"};
constexpr std::array<std::string_view, 3> secrets{"token", "signing_secret", "previous_signing_secret"};

}  // namespace

channel_type type() {
    // About one message a second in a channel, some hundreds a minute in a workspace.
    return {"slack", keys, secrets, {5, 1, 1}, make};
}

}  // namespace linli::adapters::slack
