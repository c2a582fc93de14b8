#include "storage/codec.hpp"

#include <cstdint>
#include <cstring>

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

// Eight bytes at once: most of what is stored is text, and hardly any of it is escaped.
constexpr std::uint64_t each = 0x0101010101010101, high_bits = each * 0x80;

std::uint64_t eight_at(std::string_view text, std::size_t at) {
    std::uint64_t bytes;
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    return bytes;
}

bool is_ascii(std::string_view text) {
    std::size_t at = 0;
    std::uint64_t all = 0;
    for (; at + 8 <= text.size(); at += 8) all |= eight_at(text, at);
    for (; at < text.size(); ++at) all |= static_cast<unsigned char>(text[at]);
    return (all & high_bits) == 0;
}

bool is_escaped(unsigned char c) { return c < 0x20 || c == '"' || c == '\\'; }

// The first escaped byte from `at` on, or the end.
std::size_t next_escaped(std::string_view text, std::size_t at) {
    for (; at + 8 <= text.size(); at += 8) {
        const auto bytes = eight_at(text, at);
        const auto quotes = bytes ^ (each * '"'), slashes = bytes ^ (each * '\\');
        // A borrow disturbs only the bytes above the first hit, and all are looked at again below.
        const auto hits =
            ((quotes - each) & ~quotes) | ((slashes - each) & ~slashes) | ((bytes - each * 0x20) & ~bytes);
        if (hits & high_bits) break;
    }
    while (at < text.size() && !is_escaped(static_cast<unsigned char>(text[at]))) ++at;
    return at;
}

void append_valid(std::string& out, std::string_view text) {
    out += '"';
    for (std::size_t from = 0;;) {
        const auto at = next_escaped(text, from);
        out.append(text, from, at - from);
        if (at == text.size()) break;
        append_escaped(out, static_cast<unsigned char>(text[at]));
        from = at + 1;
    }
    out += '"';
}

constexpr std::size_t usual_bytes = 4096;  // nearly every row; for a longer one the parser grows

}  // namespace

void append_text(std::string& out, std::string_view text) {
    if (is_ascii(text) || simdjson::validate_utf8(text))
        append_valid(out, text);
    else
        append_valid(out, repaired(text));
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
