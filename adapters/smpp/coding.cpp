#include "adapters/smpp/coding.hpp"

#include "adapters/gsm7.hpp"
#include "adapters/utf8.hpp"

namespace linli::adapters::smpp {

namespace {

constexpr char32_t unreadable = 0xFFFD;

char32_t latin(unsigned char c) { return c; }
// ISO 8859-5 but for these follows Unicode's own order.
char32_t cyrillic(unsigned char c) {
    if (c < 0xA1 || c == 0xAD) return c;
    if (c == 0xF0) return 0x2116;
    return c == 0xFD ? 0xA7 : c + char32_t{0x360};
}
char32_t hebrew(unsigned char c) { return c >= 0xE0 && c <= 0xFA ? c - 0xE0 + char32_t{0x5D0} : c; }

template <class Table>
std::string by_table(std::string_view bytes, Table table) {
    std::string out;
    out.reserve(bytes.size());
    for (const char c : bytes) append_utf8(out, table(static_cast<unsigned char>(c)));
    return out;
}

enum class alphabet { account, latin, cyrillic, hebrew, ucs2, gsm, data };

alphabet alphabet_of(std::uint8_t coding) {
    switch (coding >> 4) {
        case 0x0:
            break;
        case 0x1:  // flash: bits 3 and 2 are the alphabet
        case 0x2:
        case 0x3:
            return (coding & 0x0C) == 0x08 ? alphabet::ucs2 : (coding & 0x0C) == 0 ? alphabet::gsm : alphabet::data;
        case 0xC:  // somebody's voice mail is waiting
        case 0xD:
            return alphabet::gsm;
        case 0xE:
            return alphabet::ucs2;
        case 0xF:
            return coding & 0x04 ? alphabet::data : alphabet::gsm;
        default:
            return alphabet::latin;
    }
    switch (coding) {
        case 0:
            return alphabet::account;
        case 2:
        case 4:
            return alphabet::data;
        case 6:
            return alphabet::cyrillic;
        case 7:
            return alphabet::hebrew;
        case 8:
            return alphabet::ucs2;
        default:  // 1 is ASCII, 3 Latin-1; of the others nobody knows
            return alphabet::latin;
    }
}

}  // namespace

std::string to_ucs2(std::string_view text) {
    std::string out;
    out.reserve(text.size() * 2);
    const auto put = [&](char32_t unit) {
        out += static_cast<char>(unit >> 8 & 0xFF);
        out += static_cast<char>(unit & 0xFF);
    };
    for (std::size_t i = 0; i < text.size();) {
        const auto c = read_utf8(text, i);
        i += c.size;
        if (c.value < 0x10000) {
            put(c.value);
        } else {
            put(0xD800 + ((c.value - 0x10000) >> 10));
            put(0xDC00 + ((c.value - 0x10000) & 0x3FF));
        }
    }
    return out;
}

std::string from_ucs2(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    const auto unit = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(bytes[i]) << 8 |
                                     static_cast<unsigned char>(bytes[i + 1]));
    };
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        const char32_t high = unit(i);
        if (high < 0xD800 || high > 0xDFFF) {
            append_utf8(out, high);
            continue;
        }
        const char32_t low = high < 0xDC00 && i + 3 < bytes.size() ? unit(i + 2) : 0;
        if (low < 0xDC00 || low > 0xDFFF) {
            append_utf8(out, unreadable);
            continue;
        }
        append_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
        i += 2;
    }
    return out;
}

std::optional<std::string> to_latin1(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto c = read_utf8(text, i);
        i += c.size;
        if (c.value > 0xFF) return std::nullopt;
        out += static_cast<char>(c.value);
    }
    return out;
}

std::optional<std::string> decode(std::uint8_t coding, std::string_view bytes, encoding account) {
    switch (alphabet_of(coding)) {
        case alphabet::account:
            return account == encoding::latin1 ? by_table(bytes, latin) : from_gsm7(bytes);
        case alphabet::gsm:
            return from_gsm7(bytes);
        case alphabet::latin:
            return by_table(bytes, latin);
        case alphabet::cyrillic:
            return by_table(bytes, cyrillic);
        case alphabet::hebrew:
            return by_table(bytes, hebrew);
        case alphabet::ucs2:
            return from_ucs2(bytes);
        case alphabet::data:
            break;
    }
    return std::nullopt;
}

}  // namespace linli::adapters::smpp
