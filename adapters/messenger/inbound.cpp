#include "adapters/messenger/inbound.hpp"

#include <algorithm>
#include <array>

#include "adapters/places.hpp"
#include "adapters/rendering.hpp"
#include "adapters/signature.hpp"

namespace linli::adapters::messenger {

namespace {

constexpr std::size_t address_max = 256;  // a mid has about 120 characters
constexpr std::size_t url_max = 2048;     // signed addresses are long; the gateway keeps no more
constexpr std::array<std::int64_t, 3> thumbs{369239263222822, 369239343222814, 369239383222810};

bool usable(std::string_view id) { return !id.empty() && id.size() <= address_max; }

struct carrier {
    std::string_view type;
    media_kind kind;
};
constexpr std::array<carrier, 4> carriers{{{"image", media_kind::photo},
                                           {"video", media_kind::video},
                                           {"audio", media_kind::voice},
                                           {"file", media_kind::file}}};

void read_location(said& out, const json& payload) {
    if (const auto at = object_at(payload, "coordinates")) out.location = place_at(*at, "lat", "long");
}

void read_attachment(said& out, const json& attachment) {
    const auto type = text_at(attachment, "type");
    const auto payload = object_at(attachment, "payload");
    if (type == "fallback") {  // a link that was shared: words, never fetched
        for (const auto key : {"title", "url"})
            if (const auto words = text_at(attachment, key); !words.empty())
                out.text.append(out.text.empty() ? "" : "\n").append(words);
        return;
    }
    if (!payload) return;
    if (type == "location") return read_location(out, *payload);
    const auto sticker = number_at(*payload, "sticker_id");
    if (sticker) {
        if (std::find(thumbs.begin(), thumbs.end(), sticker) != thumbs.end() && out.text.empty()) out.text = "👍";
        return;
    }
    const auto url = text_at(*payload, "url");
    const auto known = std::find_if(carriers.begin(), carriers.end(), [&](const carrier& c) { return c.type == type; });
    if (known == carriers.end() || url.empty() || url.size() > url_max) return;
    media_handle m;
    m.kind = known->kind;
    m.handle = url;
    out.media.push_back(std::move(m));
}

std::optional<said> read_words(const json& message) {
    said out;
    out.message_id = text_at(message, "mid");
    out.text = text_at(message, "text");
    if (const auto answered = object_at(message, "reply_to")) out.reply_to = text_at(*answered, "mid");
    if (const auto attachments = array_at(message, "attachments"))
        for (const auto& a : *attachments) read_attachment(out, a);
    const bool something = !out.text.empty() || !out.media.empty() || !out.location.empty();
    return something ? std::optional(std::move(out)) : std::nullopt;
}

// A tap where its data may be ours, else the words on the button.
event_body choice_of(std::string_view data, std::string_view title, std::string_view id) {
    if (!data.empty() && data.size() <= choice_data_max) {
        pressed tap;
        tap.data = data;
        return tap;
    }
    said words;
    words.text = title;
    words.message_id = id;
    return words;
}

bool from_message(inbound& event, const json& message) {
    if (flag_at(message, "is_echo") || flag_at(message, "is_deleted")) return false;
    event.key = text_at(message, "mid");
    if (const auto quick = object_at(message, "quick_reply")) {
        event.body = choice_of(text_at(*quick, "payload"), text_at(message, "text"), event.key);
        return true;
    }
    auto words = read_words(message);
    if (!words) return false;
    event.body = std::move(*words);
    return true;
}

bool from_postback(inbound& event, const json& item, const json& postback) {
    event.key = text_at(postback, "mid");
    const auto data = text_at(postback, "payload");
    const auto title = text_at(postback, "title");
    if (data.empty() && title.empty()) return false;
    if (event.key.empty())
        event.key =
            hex(hmac_sha256(event.sender, std::to_string(number_at(item, "timestamp")) + '\n' + std::string(data)));
    event.body = choice_of(data, title, event.key);
    return true;
}

bool from_edit(inbound& event, const json& edit) {
    said words;
    words.message_id = text_at(edit, "mid");
    words.text = text_at(edit, "text");
    words.edited = true;
    event.key = words.message_id + ":edit:" + std::to_string(number_at(edit, "num_edit"));
    const bool good = !words.text.empty() && !words.message_id.empty();
    event.body = std::move(words);
    return good;
}

void add_reports(std::vector<inbound>& out, const inbound& event, const json& report) {
    const auto mids = array_at(report, "mids");
    if (!mids) return;
    for (const auto& mid : *mids) {
        if (!usable(text_of(mid))) continue;
        auto one = event;
        delivery settled;
        settled.ref = text_of(mid);
        one.key = settled.ref + ":delivered";
        one.body = std::move(settled);
        out.push_back(std::move(one));
    }
}

void read_item(std::vector<inbound>& out, const json& item) {
    const auto sender = object_at(item, "sender");
    inbound event;
    if (sender) event.sender = text_at(*sender, "id");
    event.chat = event.sender;
    event.minute = whatsapp::minute_of(item, "timestamp");
    if (!usable(event.sender)) return;
    if (const auto report = object_at(item, "delivery")) return add_reports(out, event, *report);
    bool good = false;
    if (const auto message = object_at(item, "message"))
        good = from_message(event, *message);
    else if (const auto postback = object_at(item, "postback"))
        good = from_postback(event, item, *postback);
    else if (const auto edit = object_at(item, "message_edit"))
        good = from_edit(event, *edit);
    if (!good || !usable(event.key)) return;
    // There is no toast on Messenger; what one would say answers the tap as a message.
    if (std::holds_alternative<pressed>(event.body)) event.tap_id = event.chat;
    out.push_back(std::move(event));
}

}  // namespace

void read_entry(std::vector<inbound>& out, const json& entry, const settings& s) {
    // `standby` in place of `messaging`: another app has the thread, and answers.
    const auto items = array_at(entry, "messaging");
    if (!items || text_at(entry, "id") != s.page_id) return;
    for (const auto& item : *items) read_item(out, item);
}

}  // namespace linli::adapters::messenger
