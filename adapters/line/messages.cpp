#include "adapters/line/messages.hpp"

#include <algorithm>
#include <array>

#include "adapters/places.hpp"
#include "adapters/utf8.hpp"

namespace linli::adapters::line {

namespace {

struct carrier {
    std::string_view type;
    media_kind kind;
};
constexpr std::array<carrier, 4> carriers{{{"image", media_kind::photo},
                                           {"video", media_kind::video},
                                           {"audio", media_kind::voice},
                                           {"file", media_kind::file}}};

// Bytes of the first `units` UTF-16 units, which is how LINE counts mentions.
std::size_t bytes_of(std::string_view text, std::int64_t units) {
    std::size_t at = 0;
    while (at < text.size() && units > 0) {
        const auto c = read_utf8(text, at);
        units -= static_cast<std::int64_t>(utf16_units(c.value));
        at += c.size;
    }
    return at;
}

// A mention of us at the beginning is the address of the message, and falls away.
std::string without_address(std::string_view text, const json& message) {
    const auto mention = object_at(message, "mention");
    const auto all = mention ? array_at(*mention, "mentionees") : std::nullopt;
    if (all)
        for (const auto& one : *all) {
            if (!flag_at(one, "isSelf") || number_at(one, "index") != 0) continue;
            text.remove_prefix(bytes_of(text, number_at(one, "length")));
            text.remove_prefix(std::min(text.find_first_not_of(" \n\t"), text.size()));
            break;
        }
    return std::string(text);
}

void read_media(said& out, const json& message, media_kind kind) {
    media_handle m;
    m.kind = kind;
    m.handle = text_at(message, "id");
    m.name = text_at(message, "fileName");
    m.size = std::max<std::int64_t>(0, number_at(message, "fileSize"));
    const auto provider = object_at(message, "contentProvider");
    if (provider && text_at(*provider, "type") == "external") m.handle = text_at(*provider, "originalContentUrl");
    if (!m.handle.empty()) out.media.push_back(std::move(m));
    if (const auto set = object_at(message, "imageSet")) out.album = text_at(*set, "id");
}

void read_location(said& out, const json& message) {
    out.location = place_at(message);
    if (out.location.empty()) return;
    for (const auto key : {"title", "address"})
        if (const auto words = text_at(message, key); !words.empty()) out.location.append(" ").append(words);
}

}  // namespace

std::optional<said> read_message(const json& message) {
    said out;
    const auto type = text_at(message, "type");
    out.message_id = text_at(message, "id");
    out.reply_to = text_at(message, "quotedMessageId");
    if (type == "text") out.text = without_address(text_at(message, "text"), message);
    if (type == "location") read_location(out, message);
    // Without words of the sender's own it means nothing that could be read: LINE's keywords are
    // guesses, and anything that we made up would answer whatever was asked last.
    if (type == "sticker") out.text = text_at(message, "text");
    for (const auto& c : carriers)
        if (c.type == type) read_media(out, message, c.kind);
    const bool something = !out.text.empty() || !out.media.empty() || !out.location.empty();
    if (!something || out.message_id.empty()) return std::nullopt;
    return out;
}

}  // namespace linli::adapters::line
