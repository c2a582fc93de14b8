// Cries for help that are the whole of a message: "火", "sos", "不好了 出事了", "120", "HELP!!". In a longer text
// the same words are mostly harmless (火锅, "room 120"), so that red flags cannot name them.
#pragma once

#include <string_view>

#include "dialogs/understanding/folded.hpp"

namespace linli {

struct cry {
    std::string_view category;  // of the danger that it sounds like; empty: it is no cry
    bool plain = false;         // it is nothing else; a number may be one
};

// Thread-safe. Marks, particles and repetition do not matter.
cry read_cry(const folded& text);

// "有个事", "我想反映个情况", "i need help with something", and nothing else: the matter itself is still to come.
bool only_opens(const folded& text);

}  // namespace linli
