#include "adapters/line/setting_up.hpp"

#include "adapters/json_read.hpp"
#include "adapters/json_write.hpp"
#include "adapters/line/calls.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::line {

namespace {

constexpr std::string_view endpoint_path = "/v2/bot/channel/webhook/endpoint";

// Whatever LINE refuses here is for the administrator to mend.
verdict refused(const settings& bot, const http_reply& reply) {
    auto v = failed(bot, reply);
    if (v.how != end::retry) v.how = end::misconfigured;
    return v;
}

verdict done(const json& info, const std::optional<json>& endpoint, const settings& bot) {
    verdict v;
    v.detail = safe_detail(text_at(info, "basicId"), {});
    if (bot.webhook_url.empty()) v.detail += ": no public_url, so no webhook is registered";
    if (endpoint && member(*endpoint, "active") && !flag_at(*endpoint, "active")) {
        v.how = end::misconfigured;
        v.detail += ": webhooks are switched off: LINE Developers, Messaging API, Use webhook";
    }
    return v;
}

}  // namespace

step next_of_set_up(const settings& bot, const std::vector<http_reply>& replies) {
    if (replies.empty()) return api_call(bot, "GET", "/v2/bot/info");
    const auto info = parse_json(replies[0].body);
    if (replies[0].status != 200 || !info || text_at(*info, "userId").empty()) return refused(bot, replies[0]);
    if (bot.webhook_url.empty()) return done(*info, std::nullopt, bot);
    if (replies.size() == 1) return api_call(bot, "GET", endpoint_path);
    // 404: none is registered yet.
    const auto endpoint = replies[1].status == 200 ? parse_json(replies[1].body) : std::nullopt;
    if (!endpoint && replies[1].status != 404) return refused(bot, replies[1]);
    if (endpoint && text_at(*endpoint, "endpoint") == bot.webhook_url) return done(*info, *endpoint, bot);
    if (replies.size() == 2) {
        std::string body;
        json_writer(body).begin('{').key("endpoint").text(bot.webhook_url).end('}');
        return api_call(bot, "PUT", endpoint_path, std::move(body));
    }
    if (replies[2].status / 100 != 2) return refused(bot, replies[2]);
    return done(*info, endpoint ? std::optional<json>(*endpoint) : std::nullopt, bot);
}

}  // namespace linli::adapters::line
