#include "adapters/telegram/setting_up.hpp"

#include <algorithm>

#include "adapters/json_read.hpp"
#include "adapters/telegram/calls.hpp"
#include "adapters/telegram/topics.hpp"

namespace linli::adapters::telegram {

namespace {

// Whatever Telegram refuses here is for the administrator to mend.
verdict refused(const settings& bot, const http_reply& reply) {
    auto v = failed(bot, reply);
    if (v.how != end::retry) v.how = end::misconfigured;
    return v;
}

bool succeeded(const http_reply& reply) {
    const auto answer = reply.status ? read_answer(reply) : std::nullopt;
    return answer && answer->ok;
}

http_call set_webhook_call(const settings& bot) {
    std::string body;
    json_writer out(body);
    out.begin('{').key("url").text(bot.webhook_url).key("secret_token").text(bot.secret);
    out.key("allowed_updates").raw(allowed_updates).end('}');
    return api_call(bot, "setWebhook", std::move(body));
}

}  // namespace

http_call delete_webhook_call(const settings& bot) {
    return api_call(bot, "deleteWebhook", R"({"drop_pending_updates":false})");
}

step next_of_set_up(const settings& bot, const job& what, const std::vector<http_reply>& replies) {
    if (replies.empty()) return api_call(bot, "getMe", "{}");
    const std::size_t needed = bot.polls || !bot.webhook_url.empty() ? 2 : 1;
    for (std::size_t i = 0; i < std::min(needed, replies.size()); ++i)
        if (!succeeded(replies[i])) return refused(bot, replies[i]);
    if (replies.size() < needed) return bot.polls ? delete_webhook_call(bot) : set_webhook_call(bot);
    // Whatever is answered here, the channel works.
    const auto tail = replies.begin() + static_cast<std::ptrdiff_t>(needed);
    const std::vector<http_reply> of_forum(tail, replies.end());
    if (auto call = ask_for_forum(bot, what, of_forum)) return *std::move(call);
    verdict v;
    v.threading = read_forum(of_forum);
    const auto me = parse_json(replies[0].body);
    const auto user = me ? object_at(*me, "result") : std::nullopt;
    const auto name = user ? text_at(*user, "username") : std::string_view();
    if (!name.empty()) bot.username->learn(name);
    v.detail = "@" + std::string(name);
    if (!bot.polls && bot.webhook_url.empty()) v.detail += ": no public_url, so no webhook is registered";
    return v;
}

}  // namespace linli::adapters::telegram
