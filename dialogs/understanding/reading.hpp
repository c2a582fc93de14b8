// What one message means by itself, before any state is known. Made on the receiving thread by
// understanding/reader.hpp and carried inside the event (docs/architecture.md, "Reading first").
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "dialogs/fields.hpp"
#include "dialogs/person.hpp"

namespace linli {

// Where something is. Arabic digits, upper case, no counter word: 十二栋 is building "12".
// `unit` is 单元, `room` the flat, a floor is neither. Absent parts are empty.
struct place {
    std::string building;
    std::string unit;
    std::string room;
    std::string spot;     // a public place or landmark in the resident's words: 东门, 地下车库, lobby
    std::string floor{};  // 12楼; kept by itself only where no flat says it

    // A floor alone says nowhere.
    bool empty() const { return building.empty() && unit.empty() && room.empty() && spot.empty(); }
    bool operator==(const place&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("building", s.building);
        v("unit", s.unit);
        v("room", s.room);
        v("spot", s.spot);
        v("floor", s.floor);
    }
};

enum class danger : std::uint8_t { none, possible, certain };
constexpr auto names_of(danger) { return std::array<std::string_view, 3>{"none", "possible", "certain"}; }

enum class yes_no : std::uint8_t { neither, yes, no };
constexpr auto names_of(yes_no) { return std::array<std::string_view, 3>{"neither", "yes", "no"}; }

struct guess {
    std::string category;  // a subcategory's id, such as "water.leak"
    float confidence = 0;  // 0..1

    bool operator==(const guess&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("category", s.category);
        v("confidence", s.confidence);
    }
};

// What is said in passing to a question of choice: which of its options, from 0.
struct told {
    std::string question;
    int option = 0;

    bool operator==(const told&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("question", s.question);
        v("option", s.option);
    }
};

// One of several complaints in one message.
struct matter {
    std::string text;      // its words
    std::string category;  // a subcategory's id
    linli::place place;    // its own, or empty

    bool operator==(const matter&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("text", s.text);
        v("category", s.category);
        v("place", s.place);
    }
};

struct reading {
    linli::language language = language::zh;
    // An intent id of the taxonomy ("status", "human", "stop" …), one of the bot's own ("help",
    // "back", "skip", "unsure", "correct", "language", "same_place", "start"), "complaint", or empty.
    std::string intent;
    std::vector<guess> guesses;  // best first, at most 4; empty when nothing is known
    bool commanded = false;      // the whole message is a command of the bot, word for word
    bool sure = false;           // the best guess needs no question
    std::string ambiguous;       // the text of the taxonomy's ambiguous opener that matched, or empty
    danger life_safety = danger::none;
    std::string danger_category;  // the red flag's category when life_safety is not none
    bool red_flag = false;        // words of danger stand in it; else only the whole sounds like it
    linli::place place;
    bool corrects = false;  // `place` stands behind words that take an earlier one back
    std::vector<linli::told> told;
    std::optional<int> digit;  // the whole message is one digit 0..9 (also ５, 五, "5分", "5 stars")
    yes_no answer = yes_no::neither;
    std::vector<case_code> codes;  // CP-0412, cp0412, 单号412 …
    std::string phone;             // E.164 or national digits as written; never a plate or price
    std::string plate;             // 京A12345
    std::string time_words;        // "昨晚十点", "since monday": the words, verbatim
    std::string degrees;           // "14度", "15 degrees": how warm it is, verbatim
    std::string name;              // 我姓陈, "my name is Ann": what the person wants to be called
    bool asks = false;             // it asks something back: "how do I close the valve?"
    bool abusive = false;
    bool foreign = false;            // in a language that is neither Chinese nor English
    std::string point;               // of a long text: its words from where it says most plainly what is wrong
    std::vector<std::string> signs;  // ids of the taxonomy's signs that stand in it
    std::vector<matter> matters;     // two or more complaints, told apart; empty when it is one

    bool operator==(const reading&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("language", s.language);
        v("intent", s.intent);
        v("guesses", s.guesses);
        v("commanded", s.commanded);
        v("sure", s.sure);
        v("ambiguous", s.ambiguous);
        v("life_safety", s.life_safety);
        v("danger_category", s.danger_category);
        v("red_flag", s.red_flag);
        v("place", s.place);
        v("corrects", s.corrects);
        v("told", s.told);
        v("digit", s.digit);
        v("answer", s.answer);
        v("codes", s.codes);
        v("phone", s.phone);
        v("plate", s.plate);
        v("time_words", s.time_words);
        v("degrees", s.degrees);
        v("name", s.name);
        v("asks", s.asks);
        v("abusive", s.abusive);
        v("foreign", s.foreign);
        v("point", s.point);
        v("signs", s.signs);
        v("matters", s.matters);
    }
};

}  // namespace linli
