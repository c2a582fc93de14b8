#include "storage/codec.hpp"

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

constexpr auto plain_bytes = [] {
    std::array<bool, 256> plain{};
    for (unsigned c = 0x20; c < 0x80; ++c) plain[c] = c != '"' && c != '\\';
    return plain;
}();

void check_depth(std::string_view text) {
    int depth = 0;
    bool inside = false;  // a string
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inside) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inside = false;
        } else if (c == '"') {
            inside = true;
        } else if (c == '{' || c == '[') {
            if (++depth > max_depth) throw codec_error("a stored value is nested too deeply");
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
}

}  // namespace

void append_text(std::string& out, std::string_view text) {
    out += '"';
    std::size_t from = 0;
    std::size_t i = 0;
    while (i < text.size()) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (plain_bytes[c]) {
            ++i;
            continue;
        }
        if (const auto length = c < 0x80 ? 0 : character(text.substr(i)); length > 0) {
            i += length;
            continue;
        }
        out.append(text, from, i - from);
        if (c < 0x80)
            append_escaped(out, c);
        else
            out += "\xEF\xBF\xBD";  // U+FFFD
        from = ++i;
    }
    out.append(text, from);
    out += '"';
}

nlohmann::json parse(std::string_view text) {
    check_depth(text);
    auto document = nlohmann::json::parse(text, nullptr, false);
    if (!document.is_object()) throw codec_error("a stored value is not a JSON object");
    const auto v = document.find("v");
    if (v == document.end() || *v != version)
        throw codec_error("a stored value is of a version that this release does not know");
    return document;
}

void refuse(const char* field, const char* why) {
    throw codec_error("a stored value is damaged: \"" + std::string(field) + "\" " + why);
}

}  // namespace linli::storage::codec
