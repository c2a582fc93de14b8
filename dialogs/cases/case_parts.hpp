// The parts of a case that grow while it is worked on: promises, plans, visits, ticked steps, rungs of
// the ladder. Plain data, each written by one action of the log (case_entry.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "dialogs/fields.hpp"
#include "dialogs/person.hpp"
#include "dialogs/time.hpp"

namespace linli {

struct answer {
    std::string question;  // its id
    std::string text;      // as shown to people, in the resident's language

    bool operator==(const answer&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("question", s.question);
        v("text", s.text);
    }
};

// Every date that a worker states is one of these (the promise ledger).
enum class promise_fate : std::uint8_t { open, kept, broken, replaced };
constexpr auto names_of(promise_fate) { return std::array<std::string_view, 4>{"open", "kept", "broken", "replaced"}; }
struct promise {
    instant made{};
    instant until{};
    std::string by;
    std::string words;
    promise_fate fate = promise_fate::open;
    bool instead = false;  // of one that was open; that one holds again when this is withdrawn

    bool operator==(const promise&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("made", s.made);
        v("until", s.until);
        v("by", s.by);
        v("words", s.words);
        v("fate", s.fate);
        v("instead", s.instead);
    }
};

// One version of what is going to be done. The newest counts.
struct plan_version {
    std::string text;
    instant until{};
    std::string cost;  // as written: "200元"; empty: free
    std::string by;
    instant at{};
    std::string approved_by;  // empty while a lead's consent is wanted
    std::string answer;       // of the resident: "agreed", "other_time", or their words

    bool operator==(const plan_version&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("text", s.text);
        v("until", s.until);
        v("cost", s.cost);
        v("by", s.by);
        v("at", s.at);
        v("approved_by", s.approved_by);
        v("answer", s.answer);
    }
};

struct slot {
    instant from{};
    instant to{};

    bool operator==(const slot&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("from", s.from);
        v("to", s.to);
    }
};

// Somebody comes to look: what was agreed, when they came, what they found.
struct visit {
    slot agreed;
    instant arrived{};
    std::string findings;
    std::string by;
    bool missed = false;  // nobody had come a quarter of an hour after it ended

    bool operator==(const visit&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("agreed", s.agreed);
        v("arrived", s.arrived);
        v("findings", s.findings);
        v("by", s.by);
        v("missed", s.missed);
    }
};

// A step of the category's checklist that was done, or left out with a reason.
struct checked_step {
    std::string step;
    std::string skipped;  // the reason; empty: done
    std::string by;
    instant at{};

    bool operator==(const checked_step&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("step", s.step);
        v("skipped", s.skipped);
        v("by", s.by);
        v("at", s.at);
    }
};

// The clocks that run while a case is open (docs/mechanism.md, "The clocks").
enum class clock_kind : std::uint8_t { claim, onsite, safe, resolve, silence };
constexpr auto names_of(clock_kind) {
    return std::array<std::string_view, 5>{"claim", "onsite", "safe", "resolve", "silence"};
}

// The highest rung of the ladder that a clock has reached, counted from when it started.
struct rung {
    clock_kind which = clock_kind::claim;
    instant since{};
    int percent = 0;

    bool operator==(const rung&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("which", s.which);
        v("since", s.since);
        v("percent", s.percent);
    }
};

// A neighbour whose report joined this case; their own case keeps its reporter, pushes and rating.
struct joined_case {
    case_code code{};
    person_id reporter{};
    linli::language language = linli::language::zh;

    bool operator==(const joined_case&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("code", s.code);
        v("reporter", s.reporter);
        v("language", s.language);
    }
};

}  // namespace linli
