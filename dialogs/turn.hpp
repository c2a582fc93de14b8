// One event in, one decision out. Pure: no clock, no randomness, no I/O; what is not state arrives in
// `fresh`. The loop (gateway/turns.hpp) commits the whole decision in one transaction, or nothing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dialogs/community.hpp"
#include "dialogs/conversation.hpp"
#include "dialogs/event.hpp"
#include "dialogs/staff_room.hpp"

namespace linli {

// Cases that were mended, to be found again (storage/case_search.hpp).
struct lookup {
    std::string words;                    // as somebody wrote them
    place near;                           // there first; empty: anywhere
    std::vector<std::string> categories;  // subcategories that the words may mean
    case_code except{};                   // the case for which somebody asks
    bool like = false;                    // the words describe a case, they need not all stand in another

    bool operator==(const lookup&) const = default;
};

// A new person of the web chat, and the address by which somebody becomes them: once, and not for long.
// Becomes lasting when the decision says `invited`.
struct guest_link {
    person_id person{};  // nobody: there is no web chat
    std::string url;
};

// Who is written to at a number, and by which channel.
struct number_owner {
    person_id who{};
    std::string channel;
};

// What the loop knows and lends for the length of one call.
struct view {
    const conversation& self;                              // of event.room (a default one in the staff room)
    const linli::office& office;                           // always there: who is staff
    std::span<const case_file* const> cases;               // those asked for so far, as far as they exist
    std::optional<std::span<const case_file>> open_cases;  // every open case, when asked for
    std::span<const case_file* const> near;  // open cases of the same kind at the same place, when asked for
    std::optional<person_id> caller;         // whom `need::phone` belongs to; nobody = no channel reaches it
    bool answered = false;  // every case of the last `need` was looked up: what is absent does not exist
    std::optional<std::span<const case_file>> found;  // for `need::search`, the most fitting first
    std::optional<guest_link> guest;                  // for `need::guest`
    std::optional<std::string> dossier;  // for `need::dossier`: a link that ends; empty = no public address
    // For `need::number`: who is written to at that number, a new person if need be; nobody = no channel
    // writes to such a number. Of that address alone, whoever speaks for them.
    std::optional<number_owner> at_number;
    const conversation* other = nullptr;  // for `need::other`
    const reading* together = nullptr;    // for `need::together`; nullptr = nobody here reads
};

struct fresh {
    instant now{};
    case_code next_case{};  // free; taken when the decision opens a case with it
    std::string token;      // 32 random hex digits, new for every call
};

// The turn cannot decide without these; the loop loads them and calls again. A key that names
// nothing (a case that does not exist) is answered by its absence the second time.
struct need {
    std::vector<case_code> cases;
    bool open_cases = false;
    std::string phone;
    std::string near;  // place_key: open cases of that kind there
    std::optional<lookup> search;
    bool guest = false;
    case_code dossier{};
    std::string number;
    person_id other{};     // the talk of somebody for whom this one speaks: it does not change any more
    std::string together;  // words of several messages, to be read as if they had been one

    bool empty() const {
        return cases.empty() && !open_cases && phone.empty() && near.empty() && !search && !guest &&
               dossier == case_code::none && number.empty() && other == person_id::nobody && together.empty();
    }
};

struct case_change {
    case_file after;
    std::vector<case_entry> entries;  // in order; applying them to what was gives `after`
};

struct post {  // an event for another conversation, stored in the same commit and taken next
    person_id room{};
    event_body body;
};

struct fetch {  // media to bring from the platform; ends in media_stored or media_refused
    std::string job;
    media_handle what;
};

inline constexpr std::string_view praise_note = "praise";  // it was thanked, and is counted

struct decision {
    std::optional<conversation> self;     // changed
    std::optional<linli::office> office;  // changed; only for events of the staff room
    std::vector<case_change> cases;
    std::vector<outgoing> send;
    std::vector<post> posts;
    std::vector<fetch> fetches;
    std::optional<bool> reachable;  // of the sender: STOP and a blocked bot close, START opens
    bool forget = false;            // delete what is kept of this person, of all their addresses (after the rest)
    // From now on (after what is sent here) that person speaks for this one: their addresses are joined.
    person_id joins{};
    std::vector<person_id> parts;    // these, who were joined to this one, speak for themselves again
    std::vector<person_id> removed;  // are staff no more: their sessions end
    bool invited = false;            // view::guest was given to somebody: keep their link
    std::string toast;               // shown to the one who tapped, where the platform can
    std::string note;                // one word for the log: what the turn made of the event
};

using turn_result = std::variant<decision, need>;

// Throws only on a bug; the loop then parks the event.
turn_result take_turn(const community& c, const view& v, const event& e, const fresh& f);

// When each must be looked at again; derived from its state, `never` when nothing waits.
instant due_of(const community& c, const conversation& s);
instant due_of(const community& c, const linli::office& s);
instant due_of(const community& c, const case_file& f);

// What the resident and the staff room are told when an event of theirs was parked.
std::vector<outgoing> parked_notice(const community& c, const conversation& s, const event& e);

}  // namespace linli
