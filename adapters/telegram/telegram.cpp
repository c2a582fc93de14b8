#include "adapters/telegram/telegram.hpp"

#include <algorithm>
#include <array>

#include "adapters/config_values.hpp"
#include "adapters/signature.hpp"
#include "adapters/telegram/delivery.hpp"
#include "adapters/telegram/fetching.hpp"
#include "adapters/telegram/polling.hpp"
#include "adapters/telegram/probing.hpp"
#include "adapters/telegram/setting_up.hpp"
#include "adapters/telegram/topics.hpp"
#include "adapters/telegram/updates.hpp"
#include "adapters/verdicts.hpp"
#include "dialogs/ascii.hpp"

namespace linli::adapters::telegram {

namespace {

constexpr std::size_t update_bytes_max = 1 << 20;  // an update is at most about 100 kB

capabilities what_telegram_can() {
    capabilities can;
    can.text_max = 4096;  // UTF-16 units after entity parsing; we send plain text
    can.count = capabilities::unit::utf16;
    can.buttons_max = 24;      // more would fill the screen; Telegram takes 100
    can.button_text_max = 40;  // longer is cut on phones
    can.edits = true;
    can.withdraws = true;
    can.photos = true;
    can.album_max = 10;
    can.contact_button = true;
    can.quiet = true;
    can.threads = thread_form::topics;
    return can;
}

class telegram_adapter final : public adapter {
public:
    explicit telegram_adapter(settings s) : settings_(std::move(s)), can_(what_telegram_can()) {}

    const capabilities& can() const override { return can_; }

    result<received, refusal> receive(const http_request& request, instant) const override {
        const auto given = request.find("X-Telegram-Bot-Api-Secret-Token");
        const bool current = same_secret(given, settings_.secret);
        const bool previous = same_secret(given, settings_.previous_secret);
        if (!current && !previous) return failure{refusal{401, "secret"}};
        if (request.method != "POST") return failure{refusal{405, "method"}};
        if (request.body.size() > update_bytes_max) return failure{refusal{413, "too long"}};
        const auto update = parse_json(request.body, update_bytes_max);
        if (!update || id_at(*update, "update_id").empty()) return failure{refusal{400, "malformed"}};
        // What we cannot use is answered 200 as well: an error would hold up that chat for a day.
        return received{read_update(*update, settings_), {}};
    }

    std::unique_ptr<poll_session> polling(const std::string& state) const override {
        return settings_.polls ? make_polling(settings_, state) : nullptr;
    }

    probe_step probe(const inquiry& about, const std::vector<http_reply>& replies) const override {
        return next_probe(settings_, about, replies);
    }

    std::string redacted(const http_call& call) const override {
        const std::array<std::string_view, 3> secrets{settings_.token, settings_.secret, settings_.previous_secret};
        return call.method + ' ' + without_secrets(call.url, secrets);
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
    step set_up(const job& what, const std::vector<http_reply>& replies) const override {
        return next_of_set_up(settings_, what, replies);
    }
    step thread(const job& what, const std::vector<http_reply>& replies) const override {
        return next_of_topic(settings_, what, replies);
    }

    settings settings_;
    capabilities can_;
};

std::string digits_before_colon(std::string_view token) {
    const auto end = token.find(':');
    if (end == std::string_view::npos) return {};
    const auto id = token.substr(0, end);
    return id.find_first_not_of("0123456789") == std::string_view::npos ? std::string(id) : "";
}

// Bot API, setWebhook: what secret_token may hold; any other is refused only when it is registered.
bool is_secret(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-';
    };
    return text.size() <= 256 && std::ranges::all_of(text, allowed);
}

made_adapter make(const channel_config& config) {
    channel_reader r(config);
    settings s;
    s.polls = r.one_of("receive", {"webhook", "poll"}) == 1;
    const bool hooks = !s.polls && !r.told("receive");
    s.token = r.needed("token", "ask @BotFather for one");
    s.secret = hooks ? r.needed("secret",
                                "a webhook without it would take messages from anybody. Make one up (1 to 256 "
                                "of A-Z a-z 0-9 _ -), or set receive = \"poll\"")
                     : r.text("secret");
    s.previous_secret = r.text("previous_secret");
    for (const auto* key : {"secret", "previous_secret"})
        if (!is_secret(r.text(key))) r.refuse(key, "may hold 1 to 256 of A-Z a-z 0-9 _ - and nothing else");
    s.api_url = r.url("api_url", "https://api.telegram.org");
    s.bot_id = digits_before_colon(s.token);
    s.webhook_url = r.webhook_url();
    const auto username = r.text("username");
    if (!username.empty()) s.username->learn(std::string_view(username).substr(username.starts_with('@')));
    return r.made<telegram_adapter>(std::move(s));
}

constexpr std::array<std::string_view, 6> keys{"token", "secret", "previous_secret", "api_url", "receive", "username"};
constexpr std::array<std::string_view, 3> secrets{"token", "secret", "previous_secret"};

}  // namespace

channel_type type() {
    // 30 a second over all chats, 1 a second in a chat, 20 a minute in a group.
    return {"telegram", keys, secrets, {30, 1, 20.0 / 60}, make};
}

}  // namespace linli::adapters::telegram
