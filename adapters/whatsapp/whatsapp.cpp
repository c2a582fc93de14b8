#include "adapters/whatsapp/whatsapp.hpp"

#include <array>

#include "adapters/urlencoded.hpp"
#include "adapters/verdicts.hpp"
#include "adapters/whatsapp/delivery.hpp"
#include "adapters/whatsapp/fetching.hpp"
#include "adapters/whatsapp/inbound.hpp"
#include "adapters/whatsapp/outcomes.hpp"
#include "adapters/whatsapp/pieces.hpp"
#include "adapters/whatsapp/probing.hpp"

namespace linli::adapters::whatsapp {

namespace {

capabilities what_whatsapp_can() {
    capabilities can;
    can.text_max = 4096;
    can.buttons_max = 10;      // three as buttons, more as the rows of a list
    can.button_text_max = 24;  // of a row; longer than 20 is no button
    can.photos = true;
    can.reports_delivery = true;
    can.reply_window = window;
    return can;
}

class whatsapp_adapter final : public adapter {
public:
    explicit whatsapp_adapter(settings s) : settings_(std::move(s)), can_(what_whatsapp_can()) {}

    const capabilities& can() const override { return can_; }

    result<received, refusal> receive(const http_request& request, instant) const override {
        return receive_entries(settings_.account, request, "whatsapp_business_account",
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
        return next_of_set_up(settings_.account, percent_encoded(settings_.phone_number_id), replies, cloud_errors());
    }

    settings settings_;
    capabilities can_;
};

made_adapter make(const channel_config& config) {
    channel_reader r(config);
    settings s;
    s.account = graph_account_of(r);
    s.phone_number_id = r.needed("phone_number_id",
                                 "WhatsApp Manager shows it beside your number; it is not the number "
                                 "itself");
    s.webhook_url = r.webhook_url();
    s.template_name = r.text("template");
    s.template_language = r.text("template_language", "zh_CN");
    return r.made<whatsapp_adapter>(std::move(s));
}

constexpr std::array<std::string_view, 9> keys{"token",        "app_secret",      "previous_app_secret",
                                               "verify_token", "phone_number_id", "api_url",
                                               "api_version",  "template",        "template_language"};

}  // namespace

channel_type type() {
    // 80 a second by default. To one person Meta counts one in six seconds, but lets bursts pass: a
    // talk is a burst, and what is too much comes back as 131056.
    return {"whatsapp", keys, graph_secrets, {80, 1, 0}, make};
}

}  // namespace linli::adapters::whatsapp
