// What we remember of the staff room: who belongs to it, and what is pending there. Plain data, written by the
// turn that it belongs to and by nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dialogs/conversation.hpp"
#include "dialogs/event.hpp"
#include "dialogs/person.hpp"
#include "dialogs/time.hpp"

namespace linli {

// Words that staff sent to a resident a moment ago and may still take back.
struct sent_words {
    std::string tag;
    case_code about{};
    person_id to{};
    person_id by{};
    instant until{};
    instant promised{};  // what they promised, if anything: withdrawn with them

    bool operator==(const sent_words&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("tag", s.tag);
        v("about", s.about);
        v("to", s.to);
        v("by", s.by);
        v("until", s.until);
        v("promised", s.promised);
    }
};

// What a member asked for that still lacks something: its case, or words. What answers our question completes it.
struct unfinished_order {
    std::string tag;  // of the question
    person_id by{};
    std::string verb;  // empty: words for a resident
    std::string words;
    linli::reading reading;  // of what was written then
    std::vector<attachment> attachments;
    std::vector<media_handle> media;
    instant until{};
    person_id room{};   // where it was asked
    case_code about{};  // none: that is what was asked, or it is about none yet

    bool operator==(const unfinished_order&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("tag", s.tag);
        v("by", s.by);
        v("verb", s.verb);
        v("words", s.words);
        v("reading", s.reading);
        v("attachments", s.attachments);
        v("media", s.media);
        v("until", s.until);
        v("room", s.room);
        v("about", s.about);
    }
};

// Photos that come in several pieces, of which the first one said what they are for.
struct open_album {
    std::string id;
    person_id by{};
    case_code about{};
    bool internal = false;
    instant until{};

    bool operator==(const open_album&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("id", s.id);
        v("by", s.by);
        v("about", s.about);
        v("internal", s.internal);
        v("until", s.until);
    }
};

// Something that fell due, said to the room together with what else fell due in the same minute.
struct notice {
    case_code about{};
    std::string text;
    std::vector<person_id> people;  // who are written to directly as well
    instant at{};
    std::string clock;  // that it is about: it is true while that one runs on

    bool operator==(const notice&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("about", s.about);
        v("text", s.text);
        v("people", s.people);
        v("at", s.at);
        v("clock", s.clock);
    }
};

// A case that neighbours may be troubled by as well: their reports are offered to join it.
struct known_incident {
    case_code code{};
    std::string category;
    linli::place place;
    instant since{};

    bool operator==(const known_incident&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("code", s.code);
        v("category", s.category);
        v("place", s.place);
        v("since", s.since);
    }
};

// A building that residents confirmed (`unit` empty), or an entrance of it (heard.hpp).
struct heard_place {
    std::string building;
    std::string unit;
    int times = 0;

    bool operator==(const heard_place&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("building", s.building);
        v("unit", s.unit);
        v("times", s.times);
    }
};

// The staff room: who belongs to it beyond the configured members, and what is pending there.
struct office {
    person_id room{};
    std::int64_t version = 0;
    std::vector<member> members;  // approved by /join or signed in by a link
    std::vector<member> asking;   // asked to join, not yet approved
    std::vector<person_id> left;  // configured members who left the group
    std::vector<sent_words> withdrawable;
    std::vector<unfinished_order> unfinished;
    std::vector<media_job> jobs;  // photos that staff sent with a result
    std::vector<open_album> albums;
    std::vector<notice> notices;  // wait for the end of their minute
    std::vector<notice> digest;   // wait for the next morning
    std::vector<known_incident> incidents;
    int serial = 0;
    std::vector<heard_place> heard;  // where the configuration names no buildings
    std::vector<instant> codes;      // sent to addresses that somebody named, of the last day

    bool operator==(const office&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("members", s.members);
        v("asking", s.asking);
        v("left", s.left);
        v("withdrawable", s.withdrawable);
        v("unfinished", s.unfinished);
        v("jobs", s.jobs);
        v("albums", s.albums);
        v("notices", s.notices);
        v("digest", s.digest);
        v("incidents", s.incidents);
        v("serial", s.serial);
        v("heard", s.heard);
        v("codes", s.codes);
    }
};

}  // namespace linli
