#include "adapters/messenger/messenger.hpp"

#include <array>

#include "adapters/messenger/delivery.hpp"
#include "adapters/messenger/inbound.hpp"
#include "adapters/messenger/probing.hpp"
#include "adapters/urlencoded.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::messenger {

namespace {

capabilities what_messenger_can() {
    capabilities can;
    can.text_max = 2000;
    can.buttons_max = 13;  // quick replies
    can.button_text_max = 20;
    can.photos = true;
    can.reports_delivery = true;
    // Five minutes before Meta closes its window.
    can.reply_window = std::chrono::hours{23} + std::chrono::minutes{55};
    return can;
}

class messenger_adapter final : public adapter {
public:
    explicit messenger_adapter(settings s) : settings_(std::move(s)), can_(what_messenger_can()) {}

    const capabilities& can() const override { return can_; }

    result<received, refusal> receive(const http_request& request, instant) const override {
        return receive_entries(settings_.account, request, "page",
                               [&](auto& out, const json& entry) { read_entry(out, entry, settings_); });
    }

    probe_step probe(const inquiry&, const std::vector<http_reply>& replies) const override {
        return next_probe(settings_, replies);
    }

    std::string redacted(const http_call& call) const override { return shown(call, settings_.account.secrets()); }

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
        return next_of_set_up(settings_.account, percent_encoded(settings_.page_id), replies, page_errors());
    }

    settings settings_;
    capabilities can_;
};

made_adapter make(const channel_config& config) {
    channel_reader r(config);
    settings s;
    s.account = whatsapp::graph_account_of(r);
    s.page_id = r.needed("page_id", "the number of your Facebook page");
    s.human_agent = r.flag("human_agent");
    return r.made<messenger_adapter>(std::move(s));
}

constexpr std::array<std::string_view, 8> keys{"token",   "app_secret", "previous_app_secret", "verify_token",
                                               "page_id", "api_url",    "api_version",         "human_agent"};

}  // namespace

channel_type type() {
    // The sheet knows no figure; 613 and 4 say when it was too much.
    return {"messenger", keys, whatsapp::graph_secrets, {40, 1, 0}, make};
}

}  // namespace linli::adapters::messenger
