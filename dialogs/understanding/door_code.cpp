#include "dialogs/understanding/door_code.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace linli {
namespace {

constexpr std::size_t longest_name = 5;

// As places are stored: 3, 12A, B.
std::string name_of_part(std::u32string_view part) {
    if (part.size() < 2 || part.size() > longest_name + 1 || !std::ranges::all_of(part, is_word)) return {};
    std::string out;
    for (const auto c : part.substr(1)) out += static_cast<char>(is_letter(c) ? c - U'a' + U'A' : c);
    return out;
}

std::u32string_view payload_of(std::u32string_view text) {
    if (!text.starts_with(U"/start ") && !text.starts_with(U"/start@")) return {};
    const auto space = text.find(U' ');
    return space == text.npos ? std::u32string_view() : text.substr(space + 1);
}

}  // namespace

place door_place(const folded& text) {
    place out;
    auto rest = payload_of(text.chars);
    std::string_view order = "bur";
    while (!rest.empty()) {
        const auto part = rest.substr(0, rest.find(U'-'));
        const auto which = order.find(static_cast<char>(part.empty() ? U' ' : part.front()));
        auto name = name_of_part(part);
        if (which == order.npos || name.empty()) return {};
        const char kind = order[which];
        (kind == 'b' ? out.building : kind == 'u' ? out.unit : out.room) = std::move(name);
        order.remove_prefix(which + 1);
        if (part.size() + 1 == rest.size()) return {};  // a dash and nothing behind it
        rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    }
    return out.building.empty() ? place() : out;
}

}  // namespace linli
