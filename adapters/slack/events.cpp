#include "adapters/slack/events.hpp"

#include "adapters/rendering.hpp"
#include "adapters/slack/calls.hpp"
#include "adapters/slack/messages.hpp"
#include "adapters/slack/text.hpp"
#include "adapters/utf8.hpp"

namespace linli::adapters::slack {

namespace {

constexpr std::string_view slackbot = "USLACKBOT";

// The bot's own user: as auth.test told, else as the envelope says whom it was sent to.
std::string own_user_of(const json& envelope, const settings& app) {
    if (auto known = app.bot->get(); !known.empty()) return known;
    if (const auto all = array_at(envelope, "authorizations"))
        for (const auto& one : *all)
            if (flag_at(one, "is_bot")) return std::string(text_at(one, "user_id"));
    return {};
}

// Fills where and who. In private our address of the chat is the person, not Slack's channel.
bool address(inbound& event, std::string_view channel, std::string_view user) {
    if (channel.empty() || user.empty()) return false;
    event.group = !is_direct(channel);
    event.chat = event.group ? channel : user;
    event.sender = user;
    return true;
}

presence present(presence_kind what) {
    presence p;
    p.what = what;
    return p;
}

// In a group whoever has no name is called by their id: that is what the roster wants.
void name_sender(inbound& event, std::string name) {
    event.sender_name = std::move(name);
    if (event.sender_name.empty() && event.group) event.sender_name = event.sender;
}

// Who we are, to events.
struct self {
    const settings& app;
    std::string user;
};

std::optional<inbound> from_message(const json& message, std::string_view channel, const self& us, bool edited) {
    const auto user = text_at(message, "user");
    if (!text_at(message, "bot_id").empty() || user == us.user || user == slackbot) return std::nullopt;
    inbound event;
    if (!address(event, channel, user)) return std::nullopt;
    auto words = read_message(message, channel, us.user, us.app);
    if (!words) return std::nullopt;
    const auto ts = text_at(message, "ts");
    event.key.append(channel).append(":").append(ts);
    event.minute = minute_of(ts);
    if (edited) {
        const auto edit = object_at(message, "edited");
        const auto when = edit ? text_at(*edit, "ts") : std::string_view();
        event.key.append(":").append(when);
        event.minute = minute_of(when);
        words->edited = true;
    }
    name_sender(event, name_of_user(message));
    event.body = std::move(*words);
    return event;
}

// Unfurled links, pins and threads change messages as well: only other words are an edit.
std::optional<inbound> from_change(const json& change, const self& us) {
    const auto now = object_at(change, "message");
    const auto before = object_at(change, "previous_message");
    if (!now || !object_at(*now, "edited") || !is_words(text_at(*now, "subtype"))) return std::nullopt;
    if (before && text_at(*before, "text") == text_at(*now, "text")) return std::nullopt;
    return from_message(*now, text_at(change, "channel"), us, true);
}

std::optional<inbound> from_membership(const json& event, std::string_view own, bool joined) {
    inbound out;
    if (!address(out, text_at(event, "channel"), text_at(event, "user")) || !out.group) return std::nullopt;
    if (out.sender == own) {
        // A group is the sender of its own news, so that nobody is taken for unreachable.
        out.sender = out.chat;
        out.body = present(joined ? presence_kind::unblocked : presence_kind::blocked);
        return out;
    }
    if (joined) return std::nullopt;
    out.body = present(presence_kind::left);
    return out;
}

std::optional<inbound> moved(const json& event) {
    inbound out;
    out.chat = text_at(event, "old_channel_id");
    out.moved_to = text_at(event, "new_channel_id");
    out.group = true;
    return out.chat.empty() || out.moved_to.empty() ? std::nullopt : std::optional(out);
}

std::optional<inbound> from_event(const json& event, const self& us) {
    const auto type = text_at(event, "type");
    const auto subtype = text_at(event, "subtype");
    if (type == "message" && subtype == "message_changed") return from_change(event, us);
    if (type == "message" || type == "app_mention")
        return is_words(subtype) ? from_message(event, text_at(event, "channel"), us, false) : std::nullopt;
    if (type == "member_left_channel") return from_membership(event, us.user, false);
    if (type == "member_joined_channel") return from_membership(event, us.user, true);
    if (type == "channel_id_changed") return moved(event);
    return std::nullopt;
}

std::string_view id_in(const json& object, std::string_view key) {
    const auto inner = object_at(object, key);
    return inner ? text_at(*inner, "id") : std::string_view();
}

}  // namespace

std::vector<inbound> read_event(const json& envelope, const settings& app) {
    std::vector<inbound> out;
    const auto event = object_at(envelope, "event");
    auto one = event ? from_event(*event, {app, own_user_of(envelope, app)}) : std::nullopt;
    if (!one) return out;
    if (one->key.empty()) {
        one->key = text_at(envelope, "event_id");
        one->minute = minute_of(id_at(envelope, "event_time"));
    }
    out.push_back(std::move(*one));
    return out;
}

std::vector<inbound> read_interaction(const json& payload) {
    const auto action = first_of(array_at(payload, "actions"));
    const auto container = object_at(payload, "container");
    const auto user = object_at(payload, "user");
    if (text_at(payload, "type") != "block_actions" || !action || !container || !user) return {};
    const auto value = text_at(*action, "value");
    const auto ts = text_at(*container, "message_ts");
    const auto channel = id_in(payload, "channel");
    inbound event;
    if (value.empty() || value.size() > choice_data_max || ts.empty() || !address(event, channel, text_at(*user, "id")))
        return {};
    auto name = std::string(text_at(*user, "name"));
    if (name.empty()) name = text_at(*user, "username");
    name_sender(event, std::move(name));
    event.minute = minute_of(ts);
    event.key = event.sender;
    event.key.append(":").append(text_at(*action, "action_ts"));
    event.key.append(":").append(text_at(*action, "action_id"));
    event.tap_id.append(channel).append(" ").append(event.sender);
    event.tap_id.append(" ").append(text_at(*container, "thread_ts"));
    pressed tap;
    tap.data = value;
    tap.message_id = message_id(channel, ts);
    event.body = std::move(tap);
    return {std::move(event)};
}

std::vector<inbound> read_command(const form_fields& form) {
    constexpr std::string_view ours = "/linli";
    inbound event;
    const auto command = repaired_utf8(field(form, "command"));
    const auto trigger = repaired_utf8(field(form, "trigger_id"));
    const auto channel = repaired_utf8(field(form, "channel_id"));
    if (!command.starts_with('/') || trigger.empty() || !address(event, channel, repaired_utf8(field(form, "user_id"))))
        return {};
    name_sender(event, repaired_utf8(field(form, "user_name")));
    event.key = "command:" + trigger;
    said words;
    const auto rest = plain_text(repaired_utf8(field(form, "text")), {});
    if (command != ours)
        words.text = rest.empty() ? command : command + " " + rest;
    else if (rest.empty())
        words.text = "/help";
    else
        words.text = rest.front() >= 'a' && rest.front() <= 'z' ? "/" + rest : rest;
    event.body = std::move(words);
    return {std::move(event)};
}

}  // namespace linli::adapters::slack
