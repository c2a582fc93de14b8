// Whether words that were meant for "where?" tell where at all.
//
// Places are named in more ways than we read ("behind the big tree"), so that words are believed to be one
// unless they are known to say something else, or tell what is wrong and name nothing that has a place. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "dialogs/understanding/reading.hpp"

namespace linli {

enum class whereabouts : std::uint8_t {
    told,      // or may be
    not_told,  // a time, a yes, a name, a number to call, "my house", and no more
    unknown,   // they say that they do not know
    doubtful,  // they tell what is wrong, it seems: 水喷得到处都是. Whoever says so twice means a place
};

// `r` is the reading of `text`, which is not empty.
whereabouts whereabouts_in(const reading& r, std::string_view text);

}  // namespace linli
