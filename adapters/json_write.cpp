#include "adapters/json_write.hpp"

#include <array>
#include <charconv>

#include "adapters/utf8.hpp"

namespace linli::adapters {

namespace {

void append_escape(std::string& out, char32_t c) {
    constexpr char hex[] = "0123456789abcdef";
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += hex[(c >> shift) & 0xF];
}

// Bytes that are not simply copied: what is escaped, and the first one of U+2028 and U+2029.
constexpr auto noticed = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
    for (const unsigned char c : {'"', '\\', '\x7F', '\xE2'}) table[c] = true;
    return table;
}();

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    std::string repaired;
    if (!valid_utf8(text)) text = repaired = repaired_utf8(text);
    out += '"';
    std::size_t copied = 0;  // of `text`; what follows is copied in one piece
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!noticed[static_cast<unsigned char>(text[i])]) continue;
        const auto c = read_utf8(text, i);
        if (c.value >= 0x80 && c.value != 0x2028 && c.value != 0x2029) continue;
        out.append(text.substr(copied, i - copied));
        append_escape(out, c.value);
        copied = i + c.size;
    }
    out.append(text.substr(copied));
    out += '"';
}

void json_writer::separate() {
    if (comma_) out_ += ',';
    comma_ = true;
}

json_writer& json_writer::begin(char bracket) {
    separate();
    out_ += bracket;
    comma_ = false;
    return *this;
}

json_writer& json_writer::end(char bracket) {
    out_ += bracket;
    comma_ = true;
    return *this;
}

json_writer& json_writer::key(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    comma_ = false;
    return *this;
}

json_writer& json_writer::text(std::string_view value) {
    separate();
    append_json_string(out_, value);
    return *this;
}

json_writer& json_writer::number(std::int64_t value) {
    char digits[24];
    const auto done = std::to_chars(digits, digits + sizeof digits, value);
    return raw({digits, static_cast<std::size_t>(done.ptr - digits)});
}

json_writer& json_writer::flag(bool value) { return raw(value ? "true" : "false"); }

json_writer& json_writer::raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
}

}  // namespace linli::adapters
