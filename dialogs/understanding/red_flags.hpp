// Does a message speak of danger to life, and is the danger here and now?
//
// The taxonomy's red flags say what danger is called; this adds how people speak: a flag that is
// denied ("没有煤气味") is none, one that is past, hedged, supposed or asked about is possible, any
// other is certain. In doubt it leans towards danger. Thread-safe after construction.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dialogs/taxonomy.hpp"
#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/lexicon.hpp"
#include "dialogs/understanding/reading.hpp"

namespace linli {

struct danger_found {
    danger level = danger::none;
    std::string_view category;             // of the flag; belongs to the reader
    float mass = 0;                        // how much was said about it
    std::vector<std::string_view> denied;  // categories that were named and denied, or look alike
};

class red_flags {
public:
    // Adds its rules to `words`, which is sealed afterwards. Keeps a reference to `t`.
    red_flags(const taxonomy& t, lexicon& words, const folder& fold);

    danger_found read(const folded& text, std::span<const rule_match> matches) const;

private:
    bool negates(const folded& text, const rule_match& m) const;
    bool overlaps_negative(const folded& text, const rule_match& m, std::string_view category,
                           std::span<const rule_match> matches) const;

    const taxonomy& taxonomy_;
    std::uint32_t first_ = 0;  // number of the first rule
    std::uint32_t first_negative_ = 0;
    std::uint32_t end_ = 0;
    std::vector<std::uint32_t> flag_of_;  // by rule, the index in taxonomy_.red_flags
};

}  // namespace linli
