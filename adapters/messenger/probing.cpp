#include "adapters/messenger/probing.hpp"

#include <algorithm>

#include "adapters/messenger/delivery.hpp"
#include "adapters/urlencoded.hpp"
#include "adapters/verdicts.hpp"
#include "adapters/whatsapp/probing.hpp"

namespace linli::adapters::messenger {

namespace {

finding subscription_of(const settings& page, const http_reply& reply) {
    const auto body = reply.status / 100 == 2 ? parse_json(reply.body) : std::nullopt;
    const auto apps = body ? array_at(*body, "data") : std::nullopt;
    if (!apps) return trouble_of(probed::webhook, reply, whatsapp::failed(page.account, reply, page_errors()));
    for (const auto& app : *apps) {
        const auto fields = array_at(app, "subscribed_fields");
        const auto is_messages = [](const json& field) { return text_of(field) == "messages"; };
        if (fields && std::any_of(fields->begin(), fields->end(), is_messages))
            return {probed::webhook,
                    condition::good,
                    "the page's messages go to " + safe_detail(text_at(app, "name"), page.account.secrets()),
                    {}};
    }
    return {probed::webhook,
            condition::unregistered,
            {},
            "in the app's dashboard, Messenger, subscribe the page to `messages` and `messaging_postbacks`"};
}

}  // namespace

probe_step next_probe(const settings& page, const std::vector<http_reply>& replies) {
    const auto path = percent_encoded(page.page_id);
    if (replies.empty()) return whatsapp::graph_get(page.account, path);
    std::vector<finding> all{whatsapp::account_of(page.account, replies[0], page_errors())};
    if (all[0].how != condition::good) return all;
    if (replies.size() == 1) return whatsapp::graph_get(page.account, path + "/subscribed_apps");
    all.push_back(subscription_of(page, replies[1]));
    return all;
}

}  // namespace linli::adapters::messenger
