#include "dialogs/understanding/phone.hpp"

#include <algorithm>
#include <array>

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
    {"1", 10, 10},  {"7", 10, 10},  {"20", 8, 10},  {"27", 9, 9},   {"30", 10, 10}, {"31", 9, 9},
    {"32", 8, 9},   {"33", 9, 9},   {"34", 9, 9},   {"36", 8, 9},   {"39", 6, 11},  {"40", 9, 9},
    {"41", 9, 9},   {"43", 4, 13},  {"44", 9, 10},  {"45", 8, 8},   {"46", 7, 10},  {"47", 8, 8},
    {"48", 9, 9},   {"49", 6, 11},  {"51", 8, 9},   {"52", 10, 10}, {"54", 10, 11}, {"55", 10, 11},
    {"56", 9, 9},   {"57", 10, 10}, {"60", 8, 10},  {"61", 9, 9},   {"62", 8, 12},  {"63", 8, 10},
    {"64", 8, 10},  {"65", 8, 8},   {"66", 8, 9},   {"81", 9, 10},  {"82", 8, 10},  {"84", 9, 10},
    {"86", 9, 11},  {"90", 10, 10}, {"91", 10, 10}, {"92", 9, 10},  {"94", 9, 9},   {"95", 7, 10},
    {"98", 10, 10}, {"212", 9, 9},  {"234", 8, 10}, {"254", 9, 9},  {"351", 9, 9},  {"353", 7, 9},
    {"358", 6, 11}, {"380", 9, 9},  {"420", 9, 9},  {"852", 8, 8},  {"853", 8, 8},  {"855", 8, 9},
    {"856", 8, 10}, {"880", 8, 10}, {"886", 8, 9},  {"960", 7, 7},  {"966", 8, 9},  {"971", 8, 9},
    {"972", 8, 9},  {"977", 8, 10},
});
constexpr std::size_t longest_e164 = 15;  // ITU-T E.164
constexpr std::size_t shortest_international = 8;
constexpr std::size_t longest_span = 24;  // characters of a written number, separators included

bool international(std::string_view digits) {
    if (digits.size() < shortest_international || digits.size() > longest_e164) return false;
    return std::any_of(plans.begin(), plans.end(), [&](const plan& p) {
        if (!digits.starts_with(p.code)) return false;
        const auto rest = digits.size() - p.code.size();
        return rest >= p.least && rest <= p.most;
    });
}

bool chinese_mobile(std::string_view d) { return d.size() == 11 && d[0] == '1' && d[1] >= '3'; }

// 010-12345678, 0755 8123456. Without a separator any eleven digits that begin with 0 would do.
bool chinese_landline(std::string_view d, std::size_t first_group) {
    if (d.size() < 10 || d.size() > 12 || d[0] != '0' || d[1] == '0') return false;
    const std::size_t area = d[1] == '1' || d[1] == '2' ? 3 : 4;
    const std::size_t rest = d.size() - area;
    return (rest == 7 || rest == 8) && d[area] >= '2' &&
           (first_group == area || first_group == d.size());
}

// 2 and 3 digit groups of North America: (415) 555-0123.
bool american(std::string_view d, std::size_t groups) {
    return d.size() == 10 && groups == 3 && d[0] >= '2' && d[3] >= '2';
}

bool british(std::string_view d) { return d.size() == 11 && d.starts_with("07"); }

struct written {
    std::string digits;
    std::size_t end = 0;
    std::size_t groups = 0;
    std::size_t first_group = 0;
};

// Digits in groups parted by one space, dash, dot or bracket.
written digits_at(const folded& text, std::size_t at) {
    written w;
    bool in_group = false;
    std::size_t i = at;
    std::size_t parted = 0;  // separators since the last digit
    for (; i < text.size() && i - at < longest_span; ++i) {
        const char32_t c = text.chars[i];
        if (is_digit(c)) {
            if (!in_group) ++w.groups;
            in_group = true;
            parted = 0;
            w.digits += static_cast<char>(c);
            if (w.groups == 1) w.first_group = w.digits.size();
            w.end = i + 1;
        } else if ((c == U' ' || c == U'-' || c == U'.' || c == U'(' || c == U')') && parted < 2) {
            in_group = false;
            ++parted;
        } else {
            break;
        }
    }
    return w;
}

// Shortens `w` to its first `n` digits, at the end of a group only.
bool shorten(const folded& text, std::size_t at, written& w, std::size_t n) {
    if (w.digits.size() < n) return false;
    std::size_t seen = 0;
    std::size_t i = at;
    for (; seen < n; ++i)
        if (is_digit(text.chars[i])) ++seen;
    if (is_digit(text.at(i))) return false;
    w.digits.resize(n);
    w.end = i;
    return true;
}

std::string phone_at(const folded& text, std::size_t at, std::size_t& end) {
    const bool plus = text.chars[at] == U'+' || stands(text, at, U"00");
    std::size_t start = at;
    if (text.chars[at] == U'+' || text.chars[at] == U'(') ++start;
    if (!is_digit(text.at(start))) return {};
    auto w = digits_at(text, start);
    end = w.end;
    if (text.chars[at] == U'+') return international(w.digits) ? "+" + w.digits : std::string();
    if (plus && international(std::string_view(w.digits).substr(2)))
        return "+" + w.digits.substr(2);
    if (chinese_landline(w.digits, w.first_group) || american(w.digits, w.groups) ||
        british(w.digits))
        return w.digits;
    if (w.digits.starts_with("86") && w.digits.size() == 13 &&
        chinese_mobile(std::string_view(w.digits).substr(2)))
        return "+" + w.digits;
    if (shorten(text, start, w, 11) && chinese_mobile(w.digits)) {
        end = w.end;
        return w.digits;
    }
    return {};
}

bool is_province(char32_t c) {
    constexpr std::u32string_view provinces =
        U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳使领";
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
        if (!found.empty() && !is_letter(text.at(end))) {
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
    constexpr auto heads = std::to_array<std::u32string_view>(
        {U"plate number ", U"plate no ", U"plate is ", U"plate: ", U"plate ", U"车牌号是",
         U"车牌号", U"车牌是", U"车牌"});
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
