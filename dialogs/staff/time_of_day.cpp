// The time of a clock, and the parts of a day.
#include <algorithm>
#include <array>
#include <charconv>

#include "dialogs/staff/time_words.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

// Which half of the day words say, and how a clock is read then.
struct half_word {
    std::string_view written;
    half which;
};
constexpr std::array half_words{
    half_word{"上午", half::morning},        half_word{"早上", half::morning},   half_word{"早晨", half::morning},
    half_word{"清早", half::morning},        half_word{"一早", half::morning},   half_word{"今早", half::morning},
    half_word{"明早", half::morning},        half_word{"凌晨", half::morning},   half_word{"am", half::morning},
    half_word{"morning", half::morning},     half_word{"中午", half::noon},      half_word{"下午", half::afternoon},
    half_word{"午后", half::afternoon},      half_word{"傍晚", half::afternoon}, half_word{"pm", half::afternoon},
    half_word{"afternoon", half::afternoon}, half_word{"晚上", half::night},     half_word{"晚间", half::night},
    half_word{"今晚", half::night},          half_word{"明晚", half::night},     half_word{"夜里", half::night},
    half_word{"下班后", half::night},        half_word{"下班以后", half::night}, half_word{"下班之后", half::night},
    half_word{"after work", half::night},    half_word{"半夜", half::night},     half_word{"evening", half::night},
    half_word{"tonight", half::night}};

std::size_t find_half(std::string_view s, std::string_view written, std::size_t from) {
    return letter(written.front()) ? find_word(s, written, from) : s.find(written, from);
}

std::optional<half> first_half(std::string_view s) {
    std::optional<half> out;
    auto first = s.npos;
    for (const auto& w : half_words)
        if (const auto at = find_half(s, w.written, 0); at < first) {
            first = at;
            out = w.which;
        }
    return out;
}

std::optional<half> last_half(std::string_view s) {
    std::optional<half> out;
    std::size_t last = 0;
    for (const auto& w : half_words)
        for (auto at = find_half(s, w.written, 0); at != s.npos; at = find_half(s, w.written, at + 1))
            if (!out || at >= last) {
                last = at;
                out = w.which;
            }
    return out;
}

// "周三晚8点", "早6点": the sign alone, directly before the hour. "尽早" and "最晚" say none.
std::optional<half> half_sign(std::string_view before) {
    before = trimmed_back(before);
    if (ends_with_any(before, {"尽早", "最早", "最晚", "早晚", "太早", "太晚"})) return std::nullopt;
    if (before.ends_with("晚")) return half::night;
    return before.ends_with("早") ? std::optional(half::morning) : std::nullopt;
}

// Behind the digits: "am", " pm".
std::string_view half_behind(std::string_view after) {
    if (after.starts_with(' ')) after.remove_prefix(1);
    const bool word = starts_with_any(after, {"am", "pm"}) && (after.size() == 2 || !letter(after[2]));
    return word ? after.substr(0, 2) : std::string_view{};
}

struct clock {
    span_of_time time{};
    std::size_t size = 0;
};

std::optional<clock> read_clock(std::string_view s) {
    int hour = 0, minute = 0;
    const auto n = leading_digits(s);
    if (n == 0 || n > 2) return std::nullopt;
    std::from_chars(s.data(), s.data() + n, hour);
    if (hour > 24) return std::nullopt;
    auto after = s.substr(n);
    const bool minutes_behind = after.starts_with('.') && leading_digits(after.substr(1)) == 2;
    const bool dotted = minutes_behind && !half_behind(after.substr(3)).empty();  // "3.30pm"
    if (after.starts_with(':') || dotted) {
        after.remove_prefix(1);
        if (leading_digits(after) != 2) return std::nullopt;  // "1:2" is a mixture
        std::from_chars(after.data(), after.data() + 2, minute);
        after.remove_prefix(2);
    } else if (after.starts_with("点")) {
        after.remove_prefix(std::string_view("点").size());
        const auto more = leading_digits(after);
        if (more == 2 || (more == 1 && after.substr(1).starts_with("分"))) {  // "3点5个人" is not five past
            std::from_chars(after.data(), after.data() + more, minute);
            after.remove_prefix(more);
        }
    } else if (half_behind(after).empty()) {
        return std::nullopt;
    }
    if (minute > 59) return std::nullopt;
    return clock{hours{hour} + minutes{minute}, s.size() - after.size()};
}

