#include "dialogs/understanding/address.hpp"

#include <algorithm>
#include <array>

namespace linli {
namespace {

std::string without_zeros(std::string digits) {
    const auto first = digits.find_first_not_of('0');
    return first == std::string::npos ? std::string() : digits.substr(first);
}

}  // namespace

place address_scanner::run() {
    for (at_ = 0; at_ < text_.size();) {
        const auto start = at_;
        const bool word_start =
            start == 0 || !is_word(text_.chars[start - 1]) || !is_word(text_.chars[start]);
        const bool after_number = start > 0 && numeral(start - 1);
        if (!taken_.taken(start) && word_start && !(after_number && numeral(start)) &&
            (chinese() || dashed() || english()) && at_ > start) {
            taken_.take(start, at_);
            continue;
        }
        at_ = start + 1;
    }
    if (found_.empty() || found_.room.empty()) lone();
    return found_;
}

bool address_scanner::numeral(std::size_t i) const {
    const char32_t c = text_.at(i);
    if (is_digit(c)) return true;
    constexpr std::u32string_view chinese = U"零一二三四五六七八九十百千两〇";
    return chinese.find(c) != chinese.npos;
}

std::optional<address_scanner::token> address_scanner::letter_at(std::size_t i) const {
    if (!is_letter(text_.at(i)) || is_word(text_.at(i + 1))) return std::nullopt;
    return token{std::string(1, static_cast<char>(text_.at(i) - 32)), i + 1};
}

std::optional<address_scanner::token> address_scanner::number_token(std::size_t i,
                                                                    std::size_t most) const {
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
    if (!n || n->digits.size() < least_room_digits || n->digits.size() > most_room_digits)
        return std::nullopt;
    token t{n->digits, n->end};
    if (is_letter(text_.at(t.end)) && !is_word(text_.at(t.end + 1)))
        t.text += static_cast<char>(text_.at(t.end++) - 32);
    if (is_word(text_.at(t.end))) return std::nullopt;
    return t;
}

bool address_scanner::any_at(std::size_t i,
                             std::initializer_list<std::u32string_view> words) const {
    return std::any_of(words.begin(), words.end(), [&](auto w) { return stands(text_, i, w); });
}

bool address_scanner::counts(std::size_t i) const {
    i = skip_spaces(text_, i);
    return any_at(i, {U"元",     U"块",        U"万",      U"度",    U"户",       U"人",
                      U"个",     U"天",        U"次",      U"年",    U"月",       U"日",
                      U"分",     U"米",        U"平",      U"斤",    U"辆",       U"部",
                      U"台",     U"层",        U"多",      U"小时",  U"点",       U"%",
                      U"毫",     U"公里",      U"kw",      U"yuan",  U"rmb",      U"dollar",
                      U"usd",    U"cny",       U"people",  U"times", U"days",     U"am",
                      U"pm",     U"minutes",   U"hours",   U"weeks", U"months",   U"years",
                      U"meters", U"metres",    U"degrees", U"flats", U"families", U"households",
                      U"cars",   U"residents", U"瓦",      U"w ",    U"cm",       U"kg",
                      U"期",     U"路",        U"号车位",  U"车位",  U":"}) ||
           (text_.at(i) == U'.' && is_digit(text_.at(i + 1)));
}

bool address_scanner::owned(std::size_t i) const {
    while (i > 0 && (text_.chars[i - 1] == U' ' || text_.chars[i - 1] == U':')) --i;
    constexpr auto owners = std::to_array<std::u32string_view>(
        {U"车位",  U"车位号", U"编号",  U"单号",  U"型号",         U"尾号",    U"bay",
         U"space", U"spot",   U"bus",   U"model", U"number plate", U"¥",       U"$",
         U"€",     U"£",      U"rmb",   U"路灯",  U"灯杆",         U"version", U"channel",
         U"频道",  U"工号",   U"badge", U"cp"});
    return std::any_of(owners.begin(), owners.end(),
                       [&](auto w) { return stands_before(text_, i, w); });
}

void address_scanner::keep(std::string& field, const token& t) {
    if (field.empty()) field = t.text;
}

std::size_t address_scanner::skip_joints(std::size_t i) const {
    constexpr std::u32string_view joints = U" -,.的第/";
    for (int n = 0; n < 3 && joints.find(text_.at(i)) != joints.npos && i < text_.size(); ++n) ++i;
    return i;
}

bool address_scanner::dash(std::size_t i) const {
    return text_.at(i) == U'-' || text_.at(i) == U'/';
}

bool address_scanner::dashed() {
    if (owned(at_) || (at_ > 0 && dash(at_ - 1))) return false;
    const bool letter = is_letter(text_.at(at_));
    if (!letter && !is_digit(text_.at(at_))) return false;
    std::optional<token> b;
    if (letter && !is_letter(text_.at(at_ + 1)))
        b = token{std::string(1, static_cast<char>(text_.at(at_) - 32)), at_ + 1};
    else if (!letter)
        b = number_token(at_, most_building_digits);
    if (!b) return false;
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
    if (!r || dash(r->end) || counts(r->end) || text_.at(b->end) == U'/') return false;
    if (!letter && b->text.size() > most_unit_digits) return false;
    return take(*b, *r);
}

bool address_scanner::three(const token& b, const token& u, std::size_t i) {
    const auto r = room_at(i);
    if (!r || !is_digit(text_.at(i)) || counts(r->end) ||
        (dash(r->end) && is_digit(text_.at(r->end + 1))))
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
    const bool capital =
        text_.source[text_.from[at_]] >= 'A' && text_.source[text_.from[at_]] <= 'Z';
    const auto r = room_at(i);
    if (c > U'h' || !r || counts(r->end)) return false;
    const bool alone = at_ == 0 && r->end == text_.size();
    if (!capital && !alone) return false;
    if (c == U'a' && at_ == 0 && !alone) return false;
    return take(b, *r);
}

void address_scanner::lone() {
    const auto begin = skip_spaces(text_, 0);
    const auto r = room_at(begin);
    if (!r || !is_digit(text_.at(begin))) {
        if (found_.empty()) lone_parts(begin);
        return;
    }
    constexpr auto emergency = std::to_array<std::string_view>(
        {"110", "119", "120", "122", "112", "999", "911", "995", "000"});
    if (std::find(emergency.begin(), emergency.end(), r->text) != emergency.end()) return;
    auto next = skip_spaces(text_, r->end);
    const bool alone =
        next >= text_.size() || (next + 1 == text_.size() && any_at(next, {U".", U"!", U","}));
    constexpr std::u32string_view indoors =
        U"卫厨客卧主次阳厕天马暖空没停漏渗楼下家的洗浴门窗墙墙水";
    if (text_.at(next) == U',') next = skip_spaces(text_, next + 1);
    const bool home =
        !counts(r->end) && next < text_.size() && indoors.find(text_.at(next)) != indoors.npos;
    if (alone || home) keep(found_.room, *r);
}

void address_scanner::lone_parts(std::size_t begin) {
    const auto b = number_token(begin, most_unit_digits);
    if (!b || text_.at(b->end) != U' ') return;
    const auto second = skip_spaces(text_, b->end);
    const auto u = number_token(second, most_unit_digits);
    const auto r = room_at(u ? skip_spaces(text_, u->end) : second);
    if (!r || r->end != text_.size() || (u && text_.at(u->end) != U' ')) return;
    found_ = {b->text, u ? u->text : std::string(), r->text, {}};
}

}  // namespace linli
