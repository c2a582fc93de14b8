#include "adapters/twilio/inbound.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

#include "adapters/signature.hpp"
#include "adapters/twilio/outcomes.hpp"
#include "adapters/utf8.hpp"

namespace linli::adapters::twilio {

namespace {

constexpr int media_max = 10;             // Twilio's own limit of one message
constexpr std::size_t address_max = 128;  // E.164 has 15 digits; "whatsapp:" and sender names are longer

int small_number(std::string_view text) {
    int n = 0;
    const auto done = std::from_chars(text.data(), text.data() + text.size(), n);
    return done.ec == std::errc{} && n > 0 ? n : 0;
}

media_kind kind_of(std::string_view mime) {
    if (mime.starts_with("image/")) return media_kind::photo;
    if (mime.starts_with("video/")) return media_kind::video;
    if (mime.starts_with("audio/")) return media_kind::voice;
    return media_kind::file;
}

// Some operators pass the words of a joined MMS on as base64. Only a long run without a space, that
// decodes to clean text, is taken for it: no word of a person looks so.
std::optional<std::string> hidden_text(std::string_view body) {
    constexpr std::size_t shortest = 60;
    if (body.size() < shortest) return std::nullopt;
    auto text = from_base64(body);
    if (!text || !valid_utf8(*text)) return std::nullopt;
    const bool clean = std::none_of(text->begin(), text->end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r';
    });
    return clean ? text : std::nullopt;
}

std::optional<inbound> addressed(const form_fields& fields, std::string_view who) {
    inbound event;
    event.chat = field(fields, who);
    event.sender = event.chat;
    event.key = field(fields, "MessageSid");
    const bool usable = !event.chat.empty() && event.chat.size() <= address_max && valid_utf8(event.chat) &&
                        !event.key.empty() && event.key.size() <= address_max && valid_utf8(event.key);
    return usable ? std::optional(event) : std::nullopt;
}

std::vector<media_handle> read_media(const form_fields& fields) {
    std::vector<media_handle> out;
    const int count = std::min(small_number(field(fields, "NumMedia")), media_max);
    for (int i = 0; i < count; ++i) {
        media_handle m;
        m.handle = field(fields, "MediaUrl" + std::to_string(i));
        m.kind = kind_of(field(fields, "MediaContentType" + std::to_string(i)));
        if (!m.handle.empty() && valid_utf8(m.handle)) out.push_back(std::move(m));
    }
    return out;
}

// Others (accepted, queued, sending, sent, scheduled, …) are on the way.
struct last_state {
    std::string_view name;
    bool arrived;
};
constexpr last_state last_states[] = {
    {"delivered", true}, {"read", true}, {"undelivered", false}, {"failed", false}, {"canceled", false}};

event_body presence_of(presence_kind what) {
    presence p;
    p.what = what;
    return p;
}

}  // namespace

std::vector<inbound> read_message(const form_fields& fields) {
    auto event = addressed(fields, "From");
    if (!event) return {};
    const auto opt = field(fields, "OptOutType");
    // Twilio has answered these words itself already; a second answer would be one too many.
    if (opt == "HELP") return {};
    if (opt == "STOP" || opt == "START") {
        event->body = presence_of(opt == "STOP" ? presence_kind::blocked : presence_kind::unblocked);
        return {std::move(*event)};
    }
    said words;
    words.message_id = event->key;
    words.text = repaired_utf8(field(fields, "Body"));
    words.media = read_media(fields);
    words.reply_to = repaired_utf8(field(fields, "OriginalRepliedMessageSid"));
    if (event->key.starts_with("MM"))
        if (auto text = hidden_text(words.text)) words.text = std::move(*text);
    if (words.text.empty() && words.media.empty()) return {};
    event->sender_name = repaired_utf8(field(fields, "ProfileName"));
    event->body = std::move(words);
    return {std::move(*event)};
}

std::vector<inbound> read_report(const form_fields& fields) {
    auto event = addressed(fields, "To");
    if (!event) return {};
    const auto state = field(fields, "MessageStatus");
    const auto* last = std::find_if(std::begin(last_states), std::end(last_states),
                                    [&](const last_state& s) { return s.name == state; });
    if (last == std::end(last_states)) return {};
    const bool arrived = last->arrived;
    delivery report;
    report.ref = event->key;
    if (!arrived) {
        const int code = small_number(field(fields, "ErrorCode"));
        report.verdict = report_verdict(code);
        report.detail = std::string(state) + (code ? " " + std::to_string(code) : "");
    }
    event->key += ':' + std::string(state);
    event->body = std::move(report);
    return {std::move(*event)};
}

}  // namespace linli::adapters::twilio
