#include "adapters/telegram/updates.hpp"

#include "adapters/rendering.hpp"
#include "adapters/telegram/messages.hpp"
#include "adapters/telegram/topics.hpp"

namespace linli::adapters::telegram {

namespace {

bool gone(std::string_view status) { return status == "left" || status == "kicked"; }

// Fills where and who; false when it did not happen in a chat that we serve.
bool address(inbound& event, const json& chat, const std::optional<json>& from) {
    const auto type = text_at(chat, "type");
    event.group = type == "group" || type == "supergroup";
    if (!event.group && type != "private") return false;
    event.chat = id_at(chat, "id");
    if (type == "supergroup") event.threading = flag_at(chat, "is_forum") ? threading::possible : threading::none;
    if (from) {
        event.sender = id_at(*from, "id");
        event.sender_name = name_of_user(*from);
        event.hint = language_of_user(*from);
    }
    return !event.chat.empty() && !event.sender.empty();
}

presence present(presence_kind what) {
    presence p;
    p.what = what;
    return p;
}

std::optional<inbound> from_tap(const json& query, const settings& bot) {
    const auto message = object_at(query, "message");
    const auto chat = message ? object_at(*message, "chat") : std::nullopt;
    const auto from = object_at(query, "from");
    const auto data = text_at(query, "data");
    if (!chat || !from || flag_at(*from, "is_bot")) return std::nullopt;
    if (data.empty() || data.size() > choice_data_max) return std::nullopt;
    inbound event;
    if (!address(event, *chat, from)) return std::nullopt;
    event.minute = minute_of(*message, "date");
    // An inaccessible message says little of its chat.
    if (!flag_at(*chat, "is_forum")) event.threading = threading::unknown;
    event.thread = topic_of(*message);
    event.thread_name = own_topic_name(*message, bot);
    event.tap_id = text_at(query, "id");
    pressed tap;
    tap.data = data;
    tap.message_id = id_at(*message, "message_id");
    event.body = std::move(tap);
    return event;
}

// Our own membership: blocked and unblocked in private, put out of and back into a group. A group
// is the sender of its own news, so that nobody takes the member who did it for unreachable.
std::optional<inbound> from_membership(const json& change) {
    const auto chat = object_at(change, "chat");
    const auto now = object_at(change, "new_chat_member");
    if (!chat || !now) return std::nullopt;
    inbound event;
    if (!address(event, *chat, object_at(change, "from"))) return std::nullopt;
    if (event.group) event.sender = event.chat, event.sender_name = text_at(*chat, "title");
    if (event.threading == threading::possible) event.threading = rights_of(*now, true);
    event.minute = minute_of(change, "date");
    event.body = present(gone(text_at(*now, "status")) ? presence_kind::blocked : presence_kind::unblocked);
    return event;
}

// Somebody else's membership: only that they left is of interest.
std::optional<inbound> from_member(const json& change) {
    const auto chat = object_at(change, "chat");
    const auto now = object_at(change, "new_chat_member");
    const auto user = now ? object_at(*now, "user") : std::nullopt;
    if (!chat || !user || !gone(text_at(*now, "status"))) return std::nullopt;
    inbound event;
    if (!address(event, *chat, user) || !event.group) return std::nullopt;
    event.minute = minute_of(change, "date");
    event.body = present(presence_kind::left);
    return event;
}

// A supergroup took the place of a group, or somebody left; nothing else of service is of interest.
std::optional<inbound> from_service(const json& message, const settings& bot) {
    const auto chat = object_at(message, "chat");
    const auto user = object_at(message, "left_chat_member");
    auto to = id_at(message, "migrate_to_chat_id");
    if (!chat || (!user && to.empty())) return std::nullopt;
    inbound event;
    event.minute = minute_of(message, "date");
    if (!to.empty()) {
        event.chat = id_at(*chat, "id");
        event.moved_to = std::move(to);
        return event.chat.empty() ? std::nullopt : std::optional(event);
    }
    if (!address(event, *chat, user) || !event.group) return std::nullopt;
    if (event.sender == bot.bot_id) return std::nullopt;  // my_chat_member tells it
    event.body = present(presence_kind::left);
    return event;
}

std::optional<inbound> from_message(const json& message, const settings& bot, bool edited) {
    if (auto event = from_service(message, bot)) return edited ? std::nullopt : event;
    const auto chat = object_at(message, "chat");
    if (!chat || flag_at(message, "is_automatic_forward")) return std::nullopt;
    // An anonymous administrator, or somebody who writes as a channel: `from` is a stand-in then, and
    // nobody knows who of the group it was. So the group itself is the sender.
    const auto as_chat = object_at(message, "sender_chat");
    const auto from = object_at(message, "from");
    if (!as_chat && (!from || flag_at(*from, "is_bot"))) return std::nullopt;
    inbound event;
    if (!address(event, *chat, as_chat ? chat : from)) return std::nullopt;
    if (as_chat) event.sender_name = text_at(*as_chat, "title");
    event.minute = minute_of(message, edited ? "edit_date" : "date");
    auto words = read_message(message, bot);
    if (!words) return std::nullopt;
    words->edited = edited;
    event.thread = topic_of(message);
    event.thread_name = own_topic_name(message, bot);
    event.body = std::move(*words);
    return event;
}

std::optional<inbound> read_one(const json& update, const settings& bot) {
    if (const auto m = object_at(update, "message")) return from_message(*m, bot, false);
    if (const auto m = object_at(update, "edited_message")) return from_message(*m, bot, true);
    if (const auto q = object_at(update, "callback_query")) return from_tap(*q, bot);
    if (const auto c = object_at(update, "my_chat_member")) return from_membership(*c);
    if (const auto c = object_at(update, "chat_member")) return from_member(*c);
    return std::nullopt;
}

}  // namespace

std::vector<inbound> read_update(const json& update, const settings& bot) {
    std::vector<inbound> events;
    if (auto event = read_one(update, bot)) {
        event->key = id_at(update, "update_id");
        events.push_back(std::move(*event));
    }
    return events;
}

}  // namespace linli::adapters::telegram
