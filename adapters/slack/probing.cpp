#include "adapters/slack/probing.hpp"

#include "adapters/slack/calls.hpp"
#include "adapters/slack/setting_up.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::slack {

namespace {

finding account_of(const settings& app, const http_reply& reply) {
    const auto answer = read_answer(reply);
    if (!answer || !succeeded(reply)) {
        auto f = trouble_of(probed::account, reply, failed(app, reply, true));
        if (f.how == condition::refused)
            f.remedy = "take the Bot User OAuth Token (xoxb-…) from OAuth & Permissions, and put it into `token`";
        return f;
    }
    if (text_at(*answer, "bot_id").empty())
        return {probed::account, condition::refused, "this is not a bot's token",
                "take the one that begins with xoxb- from OAuth & Permissions"};
    if (const auto missing = missing_scopes(reply); !missing.empty())
        return {probed::account, condition::restricted, "the app needs" + missing,
                "add it under OAuth & Permissions, and install the app again"};
    return {
        probed::account,
        condition::good,
        safe_detail("@" + std::string(text_at(*answer, "user")) + " in " + std::string(text_at(*answer, "team")), {}),
        {}};
}

finding group_of(const settings& app, const http_reply& reply) {
    constexpr std::string_view invite =
        "write /invite with the app's name in the channel, and check [staff] group.chat";
    const auto answer = read_answer(reply);
    const auto error = error_of(reply);
    if (error == "channel_not_found" || error == "not_in_channel")
        return {probed::group, condition::absent, error, std::string(invite)};
    if (error == "missing_scope")
        return {probed::group, condition::restricted, failed(app, reply, true).detail,
                "add channels:read and groups:read under OAuth & Permissions, and install the app again"};
    const auto channel = answer && succeeded(reply) ? object_at(*answer, "channel") : std::nullopt;
    if (!channel) return trouble_of(probed::group, reply, failed(app, reply, true));
    if (flag_at(*channel, "is_archived"))
        return {probed::group, condition::suspended, "the channel is archived", "unarchive it, or name another"};
    if (!flag_at(*channel, "is_member")) return {probed::group, condition::absent, {}, std::string(invite)};
    return {probed::group, condition::good, "#" + safe_detail(text_at(*channel, "name"), {}), {}};
}

}  // namespace

probe_step next_probe(const settings& app, const inquiry& about, const std::vector<http_reply>& replies) {
    if (replies.empty()) return api_call(app, "auth.test", {});
    std::vector<finding> all{account_of(app, replies[0])};
    if (!succeeded(replies[0])) return all;
    if (replies.size() == 1 && !about.group.empty())
        return api_call(app, "conversations.info", {{"channel", about.group}});
    all.push_back({probed::webhook, condition::unaskable, "Slack tells nobody where it sends events",
                   "compare the addresses under Event Subscriptions and Interactivity with docs/channels/slack.md"});
    if (replies.size() > 1) all.push_back(group_of(app, replies[1]));
    return all;
}

}  // namespace linli::adapters::slack
