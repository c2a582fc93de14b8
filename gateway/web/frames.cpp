#include "gateway/web/frames.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dialogs/work.hpp"

namespace linli::gateway::frames {
namespace {

using nlohmann::json;

std::optional<std::string> text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

// Absent: 0. A wrong type or a negative number: nothing.
std::optional<std::int64_t> count_of(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null()) return 0;
    if (!found->is_number_unsigned()) return std::nullopt;
    const auto n = found->get<std::uint64_t>();
    return n < (1ULL << 53) ? std::optional{static_cast<std::int64_t>(n)} : std::nullopt;
}

bool is_id(std::string_view text) {
    constexpr std::string_view allowed =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
    return text.size() >= 8 && text.size() <= 64 &&
           text.find_first_not_of(allowed) == std::string_view::npos;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::optional<from_page> read_say(const json& o) {
    say s;
    auto id = text_of(o, "id");
    auto text = text_of(o, "text");
    const auto reply_to = count_of(o, "reply_to");
    if (!id || !is_id(*id) || !text || !reply_to) return std::nullopt;
    s.id = *std::move(id);
    s.text = *std::move(text);
    s.reply_to = *reply_to;
    s.too_long = characters(s.text) > text_max;
    if (const auto photos = o.find("photos"); photos != o.end() && !photos->is_null()) {
        if (!photos->is_array() || photos->size() > photos_max) return std::nullopt;
        for (const auto& p : *photos) {
            if (!p.is_string()) return std::nullopt;
            s.photos.push_back(p.get<std::string>());
        }
    }
    return s;
}

std::optional<from_page> read_press(const json& o) {
    auto id = text_of(o, "id");
    auto data = text_of(o, "data");
    const auto of = count_of(o, "of");
    if (!id || !is_id(*id) || !data || data->empty() || data->size() > data_max || !of)
        return std::nullopt;
    return press{*std::move(id), *std::move(data), *of};
}

std::size_t utf8_length(std::string_view text, std::size_t at) {
    const auto c = static_cast<unsigned char>(text[at]);
    const std::size_t n = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3
                          : c >= 0xf0 && c < 0xf5 ? 4 : 0;
    if (n == 0 || at + n > text.size()) return 0;
    for (std::size_t k = 1; k < n; ++k)
        if ((static_cast<unsigned char>(text[at + k]) & 0xc0) != 0x80) return 0;
    return n;
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out += ",\"";
    out += name;
    out += "\":";
    append_quoted(out, value);
}

void append_photo(std::string& out, const photo& p) {
    out += "{\"hash\":";
    append_quoted(out, p.hash);
    fmt::format_to(std::back_inserter(out), R"(,"width":{},"height":{}}})", p.width, p.height);
}

void append_photos(std::string& out, const storage::history_row& r) {
    out += ",\"photos\":[";
    const auto begin = out.size();
    const auto separate = [&] {
        if (out.size() > begin) out += ',';
    };
    for (const auto& p : r.message.photos) {
        separate();
        append_photo(out, p);
    }
    for (const auto& a : r.attachments) {
        if (a.kind != media_kind::photo) continue;
        separate();
        append_photo(out, a.photo);
    }
    out += ']';
}

void append_files(std::string& out, const storage::history_row& r) {
    out += ",\"files\":[";
    bool first = true;
    for (const auto& a : r.attachments) {
        if (a.kind == media_kind::photo || a.link.empty()) continue;
        out += first ? "{\"name\":" : ",{\"name\":";
        first = false;
        append_quoted(out, a.name);
        append_field(out, "link", a.link);
        append_field(out, "kind", name_of(a.kind));
        out += '}';
    }
    out += ']';
}

void append_choices(std::string& out, const outgoing& m) {
    out += ",\"choices\":[";
    for (std::size_t i = 0; i < m.choices.size(); ++i) {
        const auto& c = m.choices[i];
        fmt::format_to(std::back_inserter(out), R"({}{{"digit":{})", i ? "," : "", c.digit);
        append_field(out, "label", c.label);
        append_field(out, "data", c.data);
        out += '}';
    }
    out += ']';
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        const auto n = utf8_length(text, i);
        if (n == 0) {
            out += '?';
        } else if (c == '"' || c == '\\') {
            out += '\\';
            out += text[i];
        } else if (c == '\n') {
            out += "\\n";
        } else if (c < 0x20) {
            out += "\\u00";
            out += hex[c >> 4];
            out += hex[c & 15];
        } else {
            out += text.substr(i, n);
        }
        i += std::max<std::size_t>(n, 1);
    }
    out += '"';
}

std::optional<from_page> read(std::string_view text) {
    const auto o = json::parse(text, nullptr, false);
    if (!o.is_object()) return std::nullopt;
    const auto kind = text_of(o, "t");
    if (!kind) return std::nullopt;
    if (*kind == "say") return read_say(o);
    if (*kind == "press") return read_press(o);
    if (*kind == "hello") {
        const auto last = count_of(o, "last");
        return last ? std::optional<from_page>(hello{*last}) : std::nullopt;
    }
    if (*kind == "seen") {
        const auto seq = count_of(o, "seq");
        return seq ? std::optional<from_page>(seen{*seq}) : std::nullopt;
    }
    return std::nullopt;
}

std::string welcome(std::int64_t last, language l) {
    return fmt::format(R"({{"t":"welcome","last":{},"lang":"{}"}})", last, name_of(l));
}

std::string row(const storage::history_row& r, person_id viewer) {
    const bool mine = r.sender != person_id::nobody && r.sender == viewer;
    const bool bot = r.sender == person_id::nobody && r.who.empty();
    auto out = fmt::format(R"({{"t":"row","seq":{},"at":{},"from":"{}")", r.seq,
                           r.at.time_since_epoch().count(), mine ? "me" : bot ? "bot" : "staff");
    if (!mine && !r.who.empty()) append_field(out, "who", r.who);
    if (mine && !r.client_id.empty()) append_field(out, "id", r.client_id);
    append_field(out, "text", r.message.text);
    append_choices(out, r.message);
    append_photos(out, r);
    append_files(out, r);
    if (r.message.about != case_code::none) append_field(out, "case", code_text(r.message.about));
    if (!r.message.tag.empty()) append_field(out, "tag", r.message.tag);
    const bool number = !r.reply_to.empty() && r.reply_to.size() < 16 &&
                        r.reply_to.find_first_not_of("0123456789") == std::string::npos;
    if (number) out += ",\"reply_to\":" + r.reply_to;
    if (r.message.withdraw) out += ",\"withdrawn\":true";
    if (r.message.wants_contact) out += ",\"contact\":true";
    return out + "}";
}

std::string ack(std::string_view id) {
    std::string out = R"({"t":"ack","id":)";
    append_quoted(out, id);
    return out + "}";
}

std::string nack(std::string_view id, std::string_view why, std::string_view text) {
    std::string out = R"({"t":"nack","id":)";
    append_quoted(out, id);
    append_field(out, "why", why);
    append_field(out, "text", text);
    return out + "}";
}

std::string delivered(std::int64_t seq) { return fmt::format(R"({{"t":"delivered","seq":{}}})", seq); }
std::string cases() { return R"({"t":"cases"})"; }
std::string bye() { return R"({"t":"bye","why":"restart"})"; }

}  // namespace linli::gateway::frames
