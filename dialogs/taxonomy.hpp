// The community's categories, questions and rules as data. A manager edits texts/taxonomy.toml;
// gateway/ parses it and hands it in. Immutable once built, so it is read from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/person.hpp"

namespace linli {

enum class priority : std::uint8_t { p0, p1, p2, p3, p4 };
constexpr auto names_of(priority) {
    return std::array<std::string_view, 5>{"P0", "P1", "P2", "P3", "P4"};
}

struct both {  // a text in both languages
    std::string zh;
    std::string en;
    const std::string& in(language l) const { return l == language::zh ? zh : en; }
};

struct option {
    both text;
    std::string category;  // choosing this answer makes the case this subcategory; or empty
};

struct question {
    std::string id;
    std::string was;   // the id that this question had before, so that kept answers still count
    both text;
    std::string type;  // address, text, time, yesno, choice, plate, case_ref, slot, asset
    std::vector<option> options;
};

struct service_level {  // minutes; 0 = none. Meanings: shared field names of the taxonomy
    int human_ack = 0;
    int onsite = 0;
    int make_safe = 0;
    int resolve = 0;
    int update_every = 0;
    bool around_the_clock = false;  // else the service hours count
};

struct subcategory {
    std::string id;
    both name;
    std::string department;
    std::vector<std::string> co_departments;
    linli::priority priority = priority::p3;
    bool around_the_clock = false;
    bool life_safety = false;
    std::string safety_card;  // id of a card, or empty
    bool confidential = false;
    std::string photo;  // never, optional, asked, required
    std::string icon;   // one emoji for the staff card
    std::vector<std::string> questions;
    std::vector<std::string> phrases_zh;  // examples in the residents' own words
    std::vector<std::string> phrases_en;
    std::vector<std::string> words_zh;    // rules of understanding/lexicon.hpp: "灯 & 不亮|坏"
    std::vector<std::string> words_en;
};

struct category {
    std::string id;
    both name;
    std::vector<subcategory> subcategories;
};

struct department {
    std::string id;
    both name;
};

struct safety_card {
    std::string id;
    both text;
};

// Each element of `any` is a rule of understanding/lexicon.hpp: words joined by '&' must all stand
// in the text, near one another.
struct red_flag {
    std::string id;
    std::vector<std::string> any;
    std::string category;
};

struct red_flag_negative {
    std::string text;
    std::string suppresses;  // a subcategory's id
};

struct ambiguous_opener {
    std::string text;
    std::vector<std::string> also;  // rules: other words for the same
    std::vector<std::string> candidates;
    both ask;
};

struct intent {
    std::string id;
    both name;
    std::vector<std::string> phrases_zh;
    std::vector<std::string> phrases_en;
    std::vector<std::string> words_zh;  // rules, as in a subcategory
    std::vector<std::string> words_en;
};

struct spelling {  // common typos and pinyin: `from` is read as `to`
    std::string from;
    std::string to;
};

struct taxonomy {
    std::vector<category> categories;
    std::vector<department> departments;
    std::vector<question> questions;
    std::vector<safety_card> safety_cards;
    std::vector<red_flag> red_flags;
    std::vector<red_flag_negative> red_flag_negatives;
    std::vector<ambiguous_opener> ambiguous;
    std::vector<intent> intents;
    std::vector<spelling> spellings;
    std::vector<service_level> levels;  // by priority, p0 first

    // Each returns nullptr when there is none of that id.
    const subcategory* find(std::string_view id) const;
    const linli::category* category_of(std::string_view subcategory_id) const;
    const question* find_question(std::string_view id) const;
    const department* find_department(std::string_view id) const;
    const safety_card* find_card(std::string_view id) const;
    const service_level& level(linli::priority p) const;
};

}  // namespace linli
