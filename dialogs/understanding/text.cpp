#include "dialogs/understanding/text.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "dialogs/ascii.hpp"

namespace linli {
namespace {

constexpr char32_t joiner = 0x200D;          // holds emoji sequences together
constexpr char32_t emoji_form = 0xFE0F;      // asks for the coloured form of the character before
constexpr char32_t keycap = 0x20E3;          // 1️⃣ is a digit, the emoji form and this
constexpr std::size_t longest_cluster = 32;  // code points; beyond it an accent pile may be split

bool is_emoji(char32_t c) {
    return c >= 0x203C && (u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_EXTENDED_PICTOGRAPHIC) ||
                           u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_EMOJI_MODIFIER) ||
                           u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_REGIONAL_INDICATOR));
}

bool is_invisible(char32_t c) {
    if (c < 0xA0) return (c < 0x20 && c != '\n') || c >= 0x7F;
    if (c < 0x300) return c == 0xAD;
    if (c >= 0x3400 && c < 0xA000) return false;  // Chinese characters, before three tables are asked
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
           u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_BIDI_CONTROL) ||
           u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_NONCHARACTER_CODE_POINT) ||
           (c >= 0xFFF9 && c <= 0xFFFC);  // annotations and the object replacement
}

bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return (c >= 0x20 && c < 0x7F) || c == '\n'; });
}

// Does the character at `at` belong to the visible character before it?
bool continues(std::string_view text, std::size_t at, char32_t before) {
    if (at >= text.size()) return false;
    if (before == joiner) return true;
    const char32_t c = next_char(text, at);
    return c == joiner || c == emoji_form || c == keycap ||
           (U_MASK(u_charType(static_cast<UChar32>(c))) & U_GC_M_MASK) != 0 ||
           u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_EMOJI_MODIFIER);
}

bool blank(char32_t c) { return c == ' ' || c == '\n' || c == 0xA0 || u_isUWhiteSpace(static_cast<UChar32>(c)); }

void trim(std::string& text) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); begin = at)
        if (!blank(next_char(text, at))) break;
    std::size_t end = text.size();
    while (end > begin) {
        std::size_t start = end - 1;
        while (start > begin && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
        std::size_t at = start;
        if (!blank(next_char(text, at))) break;
        end = start;
    }
    text.erase(end);
    text.erase(0, begin);
}

// What a character becomes between its neighbours; no_char: nothing.
char32_t kept(char32_t c, char32_t before, std::string_view after) {
    if (c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) return '\n';
    if (c == '\t') return ' ';
    if (c == joiner) {
        std::size_t ahead = 0;
        const bool holds = (is_emoji(before) || before == emoji_form) && !after.empty();
        return holds && is_emoji(next_char(after, ahead)) ? c : no_char;
    }
    if (c == emoji_form) {
        const bool digit = is_digit(before) || before == '#' || before == '*';
        return is_emoji(before) || digit ? c : no_char;
    }
    return is_invisible(c) ? no_char : c;
}

// Copies what may stay, nearly always all of it in one piece. Fails on bad UTF-8.
bool filter(std::string_view utf8, std::string& out) {
    out.reserve(utf8.size());
    char32_t before = 0;     // the last character that was kept
    std::size_t copied = 0;  // of `utf8`
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t start = at;
        const char32_t c = next_char(utf8, at);
        if (c == no_char) return false;
        if (c == '\r' && utf8.substr(at).starts_with('\n')) ++at;
        const char32_t stays = kept(c, before, utf8.substr(at));
        if (stays != no_char) before = stays;
        if (stays == c) continue;
        out.append(utf8.substr(copied, start - copied));
        if (stays != no_char) append_utf8(out, stays);
        copied = at;
    }
    out.append(utf8.substr(copied));
    return true;
}

void compose(std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) return;
    const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
    if (nfc->isNormalizedUTF8(piece, status)) return;
    std::string composed;
    icu::StringByteSink<std::string> sink(&composed, static_cast<int32_t>(text.size()));
    nfc->normalizeUTF8(0, piece, sink, nullptr, status);
    if (U_SUCCESS(status)) text = std::move(composed);
}

// The place of the character number `max_chars`, or further back, between visible characters.
std::size_t cut_place(std::string_view text, std::size_t max_chars) {
    if (count_chars(text) <= max_chars) return text.size();
    std::size_t at = 0;
    std::size_t border = 0;  // the last place between two visible characters
    std::size_t since = 0;   // characters behind it
    char32_t before = 0;
    for (std::size_t n = 0; at < text.size(); ++n) {
        if (n == 0 || !continues(text, at, before) || since >= longest_cluster) {
            border = at;
            since = 0;
        }
        if (n == max_chars) return border;
        before = next_char(text, at);
        ++since;
    }
    return text.size();
}

}  // namespace

char32_t next_char(std::string_view utf8, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
    const unsigned first = byte(at++);
    if (first < 0x80) return first;
    if (first < 0xC2 || first > 0xF4) return no_char;
    const std::size_t more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    char32_t c = first & (0x3Fu >> more);
    for (std::size_t i = 0; i < more; ++i) {
        if (at >= utf8.size() || (byte(at) & 0xC0) != 0x80) return no_char;
        c = (c << 6) | (byte(at++) & 0x3Fu);
    }
    constexpr std::array<char32_t, 4> least{0, 0x80, 0x800, 0x10000};  // shorter is overlong
    if (c < least[more] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return no_char;
    return c;
}

void append_utf8(std::string& to, char32_t c) {
    char bytes[U8_MAX_LENGTH];
    std::size_t n = 0;
    U8_APPEND_UNSAFE(bytes, n, c);
    to.append(bytes, n);
}

std::size_t count_chars(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

result<std::string, text_error> clean(std::string_view utf8, std::size_t max_chars, bool& cut) {
    cut = false;
    std::string text;
    if (is_plain(utf8)) {
        text = utf8;
    } else {
        if (!filter(utf8, text)) return failure{text_error::bad_utf8};
        compose(text);
    }
    trim(text);
    const std::size_t end = cut_place(text, max_chars);
    if (end < text.size()) {
        cut = true;
        text.erase(end);
        trim(text);
    }
    return text;
}

}  // namespace linli
