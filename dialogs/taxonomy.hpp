// The community's categories, questions and rules as data. A manager edits texts/taxonomy.toml;
// gateway/ parses it and hands it in. Immutable once built, so it is read from any thread.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/person.hpp"
#include "dialogs/time.hpp"

namespace linli {

enum class priority : std::uint8_t { p0, p1, p2, p3, p4 };
constexpr auto names_of(priority) { return std::array<std::string_view, 5>{"P0", "P1", "P2", "P3", "P4"}; }

// What the priority follows from (docs/mechanism.md row 6); the worst of each stands first, the widest last.
enum class urgency : std::uint8_t { danger, worsening, living_affected, inconvenience, cosmetic };
constexpr auto names_of(urgency) {
    return std::array<std::string_view, 5>{"danger", "worsening", "living_affected", "inconvenience", "cosmetic"};
}
enum class impact : std::uint8_t { flat, floor_or_entrance, building, community };
constexpr auto names_of(impact) {
    return std::array<std::string_view, 4>{"flat", "floor_or_entrance", "building", "community"};
}

struct both {  // a text in both languages
    std::string zh;
    std::string en;
    const std::string& in(language l) const { return l == language::zh ? zh : en; }
};

struct option {
    both text;
    std::string category;                   // choosing this answer makes the case this subcategory; or empty
    std::optional<linli::urgency> urgency;  // choosing it says at least so much
    std::optional<linli::impact> impact;
    std::vector<std::string> words;  // rules: said in passing, they are this answer
};

struct question {
    std::string id;
    std::string was;  // the id that this question had before, so that kept answers still count
    both text;
    std::string type;  // address, text, time, yesno, choice, plate, case_ref, slot, asset, degrees
    std::vector<option> options;
    std::optional<linli::urgency> yes_urgency;  // a yes to it says at least so much
    bool told_by_time = false;                  // whoever says when has told the rest of it too
};

struct service_level {              // targets; zero = none
    span_of_time human_ack{};       // a person has taken it
    span_of_time onsite{};          // somebody is there
    span_of_time make_safe{};       // the danger is removed
    span_of_time resolve{};         // fixed, or a dated plan
    span_of_time update_every{};    // the longest silence towards the resident
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
    bool card_first = false;  // the card comes before any question, and not in an alarm alone
    bool confidential = false;
    std::string photo;         // never, optional, asked, required
    bool visit = true;         // somebody must come to look; else the clock of arrival does not run
    bool verify = false;       // whoever takes it verifies first
    bool after_photo = false;  // done wants a photo of how it is now
    int follow_up_days = 0;    // after it was solved; 0: by priority
    std::string icon;          // one emoji for the staff card
    std::vector<std::string> questions;
    std::vector<std::string> phrases_zh;  // examples in the residents' own words
    std::vector<std::string> phrases_en;
    std::vector<std::string> words_zh;  // rules of understanding/lexicon.hpp: "灯 & 不亮|坏"
    std::vector<std::string> words_en;
};

struct category {
    std::string id;
    both name;
    std::vector<subcategory> subcategories;
};

struct checklist_step {
    std::string id;
    both text;
    bool must = false;  // done is refused until it is ticked off, or left out with a reason
};

// How work of this kind is done (SOP), shown in the card and ticked off there.
struct checklist {
    std::string id;
    int version = 1;
    std::vector<std::string> categories;  // subcategories, or whole categories
    std::vector<checklist_step> steps;
};

// What a message may say besides its kind: how far it reaches, that it gets worse, that somebody in
// charge is wanted. Found by word rules; what follows is the business of whoever asks for the id.
struct sign {
    std::string id;
    std::optional<linli::urgency> urgency;
    std::optional<linli::impact> impact;
    std::vector<std::string> words_zh;
    std::vector<std::string> words_en;
};

// A rung of the ladder: at so many percent of a target somebody further up is told.
struct ladder_step {
    int percent = 0;
    std::string to;  // assignee, lead, manager, quality, committee
    both name;
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

// "The lift is broken": a message that could mean several things, and the question that tells which.
struct ambiguous_opener {
    std::string text;
    std::vector<std::string> also;        // rules: other words for the same
    std::string question;                 // of choice; its options name the subcategories
    std::vector<std::string> candidates;  // those subcategories, in the options' order, each once
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
    // [urgency][impact]
    std::array<std::array<linli::priority, 4>, 5> matrix{};
    std::vector<ladder_step> ladder;  // lowest first
    std::vector<checklist> checklists;
    std::vector<sign> signs;

    // Each returns nullptr when there is none of that id.
    const subcategory* find(std::string_view id) const;
    const linli::category* category_of(std::string_view subcategory_id) const;
    const question* find_question(std::string_view id) const;
    const department* find_department(std::string_view id) const;
    const safety_card* find_card(std::string_view id) const;
    const service_level& level(linli::priority p) const;
    // The checklist of a subcategory: its own before its category's.
    const checklist* checklist_of(std::string_view subcategory_id) const;
    const sign* find_sign(std::string_view id) const;
    const ambiguous_opener* find_opener(std::string_view text) const;
};

}  // namespace linli
