// News of a case for its resident, which they did not ask for just now. Nothing but P0 and P1 wakes anybody in
// the quiet hours: the rest is without a sound, and where the channel has no such thing it waits for their end
// (resident/overnight.cpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dialogs/work.hpp"

namespace linli {

// Prompts to the resident's talk.
inline constexpr std::string_view news_told = "told";  // one of the news
inline constexpr std::string_view news_moved =
    "moved";  // where the case stands: an older one of those is not told any more

struct news {
    std::string text;
    std::string ref = {};  // not empty: the room learns how it ended
    std::vector<photo> photos = {};
    bool passing = false;  // where the case stands
};

// Whether news of this case must not wake anybody now.
bool lets_sleep(const community& c, const case_file& f, instant now);

// To a resident who has a channel of ours.
void push(work& w, const case_file& f, news n);
// The same for what they wait for: they were on the phone with us a moment ago.
void tell_now(work& w, const case_file& f, news n);

}  // namespace linli
