#include "adapters/charset.hpp"

#include <cstdint>

#include "adapters/utf8.hpp"

namespace linli::adapters {

namespace {

// WINDOWS-1252 from 0x80 to 0x9F; elsewhere it is ISO-8859-1.
constexpr char32_t windows_1252[] = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                     0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

std::string upper(std::string_view name) {
    std::string out(name);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

std::string from_utf16be(std::string_view bytes) {
    std::string out;
    const auto unit = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<std::uint8_t>(bytes[i]) << 8 |
                                     static_cast<std::uint8_t>(bytes[i + 1]));
    };
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        char32_t c = unit(i);
        const bool high = c >= 0xD800 && c < 0xDC00;
        const char32_t low = high && i + 3 < bytes.size() ? unit(i + 2) : 0;
        if (low >= 0xDC00 && low < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            i += 2;
        } else if (c >= 0xD800 && c < 0xE000) {
            c = 0xFFFD;
        }
        append_utf8(out, c);
    }
    return out;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view charset) {
    const auto name = upper(charset);
    if (name == "UTF-16BE" || name == "UTF16BE" || name == "UCS-2" || name == "UCS2") return from_utf16be(bytes);
    const bool windows = name == "WINDOWS-1252" || name == "CP1252";
    if (!windows && name != "ISO-8859-1" && name != "LATIN1") return repaired_utf8(bytes);
    std::string out;
    for (const char b : bytes) {
        const auto c = static_cast<std::uint8_t>(b);
        append_utf8(out, windows && c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c);
    }
    return out;
}

}  // namespace linli::adapters
