// Understands one message by itself: fills a `reading` from a cleaned text.
//
// Needs no state, so it runs on the thread that receives. Built once from the taxonomy, which must
// outlive it; `read` may be called from any number of threads at once. A message of ordinary length
// takes some microseconds; the time is linear in the length.
#pragma once

#include <string_view>

#include "dialogs/taxonomy.hpp"
#include "dialogs/understanding/category.hpp"
#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/intent.hpp"
#include "dialogs/understanding/lexicon.hpp"
#include "dialogs/understanding/place.hpp"
#include "dialogs/understanding/reading.hpp"
#include "dialogs/understanding/red_flags.hpp"

namespace linli {

class reader {
public:
    explicit reader(const taxonomy& t);

    // `clean_text` came out of `clean` (text.hpp). `hint` is the language where the text has none.
    reading read(std::string_view clean_text, language hint) const;

private:
    void take_danger(const danger_found& found, reading& r) const;
    void read_ambiguous(std::span<const rule_match> matches, reading& r) const;
    void put_first(reading& r, std::string_view category, float confidence) const;

    const taxonomy& taxonomy_;
    folder fold_;
    lexicon words_;
    red_flags flags_;
    category_reader categories_;
    intent_reader intents_;
    std::uint32_t first_opener_;
    std::vector<std::uint32_t> opener_of_;  // by rule, the index in taxonomy_.ambiguous
    place_reader places_;
};

}  // namespace linli
