// The hands of one turn: lends what the view holds, keeps working copies, collects the decision.
// Lives for the length of one `take_turn`.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/cases/lifecycle.hpp"
#include "dialogs/roster.hpp"
#include "dialogs/turn.hpp"

namespace linli {

class work {
public:
    work(const community& c, const view& v, const event& e, const fresh& f);

    const community& c;
    const event& e;
    const fresh& f;
    const view& v;
    conversation self;  // the working copy; stored when `keep_self`
    bool keep_self = false;
    decision out;

    instant now() const { return f.now; }
    linli::office& office();  // the working copy; only in turns of the staff room
    const linli::office& read_office() const;

    // Staff as they are today: configured and approved, without those who left.
    const member* staff(person_id who) const;
    std::vector<member> all_staff() const;

    // The case as this turn has left it; nullptr when it does not exist or was not asked for. Good until
    // another case is changed.
    const case_file* find(case_code code) const;
    // Tells somebody else's conversation or the staff room: taken next, in the same commit.
    void post(person_id room, prompt p) { out.posts.push_back({room, std::move(p)}); }

    // Opens a case under f.next_case.
    const case_file& open(intake what);
    // Moves a case; the refusal names why not. The card is sent anew at the end of the turn.
    result<case_entry, refused> command(case_code code, case_entry entry);
    // The same for what the table never refuses (notes, words, marks).
    void record(case_code code, case_entry entry);

    using argument = texts::argument;
    std::string text(std::string_view key, std::initializer_list<argument> a = {}) const {
        return c.texts.say(self.language, key, a);
    }
    std::string staff_text(std::string_view key, std::initializer_list<argument> a = {}) const {
        return c.texts.say(c.language, key, a);
    }

    // Two sentences in a row: with a space in English, without one in Chinese.
    std::string joined(std::string one, std::string_view other) const;

    // To the person of this conversation.
    outgoing& say(std::string what);
    outgoing& say_to(person_id who, std::string what, lane l = lane::reply);
    // To the group that works on the case, as an answer to its card; without a case to the staff group.
    outgoing& tell_staff(std::string what, case_code about = {}, lane l = lane::progress);
    // The same for what only colleagues answer: words that reply to it never go to the resident. `asks` says
    // what a plain yes or no means (staff/among.cpp).
    outgoing& tell_colleagues(std::string what, case_code about, std::string_view asks = {}, lane l = lane::progress);
    std::string colleagues_tag(std::string_view asks = {}) const;  // for what is said otherwise

    // Ends the turn: cards of changed cases, then the decision.
    decision finish();

private:
    case_file& working(case_code code);
    void show_cards();
    void note_told();
    void tell_ended();

    linli::office office_;
    bool office_touched_ = false;
};

std::string code_text(case_code code);  // CP-0412

inline constexpr std::string_view vacated = "vacated";  // to the room: whoever has that case left the staff

// Prompts that a turn posts by itself.
inline constexpr std::string_view case_ended = "case_ended";  // nothing about the work on it is asked any more
inline constexpr std::string_view resident_forgotten = "forgotten";
inline constexpr std::string_view among_colleagues = "staff:";  // tags: what it asks stands behind it
inline constexpr std::string_view staff_told = "staff_told";    // they were written to about that case

}  // namespace linli
