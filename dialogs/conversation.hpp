// What we remember of a talk with one person: plain data, written by the turn that it belongs to and by
// nothing else. Positions are derived, not stored: what to ask next follows
// from the answers that are kept (form.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dialogs/cases/case_file.hpp"
#include "dialogs/event.hpp"
#include "dialogs/person.hpp"
#include "dialogs/time.hpp"

namespace linli {

// A complaint that is still being told.
struct draft {
    instant started{};
    instant touched{};
    std::vector<std::string> words;  // verbatim, in order
    std::vector<answer> answers;     // by question id
    std::string category;            // settled category, or empty
    std::vector<guess> guesses;      // what was offered, while category is empty
    std::string opener;              // the ambiguous opener that the guesses come from
    std::string summary;             // the words that say what is wrong
    linli::place place;
    std::vector<std::string> signs;  // of the taxonomy, from all of its words
    case_code incident{};            // the known case that theirs is part of, they say
    std::vector<attachment> attachments;
    std::vector<matter> matters;  // the several matters of the first message, while that is open
    bool nudged = false;
    int asked = 0;  // questions put so far

    bool operator==(const draft&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("started", s.started);
        v("touched", s.touched);
        v("words", s.words);
        v("answers", s.answers);
        v("category", s.category);
        v("guesses", s.guesses);
        v("opener", s.opener);
        v("summary", s.summary);
        v("place", s.place);
        v("signs", s.signs);
        v("incident", s.incident);
        v("attachments", s.attachments);
        v("matters", s.matters);
        v("nudged", s.nudged);
        v("asked", s.asked);
    }
};

// The question that the next digit, yes or tap answers. `id` is a question of a form, or one of the
// bot's own. A tap carries `serial`; one of an older question is answered "that question is over".
struct armed_question {
    std::string id;  // empty: nothing is armed
    instant at{};    // when it was put
    case_code about{};
    std::string text;  // as it was put, so that it can be put again
    int serial = 0;
    int misses = 0;            // answers that were not understood
    std::int64_t version = 0;  // of what is offered: an answer to it is none to another. 0: nothing that changes
    int instead_of = 0;        // serial of the question that this one replaced
    std::vector<choice> choices;

    bool operator==(const armed_question&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("id", s.id);
        v("at", s.at);
        v("about", s.about);
        v("text", s.text);
        v("serial", s.serial);
        v("misses", s.misses);
        v("version", s.version);
        v("instead_of", s.instead_of);
        v("choices", s.choices);
    }
};

// A photo or file that the gateway is fetching for us.
struct media_job {
    std::string job;
    case_code about{};  // none: belongs to the draft
    media_kind kind = media_kind::photo;
    bool internal = false;  // sent by staff for staff

    bool operator==(const media_job&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("job", s.job);
        v("about", s.about);
        v("kind", s.kind);
        v("internal", s.internal);
    }
};

// One of a person's cases, as far as it never changes: enough to know which ones to load.
struct own_case {
    case_code code{};
    std::string category;
    instant at{};
    person_id by{};  // whose address it was filed from; nobody: their own

    bool operator==(const own_case&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("code", s.code);
        v("category", s.category);
        v("at", s.at);
        v("by", s.by);
    }
};

// Another address of the same person, and whose it is when it stands alone.
struct joined_address {
    person_id who{};
    std::string channel;
    instant at{};

    bool operator==(const joined_address&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("who", s.who);
        v("channel", s.channel);
        v("at", s.at);
    }
};

// What is under way to join another address, and what is counted so that nobody can guess, or have
// strangers written to (resident/pairing.cpp).
struct pairing {
    std::string code;               // that we wait for; empty: for none. Sealed by storage
    instant until{};                // it is good
    int misses = 0;                 // wrong ones for it
    person_id sent_to{};            // who reads it; nobody: it was shown here, to be written elsewhere
    std::string sent_by;            // the channel
    std::string claim;              // written here: the code that somebody was shown. Sealed by storage
    std::vector<instant> begun;     // codes asked for here, of the last day
    std::vector<instant> failed;    // wrong codes written here, of the last day
    std::vector<instant> received;  // codes sent here, of the last day

    bool operator==(const pairing&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("code", s.code);
        v("until", s.until);
        v("misses", s.misses);
        v("sent_to", s.sent_to);
        v("sent_by", s.sent_by);
        v("claim", s.claim);
        v("begun", s.begun);
        v("failed", s.failed);
        v("received", s.received);
    }
};

// A case that somebody was told of as one of the staff: what they write next may be about it.
struct staff_notice {
    case_code about{};
    instant at{};

    bool operator==(const staff_notice&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("about", s.about);
        v("at", s.at);
    }
};

struct conversation {
    person_id id{};
    std::int64_t version = 0;  // of the stored row; 0 = never stored
    linli::language language = language::zh;
    bool language_chosen = false;        // by the person, so no reading changes it
    bool met = false;                    // was greeted
    std::string channel;                 // the one they wrote by last
    bool silent = false;                 // whether that one can bring a message without a sound
    person_id own{};                     // whose address that was; nobody: their own
    std::vector<joined_address> joined;  // for whom they speak as well, oldest first
    person_id spoken_for{};              // their address is joined to that person's: this talk rests
    linli::pairing pairing;
    std::vector<person_id> guests;  // who came, or may come, by photo links of their cases; newest last
    std::string name;
    std::string phone;  // sealed by storage
    place home;         // where they said they live; offered back
    place scanned;      // of the code at a door by which they came a moment ago: offered as well
    instant scanned_at{};
    std::vector<draft> drafts;  // at most one
    std::vector<matter> later;  // told in one message with what is being told; taken up after it
    armed_question armed;
    std::vector<armed_question> waiting;  // questions that wait for the armed one, oldest first
    std::vector<own_case> cases;          // theirs, oldest first, at most 20
    case_code guest_of{};                 // they came by the photo link of this case: photos are for it
    std::vector<staff_notice> notices;    // newest last, at most 5 (staff/in_private.cpp)
    std::vector<media_job> jobs;
    int serial = 0;             // of the last armed question
    bool stopped = false;       // said STOP: nothing is pushed any more
    std::vector<said> sitting;  // pieces of one album that wait for the last one
    instant sitting_until{};
    instant flood_since{};
    int flood_count = 0;
    instant seen_at{};         // their last event
    std::vector<prompt> held;  // what would wake them waits here, oldest first (resident/overnight.cpp)
    instant held_until{};

    bool operator==(const conversation&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("language", s.language);
        v("language_chosen", s.language_chosen);
        v("met", s.met);
        v("channel", s.channel);
        v("silent", s.silent);
        v("own", s.own);
        v("joined", s.joined);
        v("spoken_for", s.spoken_for);
        v("pairing", s.pairing);
        v("guests", s.guests);
        v("name", s.name);
        v("phone", s.phone);
        v("home", s.home);
        v("scanned", s.scanned);
        v("scanned_at", s.scanned_at);
        v("drafts", s.drafts);
        v("later", s.later);
        v("armed", s.armed);
        v("waiting", s.waiting);
        v("cases", s.cases);
        v("guest_of", s.guest_of);
        v("notices", s.notices);
        v("jobs", s.jobs);
        v("serial", s.serial);
        v("stopped", s.stopped);
        v("sitting", s.sitting);
        v("sitting_until", s.sitting_until);
        v("flood_since", s.flood_since);
        v("flood_count", s.flood_count);
        v("seen_at", s.seen_at);
        v("held", s.held);
        v("held_until", s.held_until);
    }
};

}  // namespace linli
