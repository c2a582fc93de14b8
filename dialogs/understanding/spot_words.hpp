// The words of a reply to "where?" that say more than what is read as its place: a side, a landmark beside it.
#pragma once

#include <string>
#include <string_view>

#include "dialogs/understanding/reading.hpp"

namespace linli {

struct spot_words {
    std::string words;       // 后面的垃圾桶 of 3号楼后面的垃圾桶; empty: they say no more than `read`
    bool no_number = false;  // 进去第一栋 counts from where one stands: `read.building` is no building's number
};

// `read` is the place as it was read in `text`. A flat needs no words beside it. Pure.
spot_words words_beside(const place& read, std::string_view text);

// B区, 2区, "zone B" and no more; else empty.
std::string zone_in(std::string_view text);

}  // namespace linli
