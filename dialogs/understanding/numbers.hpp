// Numbers inside a folded text, in Arabic and in Chinese digits.
//
// Pure. Also the mask by which readers tell one another which characters are spoken for: a phone
// number must not be read as a flat.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/person.hpp"
#include "dialogs/understanding/folded.hpp"

namespace linli {

struct number {
    std::string digits;   // Arabic, as many as were written: 012 stays 012, 十二 is 12
    std::size_t end = 0;  // behind the number
    bool chinese = false;
};

// The number that begins at `at`: "12", "十二", "二零一", "一千一百零一". Nothing when there is
// none, or when it is longer than any number that we read (12 digits).
std::optional<number> number_at(const folded& text, std::size_t at);

// Characters of a text that a reader has understood and others must leave alone.
class claims {
public:
    explicit claims(std::size_t size) : taken_(size, 0) {}
    void take(std::size_t begin, std::size_t end);
    bool taken(std::size_t at) const { return at < taken_.size() && taken_[at] != 0; }
    bool taken(std::size_t begin, std::size_t end) const;

private:
    std::string taken_;
};

// The whole message is one digit: 3 ３ 三 ③ 3️⃣ "3." "选3" "5分" "给5分吧" "5 stars".
std::optional<int> lone_digit(const folded& text);

// CP-0412, cp0412, 单号412, "case 412": at most 8, each once. Takes their characters.
std::vector<case_code> read_codes(const folded& text, claims& taken);

// Do `words`, which are some, stand at `at`?
inline bool stands(const folded& text, std::size_t at, std::u32string_view words) {
    return at < text.size() && text.chars[at] == words.front() && text.chars.compare(at, words.size(), words) == 0;
}
// Do they end right before `at`?
inline bool stands_before(const folded& text, std::size_t at, std::u32string_view words) {
    return at >= words.size() && stands(text, at - words.size(), words);
}
inline std::size_t skip_spaces(const folded& text, std::size_t at) {
    while (text.at(at) == U' ') ++at;
    return at;
}

}  // namespace linli
