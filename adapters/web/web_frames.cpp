#include "adapters/web/web_frames.hpp"

#include <algorithm>

#include "adapters/json_read.hpp"
#include "adapters/json_write.hpp"
#include "adapters/rendering.hpp"
#include "dialogs/ascii.hpp"
#include "dialogs/understanding/text.hpp"

namespace linli::adapters::web {

namespace {

bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= id_max && std::all_of(id.begin(), id.end(), [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
}

bool is_hash(const json& value) {
    const auto hash = text_of(value);
    return hash.size() == hash_size && hash.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

failure<frame_refusal> malformed(std::string_view id = {}) { return {frame_refusal{"malformed", std::string(id)}}; }

// Nothing would be left of it when it is cleaned: spaces, characters that nobody sees.
bool is_blank(std::string_view text) {
    bool cut = false;
    const auto left = clean(text, text.size(), cut);
    return left && left->empty();
}

// A row number: absent is 0, anything but a whole number from 0 up is refused.
bool read_seq(const json& frame, std::string_view key, std::int64_t& out) {
    if (!member(frame, key)) return true;
    out = number_at(frame, key);
    return out >= 0 && !id_at(frame, key).empty() && id_at(frame, key) == std::to_string(out);
}

result<client_frame, frame_refusal> read_say(const json& frame) {
    say_frame say;
    const auto id = text_at(frame, "id");
    const auto text = member(frame, "text");
    if (!is_id(id) || (text && !text->is_string())) return malformed();
    say.id = id;
    say.text = text_at(frame, "text");
    if (!read_seq(frame, "reply_to", say.reply_to)) return malformed(id);
    if (const auto photos = member(frame, "photos")) {
        const auto all = array_of(*photos);
        const bool good = all && all->size() <= photos_max && std::all_of(all->begin(), all->end(), is_hash);
        if (!good) return failure{frame_refusal{"bad_photo", say.id}};
        for (const auto& hash : *all) say.photos.emplace_back(text_of(hash));
    }
    if (say.text.empty() && say.photos.empty()) return malformed(id);
    if (say.photos.empty() && is_blank(say.text)) return failure{frame_refusal{"empty", say.id}};
    return client_frame{std::move(say)};
}

result<client_frame, frame_refusal> read_press(const json& frame) {
    press_frame press;
    press.id = text_at(frame, "id");
    press.data = text_at(frame, "data");
    const bool good = is_id(press.id) && !press.data.empty() && press.data.size() <= choice_data_max &&
                      read_seq(frame, "of", press.of);
    if (!good) return malformed();
    return client_frame{std::move(press)};
}

void write_choices(json_writer& out, const std::vector<choice>& choices) {
    out.key("choices").begin('[');
    for (const auto& c : choices)
        out.begin('{').key("digit").number(c.digit).key("label").text(c.label).key("data").text(c.data).end('}');
    out.end(']');
}

void write_photos(json_writer& out, const std::vector<photo>& photos) {
    out.key("photos").begin('[');
    for (const auto& p : photos)
        out.begin('{').key("hash").text(p.hash).key("width").number(p.width).key("height").number(p.height).end('}');
    out.end(']');
}

void write_files(json_writer& out, const std::vector<row_file>& files) {
    out.key("files").begin('[');
    for (const auto& f : files)
        out.begin('{').key("name").text(f.name).key("link").text(f.link).key("kind").text(name_of(f.kind)).end('}');
    out.end(']');
}

// {"t":"<kind>"; the caller adds and ends.
json_writer begin_frame(std::string& out, std::string_view kind) {
    json_writer w(out);
    w.begin('{').key("t").text(kind);
    return w;
}

}  // namespace

result<client_frame, frame_refusal> read_frame(std::string_view text) {
    if (text.size() > frame_max) return failure{frame_refusal{"too_long", {}}};
    const auto frame = parse_json(text, frame_max);
    if (!frame) return malformed();
    const auto kind = text_at(*frame, "t");
    if (kind == "say") return read_say(*frame);
    if (kind == "press") return read_press(*frame);
    hello_frame hello;
    if (kind == "hello" && read_seq(*frame, "last", hello.last)) return client_frame{hello};
    seen_frame seen;
    if (kind == "seen" && read_seq(*frame, "seq", seen.seq)) return client_frame{seen};
    return malformed();
}

void append_welcome(std::string& out, std::int64_t last, language lang) {
    begin_frame(out, "welcome").key("last").number(last).key("lang").text(name_of(lang)).end('}');
}

void append_row(std::string& out, const web_row& row) {
    auto w = begin_frame(out, "row");
    w.key("seq").number(row.seq).key("at").number(row.at.time_since_epoch().count());
    w.key("from").text(name_of(row.from));
    if (!row.who.empty()) w.key("who").text(row.who);
    if (!row.id.empty()) w.key("id").text(row.id);
    w.key("text").text(row.text);
    write_choices(w, row.choices);
    write_photos(w, row.photos);
    write_files(w, row.files);
    if (!row.case_code.empty()) w.key("case").text(row.case_code);
    if (!row.tag.empty()) w.key("tag").text(row.tag);
    if (row.reply_to > 0) w.key("reply_to").number(row.reply_to);
    if (row.withdrawn) w.key("withdrawn").flag(true);
    if (row.contact) w.key("contact").flag(true);
    w.end('}');
}

void append_ack(std::string& out, std::string_view id, std::string_view text) {
    auto w = begin_frame(out, "ack");
    w.key("id").text(id);
    if (!text.empty()) w.key("text").text(text);
    w.end('}');
}

void append_nack(std::string& out, std::string_view id, nack_reason why, std::string_view text) {
    begin_frame(out, "nack").key("id").text(id).key("why").text(name_of(why)).key("text").text(text).end('}');
}

void append_delivered(std::string& out, std::int64_t seq) {
    begin_frame(out, "delivered").key("seq").number(seq).end('}');
}

void append_bye(std::string& out, std::string_view why) { begin_frame(out, "bye").key("why").text(why).end('}'); }

void append_cases(std::string& out) { begin_frame(out, "cases").end('}'); }

}  // namespace linli::adapters::web
