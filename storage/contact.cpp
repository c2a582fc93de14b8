#include "storage/contact.hpp"

#include <algorithm>

#include "dialogs/ascii.hpp"

namespace linli::storage {
namespace {

constexpr std::size_t shortest_phone = 5;   // an inner line; what is shorter is a room number as likely
constexpr std::size_t shortest_suffix = 7;  // with and without the country's or the city's code
constexpr std::string_view blank = "***";

// One digit, ASCII or full-width, at `at`; its length in bytes, 0 when there is none.
std::size_t digit(std::string_view s, std::size_t at, char& value) {
    if (is_digit(s[at])) {
        value = s[at];
        return 1;
    }
    if (at + 2 < s.size() && s[at] == '\xEF' && s[at + 1] == '\xBC' && s[at + 2] >= '\x90' && s[at + 2] <= '\x99') {
        value = static_cast<char>('0' + (s[at + 2] - '\x90'));
        return 3;
    }
    return 0;
}

bool separates(char c) { return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/'; }

bool same_number(std::string_view found, std::string_view phone) {
    if (found == phone) return true;
    return std::min(found.size(), phone.size()) >= shortest_suffix &&
           (found.ends_with(phone) || phone.ends_with(found));
}

std::string without_phones(const std::string& text, const std::vector<std::string>& phones) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        char d = 0;
        if (digit(text, i, d) == 0) {
            out += text[i++];
            continue;
        }
        std::string digits;
        std::size_t end = i;
        for (std::size_t j = i; j < text.size();) {
            if (const auto length = digit(text, j, d); length > 0) {
                digits += d;
                end = j += length;
            } else if (separates(text[j]) && j - end < 2) {
                ++j;
            } else {
                break;
            }
        }
        const bool theirs = std::ranges::any_of(phones, [&](const auto& p) { return same_number(digits, p); });
        theirs ? out.append(blank) : out.append(text, i, end - i);
        i = end;
    }
    return out;
}

}  // namespace

void contact::add_name(std::string_view name) {
    const bool ascii = std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    const std::size_t least = ascii ? 3 : 6;  // bytes: three letters, two Chinese characters
    if (name.size() >= least && std::ranges::find(names, name) == names.end()) names.emplace_back(name);
}

void contact::add_phone(std::string_view phone) {
    std::string digits;
    for (std::size_t i = 0; i < phone.size();) {
        char d = 0;
        const auto length = digit(phone, i, d);
        if (length > 0) digits += d;
        i += std::max<std::size_t>(length, 1);
    }
    if (digits.size() >= shortest_phone && std::ranges::find(phones, digits) == phones.end())
        phones.push_back(std::move(digits));
}

std::string without(std::string text, const contact& who) {
    if (!who.phones.empty()) text = without_phones(text, who.phones);
    for (const auto& name : who.names)
        for (auto at = text.find(name); at != text.npos; at = text.find(name, at + blank.size()))
            text.replace(at, name.size(), blank);
    return text;
}

}  // namespace linli::storage
