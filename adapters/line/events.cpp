#include "adapters/line/events.hpp"

#include "adapters/line/messages.hpp"
#include "adapters/rendering.hpp"

namespace linli::adapters::line {

namespace {

constexpr std::size_t events_max = 500;                // LINE's batches hold some tens
constexpr std::int64_t last_ms = 253'402'300'799'000;  // of the year 9999

// Fills where and who; false when it did not happen in a chat.
bool address(inbound& event, const json& source) {
    const auto type = text_at(source, "type");
    const auto user = text_at(source, "userId");
    event.group = type == "group" || type == "room";
    event.chat = type == "group" ? text_at(source, "groupId") : type == "room" ? text_at(source, "roomId") : user;
    // In a group somebody who has not agreed to be known has no id.
    event.sender = user.empty() ? std::string_view(event.chat) : user;
    if (event.group) event.sender_name = user;  // the roster wants the id; LINE gives no name
    return !event.chat.empty();
}

presence present(presence_kind what) {
    presence p;
    p.what = what;
    return p;
}

void add_left(std::vector<inbound>& out, const json& event, const inbound& where) {
    const auto left = object_at(event, "left");
    const auto members = left ? array_at(*left, "members") : std::nullopt;
    if (!members) return;
    for (const auto& one : *members) {
        inbound gone = where;
        gone.sender = text_at(one, "userId");
        if (gone.sender.empty()) continue;
        gone.sender_name.clear();
        gone.key += ':' + gone.sender;
        gone.body = present(presence_kind::left);
        out.push_back(std::move(gone));
    }
}

// A group is the sender of its own news, so that nobody is taken for unreachable.
void add_news(std::vector<inbound>& out, inbound where, presence_kind what) {
    if (where.group) where.sender = where.chat;
    where.sender_name.clear();
    where.body = present(what);
    out.push_back(std::move(where));
}

void add_tap(std::vector<inbound>& out, const json& event, inbound where) {
    const auto postback = object_at(event, "postback");
    const auto data = postback ? text_at(*postback, "data") : std::string_view();
    if (data.empty() || data.size() > choice_data_max) return;
    where.tap_id = where.answer_token;
    pressed tap;
    tap.data = data;
    where.body = std::move(tap);
    out.push_back(std::move(where));
}

void add_one(std::vector<inbound>& out, const json& event, inbound where) {
    const auto type = text_at(event, "type");
    if (type == "message") {
        const auto message = object_at(event, "message");
        auto words = message ? read_message(*message) : std::nullopt;
        if (!words) return;
        where.body = *std::move(words);
        return out.push_back(std::move(where));
    }
    if (type == "postback") return add_tap(out, event, std::move(where));
    if (type == "memberLeft") return add_left(out, event, where);
    if (type == "follow") {
        const auto follow = object_at(event, "follow");
        const bool back = follow && flag_at(*follow, "isUnblocked");
        return add_news(out, std::move(where), back ? presence_kind::unblocked : presence_kind::opened);
    }
    if (type == "unfollow" || type == "leave") return add_news(out, std::move(where), presence_kind::blocked);
    if (type == "join") return add_news(out, std::move(where), presence_kind::unblocked);
}

}  // namespace

batch read_batch(const json& body, instant now) {
    batch out;
    const auto events = array_at(body, "events");
    if (!events) return out;
    std::size_t seen = 0, stale = 0;
    for (const auto& event : *events) {
        if (++seen > events_max) break;
        const auto source = object_at(event, "source");
        const auto ms = number_at(event, "timestamp");
        inbound where;
        if (!source || ms <= 0 || ms > last_ms || !address(where, *source)) continue;
        if (now - instant{std::chrono::milliseconds{ms}} > too_old) {
            ++stale;
            continue;
        }
        if (text_at(event, "mode") == "standby") continue;  // another module answers this chat
        where.minute = ms / 60'000;
        where.key = text_at(event, "webhookEventId");
        const auto delivery = object_at(event, "deliveryContext");
        const bool again = delivery && flag_at(*delivery, "isRedelivery");
        if (!again) where.answer_token = text_at(event, "replyToken");
        add_one(out.events, event, std::move(where));
    }
    out.all_stale = stale > 0 && stale == seen;
    return out;
}

}  // namespace linli::adapters::line
