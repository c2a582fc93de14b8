#include "adapters/telegram/topics.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/telegram/calls.hpp"
#include "adapters/utf8.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::telegram {

namespace {

constexpr std::size_t name_max = 128;  // of a topic, in characters; UTF-16 units are the safe side
constexpr int patience_s = 10;         // an alarm waits behind its topic

// What Telegram says of the group when it refuses. Any other refusal is our want of a right.
constexpr word_rule group_rules[] = {
    {400, "not a forum", end::rejected}, {404, "", end::rejected},  // an API server of before there were topics
};

std::string fitting(std::string_view name) {
    std::size_t bytes = 0, units = 0;
    while (bytes < name.size()) {
        const auto c = read_utf8(name, bytes);
        units += utf16_units(c.value);
        if (units > name_max) break;
        bytes += c.size;
    }
    return std::string(name.substr(0, bytes));
}

http_call topic_call(const settings& bot, const job& what, std::string_view method, std::string_view name) {
    std::string body;
    json_writer out(body);
    out.begin('{').key("chat_id");
    write_id(out, what.chat);
    if (!what.thread.empty()) {
        out.key("message_thread_id");
        write_id(out, what.thread);
    }
    if (!name.empty()) out.key("name").text(fitting(name));
    out.end('}');
    auto call = api_call(bot, method, std::move(body));
    call.timeout_s = patience_s;
    return call;
}

http_call pin_call(const settings& bot, const job& what) {
    std::string body;
    json_writer out(body);
    out.begin('{').key("chat_id");
    write_id(out, what.chat);
    out.key("message_id");
    write_id(out, what.change.pin);
    out.key("disable_notification").flag(true).end('}');
    auto call = api_call(bot, "pinChatMessage", std::move(body));
    call.timeout_s = patience_s;
    return call;
}

std::vector<http_call> calls_for(const settings& bot, const job& what) {
    std::vector<http_call> all;
    const auto& c = what.change;
    if (!c.name.empty()) all.push_back(topic_call(bot, what, "editForumTopic", c.name));
    if (!c.pin.empty()) all.push_back(pin_call(bot, what));
    if (c.closed) all.push_back(topic_call(bot, what, *c.closed ? "closeForumTopic" : "reopenForumTopic", {}));
    return all;
}

verdict refused(const settings& bot, const http_reply& reply) {
    auto v = failed(bot, reply);
    const bool by_group = find_rule(group_rules, reply.status, v.detail) != nullptr;
    if (by_group) v.how = end::rejected;
    if (v.how == end::rejected) v.threading = by_group ? threading::none : threading::forbidden;
    return v;
}

step next_of_making(const settings& bot, const job& what, const std::vector<http_reply>& replies) {
    if (replies.empty()) return topic_call(bot, what, "createForumTopic", what.change.name);
    const auto& reply = replies.back();
    const auto body = reply.status == 200 ? parse_json(reply.body) : std::nullopt;
    if (!body || !flag_at(*body, "ok")) return refused(bot, reply);
    const auto topic = object_at(*body, "result");
    auto id = topic ? id_at(*topic, "message_thread_id") : std::string();
    auto v = ended_as(id.empty() ? end::rejected : end::delivered, {});
    v.threading = id.empty() ? threading::none : threading::usable;
    if (id.empty())
        v.detail = "no topic in the answer";
    else
        v.ids.push_back(std::move(id));
    return v;
}

// -100… are supergroups, and "@name" may be one; only these have topics.
bool may_be_forum(std::string_view chat) { return chat.starts_with("-100") || chat.starts_with('@'); }

}  // namespace

step next_of_topic(const settings& bot, const job& what, const std::vector<http_reply>& replies) {
    if (what.thread.empty()) return next_of_making(bot, what, replies);
    auto calls = calls_for(bot, what);
    std::string passed_over;
    for (std::size_t i = 0; i < replies.size(); ++i) {
        const auto answer = replies[i].status ? read_answer(replies[i]) : std::nullopt;
        if (answer && answer->ok) continue;
        auto v = failed(bot, replies[i]);
        v.thread_lost = answer && topic_is_gone(answer->description);
        if (v.thread_lost || v.how != end::rejected) return v;
        passed_over = v.detail;
    }
    if (replies.size() < calls.size()) return std::move(calls[replies.size()]);
    return ended_as(end::delivered, std::move(passed_over));
}

http_call reopen_topic_call(const settings& bot, const job& what) {
    return topic_call(bot, what, "reopenForumTopic", {});
}

bool topic_is_gone(std::string_view description) {
    constexpr std::string_view words[] = {"message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID"};
    return std::ranges::any_of(words, [&](auto w) { return description.find(w) != description.npos; });
}

bool before_topic(std::string_view message_id, std::string_view topic) {
    std::int64_t message = 0, opened = 0;
    const auto whole = [](std::string_view text, std::int64_t& n) {
        const auto done = std::from_chars(text.data(), text.data() + text.size(), n);
        return done.ec == std::errc{} && done.ptr == text.data() + text.size();
    };
    return whole(message_id, message) && whole(topic, opened) && message < opened;
}

std::string topic_of(const json& message) {
    return flag_at(message, "is_topic_message") ? id_at(message, "message_thread_id") : std::string();
}

std::string own_topic_name(const json& message, const settings& bot) {
    const auto root = object_at(message, "reply_to_message");
    const auto made = root ? object_at(*root, "forum_topic_created") : std::nullopt;
    const auto from = made ? object_at(*root, "from") : std::nullopt;
    if (!from || bot.bot_id.empty() || id_at(*from, "id") != bot.bot_id) return {};
    return std::string(text_at(*made, "name"));
}

std::optional<http_call> ask_for_forum(const settings& bot, const job& what, const std::vector<http_reply>& answers) {
    const bool member_next = answers.size() == 1 && read_forum(answers) == threading::possible;
    if (!may_be_forum(what.chat) || (!answers.empty() && !member_next)) return std::nullopt;
    if (member_next && bot.bot_id.empty()) return std::nullopt;
    std::string body;
    json_writer out(body);
    out.begin('{').key("chat_id");
    write_id(out, what.chat);
    if (member_next) {
        out.key("user_id");
        write_id(out, bot.bot_id);
    }
    out.end('}');
    return api_call(bot, member_next ? "getChatMember" : "getChat", std::move(body));
}

threading read_forum(const std::vector<http_reply>& answers) {
    if (answers.empty()) return threading::unknown;
    const auto first = answers.front().status == 200 ? parse_json(answers.front().body) : std::nullopt;
    const auto chat = first ? object_at(*first, "result") : std::nullopt;
    if (!chat) return threading::unknown;
    if (!flag_at(*chat, "is_forum")) return threading::none;
    const auto second = answers.size() > 1 ? parse_json(answers[1].body) : std::nullopt;
    const auto member = second ? object_at(*second, "result") : std::nullopt;
    return member ? rights_of(*member, true) : threading::possible;
}

threading rights_of(const json& member, bool forum) {
    if (!forum) return threading::none;
    const auto status = text_at(member, "status");
    if (status == "administrator")
        return flag_at(member, "can_manage_topics") ? threading::usable : threading::forbidden;
    // Only administrators may make topics; of a bot that is not there nothing is known.
    return status == "member" || status == "restricted" ? threading::forbidden : threading::possible;
}

}  // namespace linli::adapters::telegram
