#include "dialogs/understanding/address.hpp"
#include "dialogs/understanding/first_letters.hpp"

#include <algorithm>
#include <array>

namespace linli {
namespace {

// What an address may begin with: a number or a letter.
constexpr auto begin_addresses = [] {
    first_letters all;
    for (char32_t c = U'0'; c <= U'9'; ++c) all.add(c);
    for (char32_t c = U'a'; c <= U'z'; ++c) all.add(c);
    for (const char32_t c : std::u32string_view(U"零一二三四五六七八九十百千两〇○")) all.add(c);
    return all;
}();

std::string without_zeros(std::string digits) {
    const auto first = digits.find_first_not_of('0');
    return first == std::string::npos ? std::string() : digits.substr(first);
}

}  // namespace

place address_scanner::run() {
    for (at_ = 0; at_ < text_.size();) {
        const auto start = at_;
        if (!begin_addresses.may_begin(text_.chars[start])) {
            ++at_;
            continue;
        }
        const bool word_start = start == 0 || !is_word(text_.chars[start - 1]) || !is_word(text_.chars[start]);
        const bool within_number = start > 0 && numeral(start) && numeral(start - 1) &&
                                   is_digit(text_.chars[start]) == is_digit(text_.chars[start - 1]);
        if (!taken_.taken(start) && word_start && !within_number &&
            (known_flat() || chinese() || dashed() || english()) && at_ > start) {
            taken_.take(start, at_);
            continue;
        }
        at_ = start + 1;
    }
    if (found_.room.empty()) lone();
    bare();
    return found_;
}

bool address_scanner::numeral(std::size_t i) const {
    const char32_t c = text_.at(i);
    if (is_digit(c)) return true;
    constexpr std::u32string_view chinese = U"零一二三四五六七八九十百千两〇";
    return is_han(c) && chinese.find(c) != chinese.npos;
}

std::optional<address_scanner::token> address_scanner::letter_at(std::size_t i) const {
    if (!is_letter(text_.at(i)) || is_word(text_.at(i + 1))) return std::nullopt;
    return token{std::string(1, static_cast<char>(text_.at(i) - 32)), i + 1};
}

std::optional<address_scanner::token> address_scanner::number_token(std::size_t i, std::size_t most) const {
    if (taken_.taken(i)) return std::nullopt;
    auto n = number_at(text_, i);
    if (!n || n->digits.size() > most) return std::nullopt;
    auto digits = without_zeros(n->digits);
    if (digits.empty()) return std::nullopt;
    return token{std::move(digits), n->end};
}

std::optional<address_scanner::token> address_scanner::room_at(std::size_t i) const {
    if (taken_.taken(i)) return std::nullopt;
    const auto n = number_at(text_, i);
    if (!n || n->digits.size() < least_room_digits || n->digits.size() > most_room_digits) return std::nullopt;
    token t{n->digits, n->end};
    if (is_letter(text_.at(t.end)) && !is_word(text_.at(t.end + 1)))
        t.text += static_cast<char>(text_.at(t.end++) - 32);
    if (is_word(text_.at(t.end))) return std::nullopt;
    return t;
}

bool address_scanner::any_at(std::size_t i, words of) const {
    return std::any_of(of.begin(), of.end(), [&](auto w) { return stands(text_, i, w); });
}

std::optional<address_scanner::token> address_scanner::short_room_at(std::size_t i) const {
    constexpr char32_t last_letter = U'n';  // 2W and 5V measure
    if (!is_digit(text_.at(i)) || taken_.taken(i)) return std::nullopt;
    const auto n = number_at(text_, i);
    if (!n || n->digits.size() >= least_room_digits) return std::nullopt;
    const char32_t c = text_.at(n->end);
    if (!is_letter(c) || c > last_letter || is_word(text_.at(n->end + 1)) || counts(n->end)) return std::nullopt;
    return token{n->digits + static_cast<char>(c - 32), n->end + 1};
}

std::size_t address_scanner::word_at(std::size_t i, words of) const {
    for (const auto w : of)
        if (stands(text_, i, w) && !is_letter(text_.at(i + w.size()))) return i + w.size();
    return 0;
}

bool address_scanner::capital(std::size_t i) const {
    const char c = text_.source[text_.from[i]];
    return c >= 'A' && c <= 'Z';
}

std::size_t address_scanner::skip_possessive(std::size_t end) const {
    const bool kept = text_.at(end) == U'\'';  // behind a digit; between letters it is folded away
    const auto s = kept ? end + 1 : end;
    if (end == 0 || text_.at(s) != U's' || is_word(text_.at(s + 1))) return end;
    return kept || text_.from[end] - text_.from[end - 1] > 1 ? s + 1 : end;
}

void address_scanner::keep(std::string& field, const token& t) {
    if (field.empty()) field = t.text;
}

std::size_t address_scanner::skip_joints(std::size_t i) const {
    constexpr std::u32string_view joints = U" -,.的第/#:";
    for (int n = 0; n < 3 && joints.find(text_.at(i)) != joints.npos && i < text_.size(); ++n) ++i;
    return i;
}

bool address_scanner::dash(std::size_t i) const { return text_.at(i) == U'-' || text_.at(i) == U'/'; }

bool address_scanner::dashed() {
    if (at_ > 0 && dash(at_ - 1)) return false;
    const bool letter = is_letter(text_.at(at_));
    if (!letter && !is_digit(text_.at(at_))) return false;
    std::optional<token> b;
    if (letter && !is_letter(text_.at(at_ + 1)))
        b = token{std::string(1, static_cast<char>(text_.at(at_) - 32)), at_ + 1};
    else if (!letter)
        b = number_token(at_, most_building_digits);
    if (!b || owned(at_)) return false;
    if (letter && is_digit(text_.at(at_ + 1))) return joined(*b);
    std::size_t i = skip_spaces(text_, b->end);
    if (letter && i > b->end && !dash(i)) return spaced(*b, i);
    if (!dash(i)) return false;
    i = skip_spaces(text_, i + 1);
    if (const auto u = number_token(i, most_unit_digits); u && is_digit(text_.at(i))) {
        const auto second = skip_spaces(text_, u->end);
        if (dash(second)) return three(*b, *u, skip_spaces(text_, second + 1));
    }
    const auto r = room_at(i);
    if (!r || dash(r->end) || counts(r->end)) return false;
    if (text_.at(b->end) == U'/' && (letter || !like_room(*r))) return false;
    if (!letter && b->text.size() > most_unit_digits) return false;
    return take(*b, *r);
}

bool address_scanner::three(const token& b, const token& u, std::size_t i) {
    const auto r = room_at(i);
    if (!r || !is_digit(text_.at(i)) || counts(r->end) || (dash(r->end) && is_digit(text_.at(r->end + 1))))
        return false;
    if (is_date(b, u, *r)) return false;
    keep(found_.unit, u);
    return take(b, *r);
}

bool address_scanner::is_date(const token& b, const token& u, const token& r) const {
    const bool year = r.text.size() == 4 && r.text >= "2015" && r.text <= "2040";
    const bool day = b.text.size() <= 2 && std::stoi(u.text) <= 31;
    const bool chinese = std::any_of(text_.chars.begin(), text_.chars.end(), is_han);
    return year && day && (text_.at(b.end) == U'/' || !chinese);
}

bool address_scanner::take(const token& b, const token& r) {
    keep(found_.building, b);
    keep(found_.room, r);
    at_ = r.end;
    return true;
}

bool address_scanner::joined(const token& b) {
    if (text_.at(at_) > U'h') return false;
    const auto r = room_at(b.end);
    if (!r || counts(r->end)) return false;
    return take(b, *r);
}

bool address_scanner::spaced(const token& b, std::size_t i) {
    const char32_t c = text_.at(at_);
    const auto r = room_at(i);
    if (c > U'h' || !r || counts(r->end)) return false;
    const bool alone = at_ == 0 && r->end == text_.size();
    if (!capital(at_) && !alone) return false;
    if (c == U'a' && at_ == 0 && !alone) return false;
    return take(b, *r);
}

}  // namespace linli
