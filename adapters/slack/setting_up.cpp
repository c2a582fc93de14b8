#include "adapters/slack/setting_up.hpp"

#include <algorithm>
#include <array>

#include "adapters/slack/calls.hpp"
#include "adapters/verdicts.hpp"
#include "dialogs/ascii.hpp"

namespace linli::adapters::slack {

namespace {

// Without these a resident cannot be heard or answered, or a photo gets lost.
constexpr std::array<std::string_view, 5> needed{"chat:write", "im:history", "im:write", "files:read", "files:write"};

bool granted(std::string_view scopes, std::string_view one) {
    while (!scopes.empty()) {
        const auto comma = std::min(scopes.find(','), scopes.size());
        if (trimmed(scopes.substr(0, comma)) == one) return true;
        scopes.remove_prefix(std::min(comma + 1, scopes.size()));
    }
    return false;
}

}  // namespace

std::string missing_scopes(const http_reply& reply) {
    const auto scopes = reply.find("x-oauth-scopes");
    std::string missing;
    for (const auto scope : needed)
        if (!scopes.empty() && !granted(scopes, scope)) missing.append(" ").append(scope);
    return missing;
}

step next_of_set_up(const settings& app, const std::vector<http_reply>& replies) {
    if (replies.empty()) return api_call(app, "auth.test", {});
    const auto& reply = replies.back();
    const auto answer = read_answer(reply);
    if (!answer || !succeeded(reply)) {
        // Whatever Slack refuses here is for the administrator to mend.
        auto v = failed(app, reply, true);
        if (v.how != end::retry) v.how = end::misconfigured;
        return v;
    }
    const auto user = text_at(*answer, "user_id");
    if (user.empty() || text_at(*answer, "bot_id").empty())
        return ended_as(end::misconfigured, "this is not a bot's token: take the one that begins with xoxb-");
    app.bot->learn(user);
    if (const auto missing = missing_scopes(reply); !missing.empty())
        return ended_as(end::misconfigured,
                        "the app needs" + missing + ": add under OAuth & Permissions, and install again");
    return ended_as(
        end::delivered,
        safe_detail("@" + std::string(text_at(*answer, "user")) + " in " + std::string(text_at(*answer, "team")), {}));
}

}  // namespace linli::adapters::slack
