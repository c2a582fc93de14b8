#include "adapters/telegram/probing.hpp"

#include <array>

#include "adapters/json_read.hpp"
#include "adapters/telegram/calls.hpp"
#include "adapters/telegram/topics.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::telegram {

namespace {

constexpr std::chrono::hours still_failing{1};  // an older failure has been mended, or nobody wrote since
constexpr std::string_view rights_remedy =
    "make the bot an administrator of the group, with the right to manage topics where it is a forum";

// `result` of a good answer.
std::optional<json> result_of(const std::optional<json_document>& answer) {
    return answer && flag_at(*answer, "ok") ? object_at(*answer, "result") : std::nullopt;
}

http_call about_chat(const settings& bot, std::string_view method, std::string_view chat, std::string_view user) {
    std::string body;
    json_writer out(body);
    out.begin('{').key("chat_id");
    write_id(out, chat);
    if (!user.empty()) {
        out.key("user_id");
        write_id(out, user);
    }
    out.end('}');
    return api_call(bot, method, std::move(body));
}

finding account_of(const settings& bot, const http_reply& reply, const std::optional<json>& me) {
    if (me) return {probed::account, condition::good, "@" + safe_detail(text_at(*me, "username"), {}), {}};
    auto f = trouble_of(probed::account, reply, failed(bot, reply));
    if (f.how == condition::refused)
        f.remedy = "ask @BotFather for the bot's token (/mybots, API Token), and put it into `token`";
    return f;
}

finding webhook_of(const settings& bot, const http_reply& reply, const std::optional<json>& info, instant now) {
    if (!info) return trouble_of(probed::webhook, reply, failed(bot, reply));
    const auto url = text_at(*info, "url");
    if (bot.polls) {
        if (url.empty()) return {probed::webhook, condition::good, "none, as polling needs it", {}};
        return {probed::webhook, condition::elsewhere, origin_shown(url) + ", so that polling gets nothing",
                "restart `linli serve`, which takes it away; if it comes back, another program uses this "
                "bot: give it a token of its own"};
    }
    auto f = compare_webhook(url, bot.webhook_url);
    const auto waiting = number_at(*info, "pending_update_count");
    const instant failed_at{std::chrono::seconds{number_at(*info, "last_error_date")}};
    if (f.how != condition::good) return f;
    if (now - failed_at < still_failing) {
        const std::array<std::string_view, 2> secrets{bot.token, bot.secret};
        f.how = condition::failing;
        f.detail = safe_detail(text_at(*info, "last_error_message"), secrets);
    }
    if (waiting > 0) f.detail += ", " + std::to_string(waiting) + " updates waiting";
    return f;
}

finding group_of(const settings& bot, const json& me, const http_reply& chat_reply, const std::optional<json>& chat,
                 const http_reply& member_reply, const std::optional<json>& member) {
    constexpr std::string_view invite = "add the bot to the group, and check [staff] group.chat";
    for (const auto* r : {&chat_reply, &member_reply}) {
        if ((r == &chat_reply ? chat : member).has_value()) continue;
        auto f = trouble_of(probed::group, *r, failed(bot, *r));
        if (failed(bot, *r).how != end::recipient_gone) return f;
        return {probed::group, condition::absent, f.detail, std::string(invite)};
    }
    const auto status = text_at(*member, "status");
    if (status == "left" || status == "kicked")
        return {probed::group, condition::absent, std::string(status), std::string(invite)};
    if (status == "restricted" && !flag_at(*member, "can_send_messages"))
        return {probed::group, condition::restricted, "it may not write", std::string(rights_remedy)};
    const bool leads = status == "administrator" || status == "creator";
    if (!leads && !flag_at(me, "can_read_all_group_messages"))
        return {probed::group, condition::restricted, "privacy mode hides from it what staff write",
                "make the bot an administrator of the group, or switch privacy mode off at @BotFather "
                "(/setprivacy) and add the bot to the group again"};
    if (flag_at(*chat, "is_forum") && rights_of(*member, true) == threading::forbidden)
        return {probed::group, condition::restricted, "it may not manage topics", std::string(rights_remedy)};
    return {probed::group, condition::good, leads ? "administrator" : "member", {}};
}

}  // namespace

probe_step next_probe(const settings& bot, const inquiry& about, const std::vector<http_reply>& replies) {
    if (replies.empty()) return api_call(bot, "getMe", "{}");
    std::vector<std::optional<json_document>> answers;
    for (const auto& r : replies) answers.push_back(r.status == 200 ? parse_json(r.body) : std::nullopt);
    const auto me = result_of(answers[0]);
    std::vector<finding> all{account_of(bot, replies[0], me)};
    if (!me) return all;
    const std::size_t needed = about.group.empty() ? 2 : 4;
    if (replies.size() == 1) return api_call(bot, "getWebhookInfo", "{}");
    if (replies.size() == 2 && needed > 2) return about_chat(bot, "getChat", about.group, {});
    if (replies.size() == 3) return about_chat(bot, "getChatMember", about.group, id_at(*me, "id"));
    all.push_back(webhook_of(bot, replies[1], result_of(answers[1]), about.now));
    if (needed > 2)
        all.push_back(group_of(bot, *me, replies[2], result_of(answers[2]), replies[3], result_of(answers[3])));
    return all;
}

}  // namespace linli::adapters::telegram
