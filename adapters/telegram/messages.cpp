#include "adapters/telegram/messages.hpp"

#include <algorithm>
#include <array>

#include "adapters/places.hpp"
#include "adapters/telegram/topics.hpp"

namespace linli::adapters::telegram {

namespace {

constexpr std::int64_t download_max = 20 << 20;        // what the cloud API lets a bot fetch
constexpr std::int64_t last_second = 253'402'300'799;  // of the year 9999

void add_media(said& out, media_kind kind, const json& file) {
    media_handle m;
    m.kind = kind;
    m.handle = text_at(file, "file_id");
    m.name = text_at(file, "file_name");
    m.size = std::max<std::int64_t>(0, number_at(file, "file_size"));
    if (!m.handle.empty()) out.media.push_back(std::move(m));
}

// Sizes ascend: the largest that may be fetched.
void add_photo(said& out, const json_array& sizes) {
    std::optional<json> best;
    for (const auto& size : sizes) {
        if (text_at(size, "file_id").empty() || number_at(size, "file_size") > download_max) continue;
        if (!best || number_at(size, "width") >= number_at(*best, "width")) best = size;
    }
    if (best) add_media(out, media_kind::photo, *best);
}

struct carrier {
    std::string_view field;
    media_kind kind;
};
// `animation` stands before `document`, which repeats it.
constexpr std::array<carrier, 5> carriers{{{"video", media_kind::video},
                                           {"animation", media_kind::video},
                                           {"video_note", media_kind::video},
                                           {"voice", media_kind::voice},
                                           {"audio", media_kind::voice}}};

void read_files(said& out, const json& message) {
    if (const auto sizes = array_at(message, "photo")) add_photo(out, *sizes);
    for (const auto& c : carriers)
        if (const auto file = object_at(message, c.field)) add_media(out, c.kind, *file);
    const auto document = object_at(message, "document");
    if (!document || object_at(message, "animation")) return;
    const bool image = text_at(*document, "mime_type").starts_with("image/");
    add_media(out, image ? media_kind::photo : media_kind::file, *document);
}

void read_location(said& out, const json& message) {
    const auto venue = object_at(message, "venue");
    const auto location = object_at(venue ? *venue : message, "location");
    if (location) out.location = place_at(*location);
    if (out.location.empty() || !venue) return;
    for (const auto key : {"title", "address"})
        if (const auto words = text_at(*venue, key); !words.empty()) out.location.append(" ").append(words);
}

// A number counts as the sender's own only when Telegram says so; another's card is mere words.
void read_contact(said& out, const json& message) {
    const auto contact = object_at(message, "contact");
    if (!contact) return;
    const auto from = object_at(message, "from");
    const auto number = text_at(*contact, "phone_number");
    const auto owner = id_at(*contact, "user_id");
    if (from && !owner.empty() && owner == id_at(*from, "id") && !object_at(message, "sender_chat")) {
        out.phone = number;
        return;
    }
    out.text = name_of_user(*contact);
    if (!number.empty()) out.text.append(out.text.empty() ? "" : " ").append(number);
}

// What has no words of its own but says something: a sticker's emoji, a die, a poll's question.
std::string_view small_words(const json& message) {
    if (const auto s = object_at(message, "sticker")) return text_at(*s, "emoji");
    if (const auto d = object_at(message, "dice")) return text_at(*d, "emoji");
    if (const auto p = object_at(message, "poll")) return text_at(*p, "question");
    return {};
}

// The answered message stands in another topic of this group.
bool read_far_reply(said& out, const json& message, const settings& bot) {
    const auto far = object_at(message, "external_reply");
    const auto there = far ? object_at(*far, "chat") : std::nullopt;
    const auto here = object_at(message, "chat");
    if (!there || !here || id_at(*there, "id") != id_at(*here, "id")) return false;
    out.reply_to = id_at(*far, "message_id");
    const auto origin = object_at(*far, "origin");
    const auto author = origin ? object_at(*origin, "sender_user") : std::nullopt;
    out.reply_to_us = author && !bot.bot_id.empty() && id_at(*author, "id") == bot.bot_id;
    if (const auto quote = object_at(message, "quote")) out.quoted = text_at(*quote, "text");
    return !out.reply_to.empty();
}

void read_reply(said& out, const json& message, const settings& bot) {
    if (read_far_reply(out, message, bot)) return;
    const auto answered = object_at(message, "reply_to_message");
    // In a forum every plain message "answers" the message that opened its topic.
    if (!answered || member(*answered, "forum_topic_created")) return;
    const auto id = id_at(*answered, "message_id");
    if (id == topic_of(message)) return;
    out.reply_to = id;
    const auto from = object_at(*answered, "from");
    out.reply_to_us = from && flag_at(*from, "is_bot") && !bot.bot_id.empty() && id_at(*from, "id") == bot.bot_id;
    out.quoted = text_at(*answered, "text");
    if (out.quoted.empty()) out.quoted = text_at(*answered, "caption");
}

// Words that the sender did not write: forwarded, or put there through another bot.
bool borrowed(const json& message) {
    constexpr std::array<std::string_view, 7> signs{
        "forward_origin", "forward_from", "forward_from_chat", "forward_sender_name", "forward_from_message_id",
        "forward_date",   "via_bot"};
    return std::any_of(signs.begin(), signs.end(),
                       [&](std::string_view sign) { return member(message, sign).has_value(); });
}

bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::optional<std::string> own_command(std::string_view text, std::string_view username) {
    if (!text.starts_with('/')) return std::string(text);
    const auto word_end = std::min(text.find_first_of(" \n\t"), text.size());
    const auto at = text.substr(0, word_end).find('@');
    if (at == std::string_view::npos) return std::string(text);
    const auto named = text.substr(at + 1, word_end - at - 1);
    if (!username.empty() && !same_name(named, username)) return std::nullopt;
    return std::string(text.substr(0, at)).append(text.substr(word_end));
}

std::optional<said> read_message(const json& message, const settings& bot) {
    said out;
    out.message_id = id_at(message, "message_id");
    auto text = text_at(message, "text");
    if (text.empty()) text = text_at(message, "caption");
    auto command = own_command(text, bot.username->get());
    if (!command) return std::nullopt;
    read_contact(out, message);
    if (!command->empty()) out.text = std::move(*command);
    if (out.text.empty()) out.text = small_words(message);
    read_files(out, message);
    read_location(out, message);
    const bool moves_on = member(message, "edit_date") && object_at(message, "location");
    if (moves_on) return std::nullopt;
    out.album = text_at(message, "media_group_id");
    read_reply(out, message, bot);
    out.forwarded = borrowed(message);
    const bool something = !out.text.empty() || !out.media.empty() || !out.location.empty() || !out.phone.empty();
    if (!something || out.message_id.empty()) return std::nullopt;
    return out;
}

std::string name_of_user(const json& user) {
    std::string name(text_at(user, "first_name"));
    if (const auto last = text_at(user, "last_name"); !last.empty()) name.append(name.empty() ? "" : " ").append(last);
    if (name.empty()) name = text_at(user, "username");
    return name;
}

std::optional<language> language_of_user(const json& user) {
    const auto code = text_at(user, "language_code");
    if (code.empty()) return std::nullopt;
    return code.starts_with("zh") ? language::zh : language::en;
}

std::int64_t minute_of(const json& object, std::string_view key) {
    const auto seconds = number_at(object, key);
    return seconds > 0 && seconds <= last_second ? seconds / 60 : 0;
}

}  // namespace linli::adapters::telegram
