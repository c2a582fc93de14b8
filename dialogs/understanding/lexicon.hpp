// Finds many word rules in one pass over a folded text.
//
//   rule  = group { '&' group }        every group must stand in the text, near one another,
//   group = ['!'] words { '|' words }  by any of its words; '!': none of them may stand anywhere
//   words = letters and spaces, and '*' at the end of a Latin word for "and whatever follows"
//
// "灯 & 不亮|坏 & !车" finds a lamp that is dark, unless a car is spoken of. Latin words match
// whole words only; Chinese words match anywhere. All rules are folded as the text is. Rules are
// added first, then `seal` builds the automaton; after that a lexicon is read from any thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/understanding/folded.hpp"

namespace linli {

struct rule_match {
    std::uint32_t rule;
    std::uint32_t begin;  // of the first word that matched, in folded characters
    std::uint32_t end;
    std::uint32_t last_begin;  // of the word that completed the match
    float mass;                // how much was matched: about the number of Chinese characters
};

class lexicon {
public:
    // Returns the rule's number: 0, 1, 2 … A rule without a positive group never matches.
    std::uint32_t add(std::string_view rule, const folder& fold);
    std::uint32_t size() const { return static_cast<std::uint32_t>(rules_.size()); }
    void seal();

    // Sorted by rule. A rule of one group is reported for each place, others once.
    std::vector<rule_match> find(const folded& text) const;

private:
    struct rule {
        std::uint8_t groups = 0;  // positive ones
        bool vetoes = false;
        std::uint16_t reach = 0;  // within how many characters all groups must stand
    };
    struct use {
        std::uint32_t rule;
        std::int32_t group;  // -1: a veto
    };
    struct atom {
        std::uint32_t length = 0;
        bool open_end = false;
        bool open_start = false;
        float mass = 0;
        std::vector<use> uses;
    };
    struct node {
        std::uint32_t fail = 0;
        std::uint32_t next_output = 0;  // the nearest suffix that ends an atom
        std::int32_t atom = -1;
        std::int32_t open_atom = -1;  // the same words with '*'
    };
    struct edge {
        std::uint64_t key = 0;  // node and character; 0 = free
        std::uint32_t to = 0;
    };
    struct hit {
        std::uint32_t rule;
        std::int32_t group;
        std::uint32_t begin;
        std::uint32_t end;
        float mass;
    };

    void add_word(std::string_view words, const folder& fold, use by);
    std::uint32_t child(std::uint32_t from, char32_t c) const;
    std::uint32_t step(std::uint32_t from, char32_t c) const;
    void put_edge(std::uint64_t key, std::uint32_t to);
    void collect(const folded& text, std::uint32_t at, std::vector<hit>& hits) const;
    void report(std::int32_t atom_number, const folded& text, std::size_t end, std::vector<hit>& hits) const;
    void judge(const hit* first, const hit* last, std::vector<rule_match>& found) const;

    std::vector<rule> rules_;
    std::vector<atom> atoms_;
    std::map<std::u32string, std::uint32_t> numbers_;  // empty once sealed
    std::vector<node> nodes_;
    std::vector<edge> edges_;  // open addressing; a power of two
};

}  // namespace linli
