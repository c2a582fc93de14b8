#include "adapters/whatsapp/messages.hpp"

#include <array>

#include "adapters/places.hpp"
#include "adapters/rendering.hpp"
#include "adapters/whatsapp/inbound.hpp"

namespace linli::adapters::whatsapp {

namespace {

struct carrier {
    std::string_view type;
    media_kind kind;
};
constexpr std::array<carrier, 4> carriers{{{"image", media_kind::photo},
                                           {"video", media_kind::video},
                                           {"audio", media_kind::voice},
                                           {"document", media_kind::file}}};

void read_media(said& out, const json& message, std::string_view type) {
    for (const auto& c : carriers) {
        const auto file = c.type == type ? object_at(message, type) : std::nullopt;
        if (!file) continue;
        media_handle m;
        m.kind = c.kind;
        m.handle = text_at(*file, "id");
        m.name = text_at(*file, "filename");
        if (m.kind == media_kind::file && text_at(*file, "mime_type").starts_with("image/")) m.kind = media_kind::photo;
        if (!m.handle.empty()) out.media.push_back(std::move(m));
        out.text = text_at(*file, "caption");
    }
}

void read_location(said& out, const json& message) {
    const auto location = object_at(message, "location");
    if (location) out.location = place_at(*location);
    if (out.location.empty()) return;
    for (const auto key : {"name", "address"})
        if (const auto words = text_at(*location, key); !words.empty()) out.location.append(" ").append(words);
}

// A card may be anybody's, so its number is mere words and never the sender's own.
void read_cards(said& out, const json& message) {
    const auto cards = array_at(message, "contacts");
    if (!cards) return;
    for (const auto& card : *cards) {
        const auto name = object_at(card, "name");
        std::string line(name ? text_at(*name, "formatted_name") : "");
        if (const auto phones = array_at(card, "phones"))
            for (const auto& phone : *phones)
                if (const auto number = text_at(phone, "phone"); !number.empty())
                    line.append(line.empty() ? "" : " ").append(number);
        if (line.empty()) continue;
        out.text.append(out.text.empty() ? "" : "\n").append(line);
    }
}

// What a choice says, for when its data cannot be ours.
std::string_view title_of(const json& message) {
    if (const auto button = object_at(message, "button")) return text_at(*button, "text");
    const auto reply = object_at(message, "interactive");
    if (!reply) return {};
    for (const auto kind : {"button_reply", "list_reply"})
        if (const auto chosen = object_at(*reply, kind)) return text_at(*chosen, "title");
    if (const auto form = object_at(*reply, "nfm_reply")) return text_at(*form, "body");
    return {};
}

void read_context(said& out, const json& message) {
    const auto context = object_at(message, "context");
    if (!context) return;
    out.reply_to = text_at(*context, "id");
    out.forwarded = flag_at(*context, "forwarded") || flag_at(*context, "frequently_forwarded");
}

}  // namespace

std::optional<said> read_words(const json& message) {
    // An edit carries the message anew (from memory: unverified).
    if (const auto edit = object_at(message, "edit")) {
        const auto anew = object_at(*edit, "message");
        auto out = anew && !object_at(*anew, "edit") ? read_words(*anew) : std::nullopt;
        if (!out) return std::nullopt;
        out->message_id = text_at(*edit, "original_message_id");
        out->edited = true;
        return out->message_id.empty() ? std::nullopt : out;
    }
    said out;
    const auto type = text_at(message, "type");
    out.message_id = text_at(message, "id");
    if (const auto text = object_at(message, "text")) out.text = text_at(*text, "body");
    read_media(out, message, type);
    read_location(out, message);
    read_cards(out, message);
    if (out.text.empty()) out.text = title_of(message);
    if (type == "unsupported" || type == "unknown") {
        media_handle m;
        m.kind = media_kind::file;
        m.handle = no_handle;
        out.media.push_back(std::move(m));
    }
    read_context(out, message);
    const bool something = !out.text.empty() || !out.media.empty() || !out.location.empty();
    return something ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<pressed> read_choice(const json& message) {
    pressed out;
    if (const auto button = object_at(message, "button")) out.data = text_at(*button, "payload");
    if (const auto reply = object_at(message, "interactive"))
        for (const auto kind : {"button_reply", "list_reply"})
            if (const auto chosen = object_at(*reply, kind)) out.data = text_at(*chosen, "id");
    if (out.data.empty() || out.data.size() > choice_data_max) return std::nullopt;
    if (const auto context = object_at(message, "context")) out.message_id = text_at(*context, "id");
    return out;
}

}  // namespace linli::adapters::whatsapp
