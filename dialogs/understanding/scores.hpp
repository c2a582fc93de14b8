// Reads a score that is said in words: 非常满意, 不太满意，来得太晚, "very satisfied, quick work".
//
// Only what grades for certain is a score: words of both kinds ("the man was nice, the result is bad"), and
// a grade that is taken back ("no good"), are none. Pure.
#pragma once

#include <optional>
#include <string_view>

namespace linli {

struct graded {
    int score = 0;      // 1 to 5
    bool more = false;  // words stand beside it: a comment
};

std::optional<graded> read_grade(std::string_view text);

}  // namespace linli
