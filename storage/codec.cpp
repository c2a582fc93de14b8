#include "storage/codec.hpp"

#include <algorithm>
#include <array>

#include "dialogs/understanding/text.hpp"

namespace linli::storage::codec {
namespace {

void append_escaped(std::string& out, unsigned char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '\\';
    if (c == '"' || c == '\\') {
        out += static_cast<char>(c);
    } else if (c == '\n') {
        out += 'n';
    } else {
        out += "u00";
        out += hex[c >> 4];
        out += hex[c & 15];
    }
}

// What is not UTF-8 becomes U+FFFD, byte by byte.
std::string repaired(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 16);
    for (std::size_t at = 0; at < text.size();) {
        const auto from = at;
        const bool good = next_char(text, at) != no_char;
        if (!good) at = from + 1;
        out += good ? text.substr(from, at - from) : "\xEF\xBF\xBD";
    }
    return out;
}

constexpr auto is_escaped = [] {
    std::array<bool, 256> escaped{};
    for (unsigned c = 0; c < 0x20; ++c) escaped[c] = true;
    escaped['"'] = escaped['\\'] = true;
    return escaped;
}();

void append_valid(std::string& out, std::string_view text) {
    out += '"';
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (!is_escaped[c]) continue;
        out.append(text, from, i - from);
        append_escaped(out, c);
        from = i + 1;
    }
    out.append(text, from);
    out += '"';
}

constexpr std::size_t usual_bytes = 4096;  // nearly every row; for a longer one the parser grows

}  // namespace

void append_text(std::string& out, std::string_view text) {
    const bool ascii = std::ranges::none_of(text, [](char c) { return static_cast<signed char>(c) < 0; });
    if (ascii || simdjson::validate_utf8(text)) append_valid(out, text);
    else append_valid(out, repaired(text));
}

simdjson::dom::object parse(std::string_view text) {
    thread_local simdjson::dom::parser parser = [] {
        simdjson::dom::parser p;
        if (p.allocate(usual_bytes, max_depth + 1)) throw std::bad_alloc();
        return p;
    }();
    simdjson::dom::object object;
    if (parser.parse(text.data(), text.size()).get(object)) throw codec_error("a stored value is not a JSON object");
    std::int64_t v = 0;
    if (object.at_key("v").get(v) || v != version)
        throw codec_error("a stored value is of a version that this release does not know");
    return object;
}

void refuse(const char* field, const char* why) {
    throw codec_error("a stored value is damaged: \"" + std::string(field) + "\" " + why);
}

}  // namespace linli::storage::codec
