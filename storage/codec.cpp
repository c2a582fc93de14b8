#include "storage/codec.hpp"

#include <algorithm>
#include <array>

namespace linli::storage::codec {
namespace {

// How many bytes the UTF-8 character at the front has; 0 when it is not one.
std::size_t character(std::string_view s) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
    const auto tail = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
        return i < s.size() && byte(i) >= low && byte(i) <= high;
    };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF)
        return tail(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) && tail(2) ? 3 : 0;
    if (first >= 0xF0 && first <= 0xF4)
        return tail(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF) && tail(2) &&
                       tail(3)
                   ? 4
                   : 0;
    return 0;
}

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
    while (!text.empty()) {
        const auto length = character(text);
        if (length > 0) out.append(text, 0, length);
        else out.append("\xEF\xBF\xBD");
        text.remove_prefix(std::max<std::size_t>(length, 1));
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
