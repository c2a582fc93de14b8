#include "dialogs/understanding/phone.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

#include "dialogs/understanding/text.hpp"

namespace linli {
namespace {

// Country code, and how many digits follow it (national significant number).
struct plan {
    std::string_view code;
    std::size_t least;
    std::size_t most;
};
constexpr auto plans = std::to_array<plan>({
    {"1", 10, 10},  {"7", 10, 10},  {"20", 8, 10},  {"27", 9, 9},   {"30", 10, 10}, {"31", 9, 9},   {"32", 8, 9},
    {"33", 9, 9},   {"34", 9, 9},   {"36", 8, 9},   {"39", 6, 11},  {"40", 9, 9},   {"41", 9, 9},   {"43", 4, 13},
    {"44", 9, 10},  {"45", 8, 8},   {"46", 7, 10},  {"47", 8, 8},   {"48", 9, 9},   {"49", 6, 11},  {"51", 8, 9},
    {"52", 10, 10}, {"54", 10, 11}, {"55", 10, 11}, {"56", 9, 9},   {"57", 10, 10}, {"60", 8, 10},  {"61", 9, 9},
    {"62", 8, 12},  {"63", 8, 10},  {"64", 8, 10},  {"65", 8, 8},   {"66", 8, 9},   {"81", 9, 10},  {"82", 8, 10},
    {"84", 9, 10},  {"86", 9, 11},  {"90", 10, 10}, {"91", 10, 10}, {"92", 9, 10},  {"94", 9, 9},   {"95", 7, 10},
    {"98", 10, 10}, {"212", 9, 9},  {"234", 8, 10}, {"254", 9, 9},  {"351", 9, 9},  {"353", 7, 9},  {"358", 6, 11},
    {"380", 9, 9},  {"420", 9, 9},  {"852", 8, 8},  {"853", 8, 8},  {"855", 8, 9},  {"856", 8, 10}, {"880", 8, 10},
    {"886", 8, 9},  {"960", 7, 7},  {"966", 8, 9},  {"971", 8, 9},  {"972", 8, 9},  {"977", 8, 10},
});
constexpr std::size_t longest_e164 = 15;  // ITU-T E.164
constexpr std::size_t shortest_international = 8;
constexpr std::size_t longest_span = 24;  // characters of a written number, separators included
constexpr std::size_t most_groups = 6;    // +33 6 12 34 56 78

bool international(std::string_view digits) {
    if (digits.size() < shortest_international || digits.size() > longest_e164) return false;
    return std::any_of(plans.begin(), plans.end(), [&](const plan& p) {
        if (!digits.starts_with(p.code)) return false;
        const auto rest = digits.size() - p.code.size();
        return rest >= p.least && rest <= p.most;
    });
}

// Digits that stand together, and what parts them from those before.
struct group {
    std::string digits;
    std::size_t end = 0;
    std::u32string before;
};
using groups = std::vector<group>;

std::string joined(const groups& g, std::size_t from, std::size_t n) {
    std::string all;
    for (std::size_t i = from; i < n; ++i) all += g[i].digits;
    return all;
}

bool sized(const groups& g, std::size_t from, std::initializer_list<std::size_t> sizes, std::size_t n) {
    if (n - from != sizes.size()) return false;
    return std::equal(sizes.begin(), sizes.end(), g.begin() + static_cast<std::ptrdiff_t>(from),
                      [](std::size_t size, const group& one) { return one.digits.size() == size; });
}

// 13800138000, 138 0013 8000, 138-0013-8000: nothing shorter, longer or parted otherwise.
bool chinese_mobile(const groups& g, std::size_t from, std::size_t n) {
    const auto d = joined(g, from, n);
    if (d.size() != 11 || d[0] != '1' || d[1] < '3') return false;
    if (n - from == 1) return true;
    const auto one_mark = [](const group& x) { return x.before == U" " || x.before == U"-"; };
    return sized(g, from, {3, 4, 4}, n) && one_mark(g[from + 1]) && one_mark(g[from + 2]);
}

// 62345678, 6234 5678: a number of the same town.
bool local(const groups& g, std::size_t from, std::size_t n) {
    const auto d = joined(g, from, n);
    const bool whole = n - from == 1 && (d.size() == 7 || d.size() == 8);
    return (whole || sized(g, from, {4, 4}, n) || sized(g, from, {3, 4}, n)) && d[0] >= '2';
}

// 010-62345678, 0755-8123 4567, 01062345678.
bool chinese_landline(const groups& g, std::size_t n) {
    const auto& first = g[0].digits;
    if (first.size() < 3 || first[0] != '0' || first[1] == '0') return false;
    const std::size_t area = first[1] == '1' || first[1] == '2' ? 3 : 4;
    if (n == 1) return (first.size() == area + 7 || first.size() == area + 8) && first[area] >= '2';
    return first.size() == area && local(g, 1, n);
}

// 400-820-1234, 4008201234: of a firm, the same everywhere.
bool of_a_firm(const groups& g, std::size_t n) {
    const auto d = joined(g, 0, n);
    const bool parted_so = n == 1 || sized(g, 0, {3, 3, 4}, n) || sized(g, 0, {3, 7}, n) || sized(g, 0, {4, 3, 3}, n);
    return d.size() == 10 && (d.starts_with("400") || d.starts_with("800")) && parted_so;
}

// 2 and 3 digit groups of North America: (415) 555-0123.
bool american(const groups& g, std::size_t n) {
    return sized(g, 0, {3, 3, 4}, n) && g[0].digits[0] >= '2' && g[1].digits[0] >= '2';
}

bool british(const groups& g, std::size_t n) {
    const auto d = joined(g, 0, n);
    return d.size() == 11 && d.starts_with("07");
}

// 5栋, 2单元, 12楼: said where it is, so no part of a number. Of a number's end are at least three digits.
bool is_place_part(const folded& text, const group& g) {
    constexpr auto words =
        std::to_array<std::u32string_view>({U"栋", U"幢", U"号楼", U"单元", U"座", U"弄", U"楼", U"层"});
    const auto at = skip_spaces(text, g.end);
    return g.digits.size() < 3 &&
           std::any_of(words.begin(), words.end(), [&](std::u32string_view x) { return stands(text, at, x); });
}

bool is_mark(char32_t c) { return c == U' ' || c == U'-' || c == U'.' || c == U'(' || c == U')'; }

// Digits in groups parted by one or two marks.
groups groups_at(const folded& text, std::size_t at) {
    groups out;
    std::size_t i = at;
    while (out.size() < most_groups && i - at < longest_span) {
        group one;
        while (!out.empty() && is_mark(text.at(i)) && one.before.size() < 3) one.before += text.chars[i++];
        const bool parted = out.empty() || (!one.before.empty() && one.before.size() < 3);
        while (is_digit(text.at(i))) one.digits += static_cast<char>(text.chars[i++]);
        one.end = i;
        if (!parted || one.digits.empty() || is_place_part(text, one)) break;
        out.push_back(std::move(one));
    }
    return out;
}

// "3-2-1201", "5-1201" behind a blank: a flat follows the number.
bool is_flat(const groups& g, std::size_t i) {
    const auto dash = [&](std::size_t k) { return k < g.size() && g[k].before == U"-"; };
    const auto size = [&](std::size_t k) { return g[k].digits.size(); };
    if (i == 0 || !g[i].before.starts_with(U' ') || size(i) > 2 || !dash(i + 1)) return false;
    const bool with_unit = dash(i + 2) && size(i + 1) <= 2 && size(i + 2) >= 3 && size(i + 2) <= 4;
    return with_unit || (!dash(i + 2) && size(i + 1) >= 3 && size(i + 1) <= 4);
}

void leave_flats(groups& g) {
    for (std::size_t i = 1; i < g.size(); ++i)
        if (is_flat(g, i)) return g.resize(i);
}

// "/new 62345678 …": the first number of a call that the desk types in.
bool is_typed_in(const folded& text, std::size_t at) {
    const bool desk = stands(text, 0, U"/new") || stands(text, 0, U"登记");
    return desk && std::none_of(text.chars.begin(), text.chars.begin() + static_cast<std::ptrdiff_t>(at), is_digit);
}

// Seven or eight digits alone may be anything: an order, a meter, a date. Behind these they are a telephone.
bool is_named(const folded& text, std::size_t at) {
    constexpr auto heads =
        std::to_array<std::u32string_view>({U"电话", U"电话号码", U"电话号", U"电话是", U"座机", U"固话", U"来电",
                                            U"tel", U"phone", U"call", U"call me at", U"call me on"});
    if (is_typed_in(text, at)) return true;
    while (at > 0 && (text.chars[at - 1] == U' ' || text.chars[at - 1] == U':')) --at;
    return std::any_of(heads.begin(), heads.end(), [&](std::u32string_view h) { return stands_before(text, at, h); });
}

// What the first `n` groups are as a number; empty: none.
std::string number_of(const groups& g, std::size_t n, bool plus, bool zeros, bool named) {
    const auto digits = joined(g, 0, n);
    if (plus) return international(digits) ? "+" + digits : std::string();
    if (zeros && international(std::string_view(digits).substr(2))) return "+" + digits.substr(2);
    if (chinese_mobile(g, 0, n) || chinese_landline(g, n) || of_a_firm(g, n) || american(g, n) || british(g, n) ||
        (named && local(g, 0, n)))
        return digits;
    groups inside = g;  // 86 138 0013 8000, 8613800138000
    if (inside[0].digits.starts_with("86")) inside[0].digits.erase(0, 2);
    const std::size_t from = inside[0].digits.empty() ? 1 : 0;
    const bool with_code = inside[0].digits != g[0].digits && n > from;
    return with_code && chinese_mobile(inside, from, n) ? "+" + digits : std::string();
}

std::string phone_at(const folded& text, std::size_t at, std::size_t& end) {
    const bool plus = text.chars[at] == U'+';
    const std::size_t start = plus || text.chars[at] == U'(' ? at + 1 : at;
    if (!is_digit(text.at(start))) return {};
    auto g = groups_at(text, start);
    leave_flats(g);
    const bool zeros = stands(text, at, U"00"), named = is_named(text, at);
    for (auto n = g.size(); n > 0; --n) {
        auto found = number_of(g, n, plus, zeros, named);
        if (found.empty() || is_letter(text.at(g[n - 1].end))) continue;
        end = g[n - 1].end;
        return found;
    }
    return {};
}

bool is_province(char32_t c) {
    constexpr std::u32string_view provinces = U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳使领";
    return provinces.find(c) != provinces.npos;
}

constexpr std::size_t plate_tail = 5;      // letters and digits of an ordinary plate
constexpr std::size_t longest_plate = 10;  // of any country, without spaces

// Province, office letter, and five characters, six on electric cars; a dot or space may stand
// behind the letter.
std::string chinese_plate_at(const folded& text, std::size_t at, std::size_t& end) {
    if (!is_letter(text.at(at + 1)) || !is_province(text.chars[at])) return {};
    std::string tail;
    bool digits = false;
    std::size_t i = at + 2;
    if (const char32_t c = text.at(i); c == U'.' || c == U' ' || c == U'-') ++i;
    for (; is_word(text.at(i)); ++i) {
        digits = digits || is_digit(text.chars[i]);
        const char32_t c = text.chars[i];
        tail += static_cast<char>(is_letter(c) ? c - 32 : c);
    }
    if (!digits || (tail.size() != plate_tail && tail.size() != plate_tail + 1)) return {};
    end = i;
    std::string plate;
    append_utf8(plate, text.chars[at]);
    return plate + static_cast<char>(text.chars[at + 1] - 32) + tail;
}

// "plate ABC 123", "车牌 AB1234": at least one digit, behind the word that says so.
std::string named_plate_at(const folded& text, std::size_t at, std::size_t& end) {
    std::string plate;
    bool digits = false;
    std::size_t i = at;
    for (; i < text.size() && plate.size() <= longest_plate; ++i) {
        const char32_t c = text.chars[i];
        if (is_word(c)) {
            digits = digits || is_digit(c);
            plate += static_cast<char>(is_letter(c) ? c - 32 : c);
        } else if ((c == U' ' || c == U'-') && !digits && plate.size() <= 4 && i > at) {
            continue;
        } else {
            break;
        }
    }
    end = i;
    return digits && plate.size() >= 4 && plate.size() <= longest_plate ? plate : std::string();
}

}  // namespace

std::string read_phone(const folded& text, claims& taken) {
    std::string first;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text.chars[i];
        if (c != U'+' && c != U'(' && !is_digit(c)) continue;
        if (taken.taken(i) || (i > 0 && is_word(text.chars[i - 1]))) continue;
        std::size_t end = i;
        auto found = phone_at(text, i, end);
        if (!found.empty()) {
            taken.take(i, end);
            if (first.empty()) first = std::move(found);
            i = end - 1;
        } else {
            while (is_digit(text.at(i + 1))) ++i;
        }
    }
    return first;
}

std::string read_plate(const folded& text, claims& taken) {
    std::string first;
    constexpr auto heads = std::to_array<std::u32string_view>({U"plate number ", U"plate no ", U"plate is ", U"plate: ",
                                                               U"plate ", U"车牌号是", U"车牌号", U"车牌是", U"车牌"});
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_han(text.chars[i]) && text.chars[i] != U'p') continue;
        std::size_t end = i;
        auto found = taken.taken(i) ? std::string() : chinese_plate_at(text, i, end);
        if (found.empty() && (text.chars[i] == U'p' || text.chars[i] == U'车')) {
            for (const auto head : heads) {
                if (!stands(text, i, head)) continue;
                std::size_t at = i + head.size();
                while (text.at(at) == U' ' || text.at(at) == U':') ++at;
                if (taken.taken(at)) break;
                found = chinese_plate_at(text, at < text.size() ? at : i, end);
                if (found.empty()) found = named_plate_at(text, at, end);
                break;
            }
        }
        if (found.empty()) continue;
        taken.take(i, end);
        if (first.empty()) first = std::move(found);
        i = end - 1;
    }
    return first;
}

}  // namespace linli
