// How near a text is to each of several groups of example phrases.
//
// Phrases are cut into Chinese characters, pairs and triples of them, and Latin words and pairs of
// words; each cut weighs more the fewer groups have it; nearness is the cosine of the two bags of
// cuts, 0..1. Groups are numbered in the order of `add`. Read from any thread once sealed.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dialogs/understanding/folded.hpp"

namespace linli {

class phrase_model {
public:
    // Starts a new group; returns its number.
    std::uint32_t add_group() { return groups_++; }
    // Adds an example to a group.
    void add(std::uint32_t group, const folded& phrase, float weight = 1);
    void seal();

    std::vector<float> nearness(const folded& text) const;  // one number a group

private:
    struct sample {  // while building: one cut of one group
        std::uint64_t cut;
        std::uint32_t group;
        float weight;
    };
    struct posting {
        std::uint32_t group;
        float weight;
    };
    struct slot {
        std::uint64_t cut = 0;  // 0 = free
        std::uint32_t first = 0;
        std::uint32_t count = 0;
        float rarity = 0;
    };
    const slot* find(std::uint64_t cut) const;

    std::uint32_t groups_ = 0;
    std::vector<sample> samples_;  // empty once sealed
    std::vector<slot> slots_;      // open addressing; a power of two
    std::vector<posting> postings_;
};

}  // namespace linli
