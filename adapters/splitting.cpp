#include "adapters/splitting.hpp"

#include <array>

#include "adapters/gsm7.hpp"
#include "adapters/utf8.hpp"

namespace linli::adapters {

namespace {

using unit = capabilities::unit;

// The length of a growing text in one unit.
class meter {
public:
    explicit meter(unit u) : unit_(u) {}

    void add(std::string_view cluster) {
        if (unit_ == unit::sms) sms_.add(cluster);
        for (std::size_t i = 0; i < cluster.size();) {
            const auto c = read_utf8(cluster, i);
            ++characters_;
            utf16_ += utf16_units(c.value);
            i += c.size;
        }
    }

    std::size_t characters() const { return characters_; }

    std::size_t length() const {
        if (unit_ == unit::sms) return characters_ == 0 ? 0 : sms_.count().parts;
        return unit_ == unit::utf16 ? utf16_ : characters_;
    }

private:
    unit unit_;
    std::size_t characters_ = 0, utf16_ = 0;
    sms_meter sms_;
};

enum border { paragraph, line, sentence, word, border_kinds };

constexpr std::u32string_view full_stops = U"。！？；…";
constexpr std::u32string_view western_stops = U".!?;";
constexpr std::u32string_view commas = U"，、：）】》」";

bool is_space(char32_t c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0x3000; }

// Which border lies before `at`, or border_kinds for none. `newlines` counts the line ends just
// before.
border border_at(std::string_view text, char32_t before, std::size_t at, int newlines) {
    const char32_t after = read_utf8(text, at).value;
    if (newlines >= 2 || text.substr(at).starts_with("\n\n")) return paragraph;
    if (before == '\n' || after == '\n') return line;
    if (full_stops.find(before) != std::u32string_view::npos) return sentence;
    if (western_stops.find(before) != std::u32string_view::npos && is_space(after)) return sentence;
    if (is_space(before) || is_space(after)) return word;
    if (commas.find(before) != std::u32string_view::npos) return word;
    return border_kinds;
}

std::string_view trimmed_end(std::string_view s) {
    while (!s.empty() && is_space(static_cast<unsigned char>(s.back()))) s.remove_suffix(1);
    return s;
}

std::string_view trimmed_start(std::string_view s) {
    while (!s.empty() && is_space(static_cast<unsigned char>(s.front()))) s.remove_prefix(1);
    return s;
}

struct limits {
    std::size_t max;
    unit count;
    std::size_t characters_max;

    bool hold(const meter& m) const {
        return m.length() <= max && (characters_max == 0 || m.characters() <= characters_max);
    }
};

// No unit has more of itself than a text has bytes, and nearly all of our messages are so short that
// nobody need count. An SMS holds 70 characters of any kind, or 140 septets at their worst (of 160).
bool surely_fits(std::string_view text, const limits& within) {
    constexpr std::size_t one_sms = 70;
    const bool fits = within.count == unit::sms ? text.size() <= one_sms && within.max > 0 : text.size() <= within.max;
    return fits && (within.characters_max == 0 || text.size() <= within.characters_max);
}

// Bytes of the first piece of `text`; all of it when it fits.
std::size_t first_piece(std::string_view text, const limits& within) {
    std::array<std::size_t, border_kinds> last{};
    meter length(within.count);
    std::size_t at = 0;
    int newlines = 0;
    while (at < text.size()) {
        auto end = cluster_end(text, at);
        meter longer = length;
        longer.add(text.substr(at, end - at));
        if (!within.hold(longer) && at == 0) {  // one cluster beyond the limit: cut by code points
            end = read_utf8(text, 0).size;
            longer = length;
            longer.add(text.substr(0, end));
        } else if (!within.hold(longer)) {
            break;
        }
        length = longer;
        const char32_t before = read_utf8(text, at).value;
        newlines = before == '\n' ? newlines + 1 : 0;
        at = end;
        if (at == text.size()) return at;
        const auto kind = border_at(text, before, at, newlines);
        if (kind != border_kinds) last[kind] = at;
    }
    for (const auto end : last)
        if (end >= at / 2 && end > 0) return end;
    return last[word] > 0 ? last[word] : at;
}

}  // namespace

std::size_t length_in(std::string_view text, unit u) {
    meter m(u);
    for (std::size_t i = 0; i < text.size();) {
        const auto end = cluster_end(text, i);
        m.add(text.substr(i, end - i));
        i = end;
    }
    return m.length();
}

std::vector<std::string> split_text(std::string_view text, std::size_t max, unit u, std::size_t characters_max) {
    std::vector<std::string> pieces;
    const limits within{max, u, characters_max};
    text = trimmed_end(text);
    if (surely_fits(text, within)) {
        if (!text.empty()) pieces.emplace_back(text);
        return pieces;
    }
    while (!text.empty()) {
        const auto end = first_piece(text, within);
        const auto piece = trimmed_end(text.substr(0, end));
        if (!piece.empty()) pieces.emplace_back(piece);
        text = end == text.size() ? std::string_view{} : trimmed_start(text.substr(end));
    }
    return pieces;
}

}  // namespace linli::adapters
