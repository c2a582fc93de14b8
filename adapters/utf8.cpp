#include "adapters/utf8.hpp"

#include <simdjson.h>

#include <cstdint>

namespace linli::adapters {

namespace {

constexpr code_point broken{0xFFFD, 1, false};

struct range {
    char32_t first, last;
};

// Characters that belong to the one before them.
constexpr range extending[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489},   {0x0591, 0x05BD},   {0x0610, 0x061A},   {0x064B, 0x065F}, {0x0900, 0x0903},
    {0x093A, 0x093C}, {0x093E, 0x094F},   {0x0E31, 0x0E31},   {0x0E34, 0x0E3A},   {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x200C, 0x200D},   {0x20D0, 0x20FF},   {0x302A, 0x302F},   {0x3099, 0x309A}, {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF}, {0xE0020, 0xE007F}, {0xE0100, 0xE01EF},
};

bool extends(char32_t c) {
    if (c < 0x0300) return false;
    for (const auto& r : extending)
        if (c >= r.first && c <= r.last) return true;
    return false;
}

bool pictographic(char32_t c) { return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2190 && c <= 0x2BFF); }

bool regional(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }

constexpr char32_t joiner = 0x200D;
constexpr int cluster_max = 32;

}  // namespace

code_point read_utf8(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(at);
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + size > text.size()) return broken;
    char32_t value = lead & (0xFFu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return broken;
        value = (value << 6) | (byte(at + i) & 0x3Fu);
    }
    const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (overlong || surrogate || value > 0x10FFFF) return broken;
    return {value, size, true};
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

std::size_t utf16_length(std::string_view text) {
    std::size_t units = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto c = read_utf8(text, i);
        units += utf16_units(c.value);
        i += c.size;
    }
    return units;
}

bool valid_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

std::string repaired_utf8(std::string_view text) {
    if (valid_utf8(text)) return std::string(text);
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto c = read_utf8(text, i);
        if (c.valid)
            out.append(text.substr(i, c.size));
        else
            append_utf8(out, c.value);
        i += c.size;
    }
    return out;
}

std::size_t cluster_end(std::string_view text, std::size_t at) {
    const auto first = read_utf8(text, at);
    std::size_t end = at + first.size;
    char32_t before = first.value;
    bool flag = regional(first.value);
    if (first.value < 0x20) return end;
    for (int n = 1; n < cluster_max && end < text.size(); ++n) {
        const auto c = read_utf8(text, end);
        const bool joined = before == joiner && pictographic(c.value);
        const bool second_half = flag && regional(c.value);
        if (!extends(c.value) && !joined && !second_half) break;
        flag = false;
        before = c.value;
        end += c.size;
    }
    return end;
}

std::size_t prefix_within(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text.size();
    std::size_t end = 0;
    while (end < text.size()) {
        const auto next = end + read_utf8(text, end).size;
        if (next > bytes) break;
        end = next;
    }
    return end;
}

}  // namespace linli::adapters
