#include "adapters/whatsapp/pieces.hpp"

#include <algorithm>

#include "adapters/json_write.hpp"
#include "adapters/rendering.hpp"
#include "adapters/splitting.hpp"
#include "adapters/urlencoded.hpp"
#include "adapters/utf8.hpp"
#include "dialogs/ascii.hpp"

namespace linli::adapters::whatsapp {

namespace {

constexpr std::size_t body_max = 1024;   // characters above buttons, and of a caption
constexpr std::size_t buttons_most = 3;  // more go into a list
constexpr std::size_t button_title_max = 20;
constexpr std::size_t photo_max = 5 << 20;  // bytes that WhatsApp takes
// A template's body may have 1,024 characters with what stands around its variable.
constexpr std::size_t variable_max = 800;
constexpr auto characters = capabilities::unit::characters;

// CC.digits: a person whom a user name stands for.
bool is_user(std::string_view id) { return id.size() > 3 && id[2] == '.' && all_digits(id.substr(3)); }

// In a variable: no line break, no tab, no more than four spaces in a row.
std::string variable(std::string_view text) {
    auto out = in_one_line(text);
    if (length_in(out, characters) <= variable_max) return out;
    std::size_t at = 0;
    for (std::size_t n = 0; n + 1 < variable_max; ++n) at += read_utf8(out, at).size;
    return out.substr(0, at) + "…";
}

void write_text(json_writer& out, const piece& one) {
    out.key("type").text("text").key("text").begin('{');
    out.key("preview_url").flag(false).key("body").text(one.words).end('}');
}

void write_buttons(json_writer& out, const std::vector<choice>& choices) {
    out.begin('{').key("buttons").begin('[');
    for (const auto& c : choices) {
        out.begin('{').key("type").text("reply").key("reply").begin('{');
        out.key("id").text(c.data).key("title").text(c.label).end('}').end('}');
    }
    out.end(']').end('}');
}

// What opens the list needs words that no language owns: the range of its digits.
void write_list(json_writer& out, const std::vector<choice>& choices) {
    const auto range = "☰ " + std::to_string(choices.front().digit) + "–" + std::to_string(choices.back().digit);
    out.begin('{').key("button").text(range).key("sections").begin('[').begin('{');
    out.key("rows").begin('[');
    for (const auto& c : choices) out.begin('{').key("id").text(c.data).key("title").text(c.label).end('}');
    out.end(']').end('}').end(']').end('}');
}

void write_interactive(json_writer& out, const piece& one) {
    const bool as_buttons =
        one.choices.size() <= buttons_most && std::all_of(one.choices.begin(), one.choices.end(), [](const choice& c) {
            return length_in(c.label, characters) <= button_title_max;
        });
    out.key("type").text("interactive").key("interactive").begin('{');
    out.key("type").text(as_buttons ? "button" : "list");
    out.key("body").begin('{').key("text").text(one.words).end('}').key("action");
    if (as_buttons)
        write_buttons(out, one.choices);
    else
        write_list(out, one.choices);
    out.end('}');
}

void write_image(json_writer& out, const piece& one, std::string_view media) {
    out.key("type").text("image").key("image").begin('{').key("id").text(media);
    if (!one.words.empty()) out.key("caption").text(one.words);
    out.end('}');
}

void write_template(json_writer& out, const settings& s, const piece& one) {
    out.key("type").text("template").key("template").begin('{');
    out.key("name").text(s.template_name).key("language").begin('{');
    out.key("code").text(s.template_language).end('}');
    out.key("components").begin('[').begin('{').key("type").text("body");
    out.key("parameters").begin('[').begin('{');
    out.key("type").text("text").key("text").text(one.words).end('}').end(']');
    out.end('}').end(']').end('}');
}

void write_head(json_writer& out, std::string_view chat) {
    const bool person = all_digits(chat) || is_user(chat);
    out.begin('{').key("messaging_product").text("whatsapp");
    out.key("recipient_type").text(person ? "individual" : "group");
    out.key(is_user(chat) ? "recipient" : "to").text(chat);
}

void write_context(json_writer& out, std::string_view message) {
    if (!message.empty()) out.key("context").begin('{').key("message_id").text(message).end('}');
}

std::string node(const settings& s, std::string_view edge) {
    return percent_encoded(s.phone_number_id).append("/").append(edge);
}

}  // namespace

bool window_closed(const job& what) { return what.silent && *what.silent >= window; }

std::vector<piece> pieces_of(const settings& s, const capabilities& can, const job& what) {
    std::vector<piece> out;
    const bool person = all_digits(what.chat) || is_user(what.chat);
    const bool unknown = !what.silent.has_value();
    if (!s.template_name.empty() && person && (unknown || window_closed(what))) {
        auto plain = render(what.message, can, false);
        if (!plain.text.empty()) out.push_back({variable(plain.text), {}, {}, true});
        return out;
    }
    auto message = render(what.message, can);
    const auto choices = choices_of(message);
    if (!choices.empty() && length_in(message.text, characters) > body_max)
        message.parts = split_text(message.text, body_max, characters);
    for (const auto& bytes : what.photos)
        if (!bytes.empty() && bytes.size() <= photo_max) out.push_back({{}, bytes, {}, false});
    const bool captioned = out.size() == 1 && choices.empty() && message.parts.size() == 1 &&
                           length_in(message.parts[0], characters) <= body_max;
    if (captioned)
        out[0].words = std::move(message.parts[0]);
    else
        for (auto& part : message.parts) out.push_back({std::move(part), {}, {}, false});
    if (!out.empty()) out.back().choices = choices;
    return out;
}

http_call upload_call(const settings& s, const piece& one) {
    return graph_upload(s.account, node(s, "media"), {{"messaging_product", "whatsapp"}, {"type", "image/jpeg"}},
                        "file", one.photo);
}

http_call message_call(const settings& s, const job& what, const piece& one, std::string_view media,
                       std::string_view context) {
    std::string body;
    body.reserve(one.words.size() + 256);
    json_writer out(body);
    write_head(out, what.chat);
    write_context(out, context);
    if (one.templated)
        write_template(out, s, one);
    else if (!one.photo.empty())
        write_image(out, one, media);
    else if (!one.choices.empty())
        write_interactive(out, one);
    else
        write_text(out, one);
    out.key("biz_opaque_callback_data").text(std::to_string(what.id)).end('}');
    return graph_post(s.account, node(s, "messages"), std::move(body));
}

http_call toast_call(const settings& s, std::string_view chat, std::string_view message, std::string_view words) {
    std::string body;
    json_writer out(body);
    write_head(out, chat);
    write_context(out, message);
    write_text(out, {std::string(words), {}, {}, false});
    out.end('}');
    return graph_post(s.account, node(s, "messages"), std::move(body));
}

}  // namespace linli::adapters::whatsapp
