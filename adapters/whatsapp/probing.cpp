#include "adapters/whatsapp/probing.hpp"

#include "adapters/urlencoded.hpp"
#include "adapters/verdicts.hpp"
#include "adapters/whatsapp/outcomes.hpp"

namespace linli::adapters::whatsapp {

namespace {

// The most specific address counts, as with Meta itself.
std::string_view webhook_in(const json& node) {
    const auto where = object_at(node, "webhook_configuration");
    if (!where) return {};
    for (const auto key : {"phone_number", "whatsapp_business_account", "application"})
        if (const auto url = text_at(*where, key); !url.empty()) return url;
    return {};
}

}  // namespace

finding account_of(const graph_account& account, const http_reply& reply, std::span<const error_rule> table) {
    const auto node = reply.status / 100 == 2 ? parse_json(reply.body) : std::nullopt;
    if (!node) {
        auto f = trouble_of(probed::account, reply, failed(account, reply, table));
        if (f.how == condition::refused)
            f.remedy =
                "make a new token for the system user (Business settings, System users), and put it "
                "into `token`";
        return f;
    }
    auto name = text_at(*node, "verified_name");
    if (name.empty()) name = text_at(*node, "name");
    return {probed::account, condition::good, safe_detail(name, account.secrets()), {}};
}

probe_step next_probe(const settings& number, const std::vector<http_reply>& replies) {
    const auto path = percent_encoded(number.phone_number_id);
    if (replies.empty()) return graph_get(number.account, path);
    std::vector<finding> all{account_of(number.account, replies[0], cloud_errors())};
    if (all[0].how != condition::good) return all;
    if (replies.size() == 1) return graph_get(number.account, path + "?fields=webhook_configuration");
    const auto node = replies[1].status / 100 == 2 ? parse_json(replies[1].body) : std::nullopt;
    const auto url = node ? webhook_in(*node) : std::string_view();
    if (url.empty())
        all.push_back({probed::webhook, condition::unaskable, "Meta does not tell where it sends webhooks",
                       "look at the app's dashboard, WhatsApp, Configuration"});
    else
        all.push_back(compare_webhook(url, number.webhook_url));
    return all;
}

}  // namespace linli::adapters::whatsapp
