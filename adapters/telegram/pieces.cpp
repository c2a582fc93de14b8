#include "adapters/telegram/pieces.hpp"

#include <algorithm>

#include "adapters/telegram/topics.hpp"
#include "adapters/utf8.hpp"

namespace linli::adapters::telegram {

namespace {

constexpr std::size_t button_bytes = 96;  // about what one takes in a request

// A keyboard is either inline (answers come back as callbacks) or the contact keyboard, whose keys
// type what stands on them; Telegram shows only one of the two with a message.
void write_inline(json_writer& out, const std::vector<button_row>& rows) {
    out.begin('{').key("inline_keyboard").begin('[');
    for (const auto& row : rows) {
        out.begin('[');
        for (const auto& c : row) out.begin('{').key("text").text(c.label).key("callback_data").text(c.data).end('}');
        out.end(']');
    }
    out.end(']').end('}');
}

void write_contact(json_writer& out, const plan& of) {
    out.begin('{').key("keyboard").begin('[').begin('[');
    out.begin('{').key("text").text(of.contact_label).key("request_contact").flag(true).end('}');
    out.end(']');
    if (!of.digits.empty()) {
        out.begin('[');
        for (const auto& c : of.digits) out.begin('{').key("text").text(std::to_string(c.digit)).end('}');
        out.end(']');
    }
    out.end(']').key("resize_keyboard").flag(true).key("one_time_keyboard").flag(true).end('}');
}

bool has_keyboard(const plan& of) { return !of.contact_label.empty() || !of.buttons.empty(); }

void write_keyboard(json_writer& out, const plan& of) {
    if (!of.contact_label.empty())
        write_contact(out, of);
    else
        write_inline(out, of.buttons);
}

std::string reply_parameters(const job& what, const piece& one, sending how) {
    // What was said before there was a topic stands outside of it and cannot be answered there.
    if (!one.first || how.plain || !is_number(what.reply_to)) return {};
    if (before_topic(what.reply_to, what.thread)) return {};
    return "{\"message_id\":" + what.reply_to + ",\"allow_sending_without_reply\":true}";
}

http_call send_text(const settings& bot, const job& what, const plan& of, const piece& one, sending how) {
    std::string body;
    body.reserve(one.words.size() + 256 + what.message.choices.size() * button_bytes);
    json_writer out(body);
    out.begin('{').key("chat_id");
    write_id(out, what.chat);
    if (is_number(what.thread)) out.key("message_thread_id").raw(what.thread);
    out.key("text").text(one.words);
    out.key("link_preview_options").raw("{\"is_disabled\":true}");
    if (what.message.quiet) out.key("disable_notification").flag(true);
    if (const auto reply = reply_parameters(what, one, how); !reply.empty()) out.key("reply_parameters").raw(reply);
    if (one.last && has_keyboard(of)) write_keyboard(out.key("reply_markup"), of);
    out.end('}');
    return api_call(bot, "sendMessage", std::move(body));
}

std::string album_items(const piece& one, sending how) {
    std::string text;
    json_writer out(text);
    out.begin('[');
    for (std::size_t i = 0; i < one.photos.size(); ++i) {
        out.begin('{').key("type").text(how.as_documents ? "document" : "photo");
        out.key("media").text("attach://f" + std::to_string(i));
        if (i == 0 && !one.words.empty()) out.key("caption").text(one.words);
        out.end('}');
    }
    out.end(']');
    return text;
}

http_call send_photos(const settings& bot, const job& what, const plan& of, const piece& one, sending how) {
    const bool album = one.photos.size() > 1;
    const std::string field = how.as_documents ? "document" : "photo";
    std::vector<std::pair<std::string, std::string>> fields{{"chat_id", what.chat}};
    if (is_number(what.thread)) fields.emplace_back("message_thread_id", what.thread);
    if (album) fields.emplace_back("media", album_items(one, how));
    if (!album && !one.words.empty()) fields.emplace_back("caption", repaired_utf8(one.words));
    if (what.message.quiet) fields.emplace_back("disable_notification", "true");
    if (auto reply = reply_parameters(what, one, how); !reply.empty())
        fields.emplace_back("reply_parameters", std::move(reply));
    if (one.last && !album && has_keyboard(of)) {
        std::string keys;
        json_writer out(keys);
        write_keyboard(out, of);
        fields.emplace_back("reply_markup", std::move(keys));
    }
    std::vector<upload> files;
    for (std::size_t i = 0; i < one.photos.size(); ++i)
        files.push_back({album ? "f" + std::to_string(i) : field, one.photos[i]});
    const auto method = album ? "sendMediaGroup" : how.as_documents ? "sendDocument" : "sendPhoto";
    return upload_call(bot, method, fields, files);
}

http_call edit_call(const settings& bot, const job& what, const plan& of, std::string_view id, std::string_view method,
                    std::string_view field) {
    std::string body;
    json_writer out(body);
    out.begin('{').key("chat_id");
    write_id(out, what.chat);
    out.key("message_id");
    write_id(out, id);
    out.key(field).text(of.pieces.back().words);
    if (field == "text") out.key("link_preview_options").raw("{\"is_disabled\":true}");
    // Without a keyboard here, the one that stands there is taken away: its question is over.
    if (!of.buttons.empty()) write_inline(out.key("reply_markup"), of.buttons);
    out.end('}');
    return api_call(bot, method, std::move(body));
}

// Photos in albums of `most`, none of which is left alone where that can be helped.
std::vector<std::vector<std::string_view>> albums(const job& what, std::size_t most) {
    std::vector<std::vector<std::string_view>> out;
    for (const auto& bytes : what.photos) {
        if (bytes.empty()) continue;  // could not be loaded; the words still go out
        if (out.empty() || out.back().size() == most) out.emplace_back();
        out.back().push_back(bytes);
    }
    return out;
}

}  // namespace

plan plan_of(const job& what, const capabilities& can) {
    plan out;
    const bool asks_contact = what.message.wants_contact && !what.chat.starts_with('-');
    auto message = render(what.message, can, !asks_contact);
    out.buttons = std::move(message.buttons);
    if (asks_contact) {
        out.contact_label = what.message.contact_label.empty() ? "\U0001F4F1" : what.message.contact_label;
        out.digits = what.message.choices;
    }
    const bool keys = asks_contact || !out.buttons.empty();
    for (auto& group : albums(what, can.album_max)) out.pieces.push_back({{}, std::move(group)});
    // The words are the caption where one call can carry them; an album has no keyboard.
    const bool captioned = out.pieces.size() == 1 && utf16_length(message.text) <= caption_max &&
                           (!keys || out.pieces[0].photos.size() == 1);
    if (captioned)
        out.pieces[0].words = message.text;
    else
        for (auto& part : message.parts) out.pieces.push_back({std::move(part), {}});
    if (!out.pieces.empty()) {
        out.pieces.front().first = true;
        out.pieces.back().last = true;
    }
    return out;
}

http_call send_call(const settings& bot, const job& what, const plan& of, const piece& one, sending how) {
    return one.photos.empty() ? send_text(bot, what, of, one, how) : send_photos(bot, what, of, one, how);
}

http_call edit_text_call(const settings& bot, const job& what, const plan& of, std::string_view id) {
    return edit_call(bot, what, of, id, "editMessageText", "text");
}

http_call edit_caption_call(const settings& bot, const job& what, const plan& of, std::string_view id) {
    return edit_call(bot, what, of, id, "editMessageCaption", "caption");
}

http_call delete_call(const settings& bot, const job& what, const std::vector<std::string_view>& ids) {
    std::string body;
    json_writer out(body);
    out.begin('{').key("chat_id");
    write_id(out, what.chat);
    if (ids.size() == 1) {
        out.key("message_id");
        write_id(out, ids[0]);
    } else {
        out.key("message_ids").begin('[');
        for (const auto id : ids) write_id(out, id);
        out.end(']');
    }
    out.end('}');
    return api_call(bot, ids.size() == 1 ? "deleteMessage" : "deleteMessages", std::move(body));
}

}  // namespace linli::adapters::telegram