span_of_time in_half(span_of_time t, std::optional<half> which) {
    if (!which || t >= hours{13}) return t;
    switch (*which) {
        case half::morning:
            return t;
        case half::noon:
            return t < hours{4} ? t + hours{12} : t;
        case half::afternoon:
            return t < hours{12} ? t + hours{12} : t;
        // Midnight and what follows it belong to the night that began the day before.
        case half::night:
            return t < hours{5} ? t + hours{24} : t + hours{12};
    }
    return t;
}

// Between people one to six mean the afternoon; seven is a morning.
span_of_time among_people(span_of_time t) { return t >= hours{1} && t < hours{7} ? t + hours{12} : t; }

// The half that goes with an hour: the nearest one. In "上午看过，3点来" the morning is another matter.
std::optional<half> half_before(std::string_view before, span_of_time t) {
    if (const auto sign = half_sign(before)) return sign;
    const auto comma = before.rfind(',');
    if (comma != before.npos)
        if (const auto near = last_half(before.substr(comma))) return near;
    const auto far = last_half(before);
    const bool another = comma != before.npos && far == half::morning && among_people(t) != t;
    return another ? std::nullopt : far;
}

bool holds_noon(std::string_view s) {
    return holds_any(s, {"中午", "正午"}) || find_word(s, "noon") != s.npos || find_word(s, "midday") != s.npos;
}

}  // namespace

std::optional<span_of_time> clock_at(std::string_view s) {
    const auto found = read_clock(s);
    return found ? std::optional(found->time) : std::nullopt;
}

std::optional<span_of_time> time_of_day(std::string_view s) {
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (i > 0 && (is_digit(s[i - 1]) || s[i - 1] == '.')) continue;
        const auto at = read_clock(s.substr(i));
        if (!at) continue;
        const auto before = s.substr(0, i), after = s.substr(i + at->size);
        const auto behind = half_behind(after);
        if (behind == "am") return at->time >= hours{12} ? at->time - hours{12} : at->time;
        if (behind == "pm") return in_half(at->time, half::afternoon);
        const auto which = half_before(before, at->time);
        const bool small_hours = before.ends_with("凌晨") && at->time >= hours{12} && at->time < hours{13};
        if (small_hours) return at->time - hours{12};
        const auto said = which ? which : first_half(after);
        return said || s[i] == '0' ? in_half(at->time, said) : among_people(at->time);
    }
    if (holds_noon(s)) return hours{12};
    if (s.find("午夜") != s.npos || find_word(s, "midnight") != s.npos) return hours{24};
    return std::nullopt;
}

bool holds_no_time(std::string_view s) {
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (!is_digit(s[i]) || (i > 0 && (is_digit(s[i - 1]) || s[i - 1] == '.' || s[i - 1] == ':'))) continue;
        const auto n = leading_digits(s.substr(i));
        const auto after = s.substr(i + n);
        const bool as_clock = after.starts_with(':') && leading_digits(after.substr(1)) == 2;
        if (n <= 2 && (as_clock || after.starts_with("点")) && !read_clock(s.substr(i))) return true;
    }
    return false;
}

std::optional<half> half_in(std::string_view s) {
    for (std::size_t i = s.size(); i-- > 1;)
        if (is_digit(s[i]))
            if (const auto sign = half_sign(s.substr(0, i))) return sign;
    return last_half(s);
}

std::optional<part_of_day> part_in(std::string_view s) {
    if (s.find("凌晨") != s.npos || s.find("半夜") != s.npos) return std::nullopt;  // nobody means nine in the morning
    switch (const auto which = last_half(s); which.value_or(half::noon)) {
        case half::morning:
            if (!holds_any(s, {"上午", "早", "morning"})) return std::nullopt;  // "I am on it"
            return part_of_day{hours{9}, hours{12}, hours{12}};
        case half::afternoon:
            return part_of_day{hours{14}, hours{17}, hours{18}};
        case half::night:
            if (holds_any(s, {"下班后", "下班以后", "下班之后", "after work"}))
                return part_of_day{hours{18}, hours{21}, hours{20}};
            return part_of_day{hours{19}, hours{21}, hours{20}};
        case half::noon:
            break;
    }
    return std::nullopt;
}

}  // namespace linli::staff
