#include "dialogs/staff/written.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace linli::staff {
namespace {

constexpr std::size_t numeral_max = 8;  // signs; longer ones are no amount of anything here

struct sign {
    std::string_view written;
    int value;
};
constexpr std::array signs{sign{"零", 0},  sign{"〇", 0},   sign{"一", 1},    sign{"二", 2},
                           sign{"两", 2},  sign{"三", 3},   sign{"四", 4},    sign{"五", 5},
                           sign{"六", 6},  sign{"七", 7},   sign{"八", 8},    sign{"九", 9},
                           sign{"十", 10}, sign{"百", 100}, sign{"千", 1000}, sign{"万", 10000}};

const sign* sign_at(std::string_view s) {
    const auto found =
        std::find_if(signs.begin(), signs.end(), [&](const sign& x) { return s.starts_with(x.written); });
    return found == signs.end() ? nullptr : found;
}

}  // namespace

bool holds_any(std::string_view s, words_of words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return s.find(w) != s.npos; });
}
bool starts_with_any(std::string_view s, words_of words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return s.starts_with(w); });
}
bool ends_with_any(std::string_view s, words_of words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return s.ends_with(w); });
}

std::size_t find_word(std::string_view s, std::string_view word, std::size_t from) {
    for (auto at = s.find(word, from); at != s.npos; at = s.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || !letter(s[at - 1])) && (end == s.size() || !letter(s[end]))) return at;
    }
    return s.npos;
}

void replace_all(std::string& s, std::string_view from, std::string_view to) {
    for (auto at = s.find(from); at != s.npos; at = s.find(from, at + to.size())) s.replace(at, from.size(), to);
}

std::string narrowed(std::string_view words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto byte = [&](std::size_t n) {
            return i + n < words.size() ? static_cast<unsigned char>(words[i + n]) : 0;
        };
        // U+FF01 … U+FF5E are the marks, digits and letters of ASCII in full width.
        const auto wide = 0xFF00 + (byte(1) == 0xBD ? 0x40 : 0) + (byte(2) & 0x3F);
        if (byte(0) == 0xEF && (byte(1) == 0xBC || byte(1) == 0xBD) && wide > 0xFF00 && wide < 0xFF5F) {
            out += static_cast<char>(std::tolower(wide - 0xFF00 + 0x20));
            i += 2;
        } else {
            out += static_cast<char>(std::tolower(byte(0)));
        }
    }
    return out;
}

numeral numeral_at(std::string_view s) {
    numeral out;
    int below = 0;   // what 万 has not multiplied yet
    int last = -1;   // the digit that waits for its weight
    int weight = 1;  // that stood before it: 一千二 is 1200
    std::size_t n = 0;
    for (const auto* one = sign_at(s); one && n < numeral_max; one = sign_at(s.substr(out.size)), ++n) {
        out.size += one->written.size();
        if (one->value == 10000) {
            out.value = (below + std::max(last, 0) + (below == 0 && last < 0)) * one->value;
            below = 0;
            last = -1;
            weight = one->value;
        } else if (one->value >= 10) {
            below += (last < 0 ? 1 : last) * one->value;
            last = -1;
            weight = one->value;
        } else {
            if (last >= 0 || one->value == 0) weight = 1;
            last = one->value;
        }
    }
    out.value += below + std::max(last, 0) * (weight > 10 ? weight / 10 : 1);
    return out;
}

}  // namespace linli::staff
