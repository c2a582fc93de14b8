#include "dialogs/understanding/numbers.hpp"

#include <algorithm>
#include <array>

#include "dialogs/understanding/first_letters.hpp"

namespace linli {
namespace {

constexpr std::size_t longest_number = 12;  // digits; longer ones are account numbers
constexpr std::size_t most_codes = 8;       // in one message; nobody asks after more

constexpr auto begin_numbers = [] {
    first_letters all;
    for (const char32_t c : std::u32string_view(U"0123456789零一二三四五六七八九〇○两十百千")) all.add(c);
    return all;
}();

int chinese_digit(char32_t c) {
    constexpr std::u32string_view digits = U"零一二三四五六七八九";
    if (c == U'〇' || c == U'○') return 0;
    if (c == U'两') return 2;
    const auto at = digits.find(c);
    return at == digits.npos ? -1 : static_cast<int>(at);
}

int chinese_weight(char32_t c) { return c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0; }

std::optional<number> chinese_number(const folded& text, std::size_t at) {
    std::string digits;
    int value = 0;
    int last = -1;  // the digit that waits for its weight
    bool weighed = false;
    std::size_t i = at;
    for (; i < text.size() && i - at < longest_number; ++i) {
        if (const int d = chinese_digit(text.chars[i]); d >= 0) {
            digits += static_cast<char>('0' + d);
            last = d;
        } else if (const int w = chinese_weight(text.chars[i]); w > 0) {
            value += (last < 0 ? 1 : last) * w;
            last = -1;
            weighed = true;
        } else {
            break;
        }
    }
    if (i == at) return std::nullopt;
    if (weighed) digits = std::to_string(value + std::max(last, 0));
    return number{std::move(digits), i, true};
}

}  // namespace

std::optional<number> number_at(const folded& text, std::size_t at) {
    if (!begin_numbers.may_begin(text.at(at))) return std::nullopt;
    std::size_t end = at;
    while (is_digit(text.at(end))) ++end;
    if (end == at) return chinese_number(text, at);
    if (end - at > longest_number) return std::nullopt;
    number n{{}, end, false};
    for (std::size_t i = at; i < end; ++i) n.digits += static_cast<char>(text.chars[i]);
    return n;
}

void claims::take(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < std::min(end, taken_.size()); ++i) taken_[i] = 1;
}

bool claims::taken(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < std::min(end, taken_.size()); ++i)
        if (taken_[i] != 0) return true;
    return false;
}

std::optional<int> lone_digit(const folded& text) {
    constexpr std::size_t longest = 16;  // characters: "i choose option 3."
    if (text.size() > longest) return std::nullopt;
    constexpr auto before = std::to_array<std::u32string_view>({U"选项", U"选", U"第", U"我选", U"给", U"打", U"我给",
                                                                U"给个", U"打个", U"评", U"option", U"choice", U"(",
                                                                U"[", U"number", U"no.", U"#", U"rate", U"答"});
    constexpr auto after = std::to_array<std::u32string_view>(
        {U"个",    U"项", U"号", U"分", U"分吧", U"星", U"吧",     U"颗星",     U"好评", U"stars", U"star",  U"points",
         U"point", U")",  U"]",  U".",  U"!",    U",",  U"\u20E3", U"out of 5", U"/5",   U"。",    U"please"});
    std::size_t at = skip_spaces(text, 0);
    for (bool found = true; found;) {
        found = false;
        for (const auto word : before) {
            if (!stands(text, at, word)) continue;
            at = skip_spaces(text, at + word.size());
            found = true;
        }
    }
    auto n = number_at(text, at);
    constexpr auto in_words = std::to_array<std::u32string_view>({U"one", U"two", U"three", U"four", U"five"});
    for (std::size_t i = 0; !n && i < in_words.size(); ++i)
        if (stands(text, at, in_words[i]))
            n = number{std::string(1, static_cast<char>('1' + i)), at + in_words[i].size()};
    if (!n || n->digits.size() != 1) return std::nullopt;
    at = skip_spaces(text, n->end);
    for (bool found = true; found && at < text.size();) {
        found = false;
        for (const auto word : after) {
            if (!stands(text, at, word)) continue;
            at = skip_spaces(text, at + word.size());
            found = true;
        }
    }
    if (at < text.size()) return std::nullopt;
    return n->digits[0] - '0';
}

std::vector<case_code> read_codes(const folded& text, claims& taken) {
    static constexpr auto heads = std::to_array<std::u32string_view>(
        {U"cp", U"单号", U"工单号", U"工单", U"case number", U"case no", U"case", U"ticket"});
    static constexpr first_letters begins(heads);
    constexpr std::size_t longest_code = 9;  // digits
    constexpr std::size_t least_digits = 3;  // where the word before is not CP
    std::vector<case_code> found;
    for (std::size_t i = 0; i < text.size() && found.size() < most_codes; ++i) {
        const char32_t c = text.chars[i];
        if (!begins.may_begin(c)) continue;
        if (is_word(c) && i > 0 && is_word(text.chars[i - 1])) continue;
        for (const auto head : heads) {
            if (!stands(text, i, head)) continue;
            std::size_t at = i + head.size();
            for (int marks = 0; marks < 3; ++marks)  // ": #", " - "
                if (const char32_t m = text.at(at);
                    m == U'-' || m == U' ' || m == U':' || m == U'#' || m == U'_' || m == U'.' || m == U'是')
                    ++at;
            if (stands(text, at, U"cp")) continue;
            const auto n = number_at(text, at);
            if (!n || n->chinese || n->digits.size() > longest_code || is_word(text.at(n->end))) continue;
            if (head != U"cp" && (n->digits.size() < least_digits || stands_before(text, i, U"in ")))
                continue;  // "in case 2 of us", "case 3"
            if (text.at(n->end) == U'-' && is_digit(text.at(n->end + 1))) continue;
            const auto code = static_cast<case_code>(std::stoll(n->digits));
            taken.take(i, n->end);
            if (code != case_code::none && std::find(found.begin(), found.end(), code) == found.end())
                found.push_back(code);
            i = n->end - 1;
            break;
        }
    }
    return found;
}

}  // namespace linli
