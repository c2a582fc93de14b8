#include "adapters/line/probing.hpp"

#include "adapters/json_read.hpp"
#include "adapters/line/calls.hpp"
#include "adapters/urlencoded.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::line {

namespace {

finding webhook_of(const settings& bot, const http_reply& reply) {
    if (reply.status == 404) return {probed::webhook, condition::unregistered, {}, {}};
    const auto endpoint = reply.status == 200 ? parse_json(reply.body) : std::nullopt;
    if (!endpoint) return trouble_of(probed::webhook, reply, failed(bot, reply));
    auto f = compare_webhook(text_at(*endpoint, "endpoint"), bot.webhook_url);
    if (f.how == condition::good && member(*endpoint, "active") && !flag_at(*endpoint, "active"))
        return {
            probed::webhook, condition::switched_off, {}, "LINE Developers, Messaging API: switch \"Use webhook\" on"};
    return f;
}

finding group_of(const settings& bot, const http_reply& reply) {
    const auto summary = reply.status == 200 ? parse_json(reply.body) : std::nullopt;
    if (summary) return {probed::group, condition::good, safe_detail(text_at(*summary, "groupName"), {}), {}};
    if (reply.status == 404)
        return {probed::group,
                condition::absent,
                {},
                "invite the bot into the group (LINE Official Account Manager must allow groups), and check "
                "[staff] group.chat"};
    return trouble_of(probed::group, reply, failed(bot, reply));
}

}  // namespace

probe_step next_probe(const settings& bot, const inquiry& about, const std::vector<http_reply>& replies) {
    if (replies.empty()) return api_call(bot, "GET", "/v2/bot/info");
    const auto info = replies[0].status == 200 ? parse_json(replies[0].body) : std::nullopt;
    if (!info || text_at(*info, "userId").empty()) {
        auto f = trouble_of(probed::account, replies[0], failed(bot, replies[0]));
        if (f.how == condition::refused)
            f.remedy = "issue a channel access token under LINE Developers, Messaging API, and put it into `token`";
        return std::vector{std::move(f)};
    }
    if (replies.size() == 1) return api_call(bot, "GET", "/v2/bot/channel/webhook/endpoint");
    const bool asks_group = about.group.starts_with('C');
    if (replies.size() == 2 && asks_group)
        return api_call(bot, "GET", "/v2/bot/group/" + percent_encoded(about.group) + "/summary");
    std::vector<finding> all{{probed::account, condition::good, safe_detail(text_at(*info, "basicId"), {}), {}},
                             webhook_of(bot, replies[1])};
    if (asks_group)
        all.push_back(group_of(bot, replies[2]));
    else if (!about.group.empty())
        all.push_back({probed::group, condition::unaskable, "LINE tells of groups (C…) only", {}});
    return all;
}

}  // namespace linli::adapters::line
