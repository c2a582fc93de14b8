// Everything that can happen to a conversation or a case. One event is one turn
// (docs/architecture.md). An event is plain data: it can be stored, parked and taken again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dialogs/fields.hpp"
#include "dialogs/message.hpp"
#include "dialogs/person.hpp"
#include "dialogs/time.hpp"
#include "dialogs/understanding/reading.hpp"

namespace linli {

enum class media_kind : std::uint8_t { photo, video, voice, file };
constexpr auto names_of(media_kind) { return std::array<std::string_view, 4>{"photo", "video", "voice", "file"}; }

// Something that the platform holds for us and that is not fetched yet.
struct media_handle {
    media_kind kind = media_kind::photo;
    std::string handle;     // what the adapter needs to fetch it: a file id or an address
    std::string name;       // the sender's file name; hostile
    std::int64_t size = 0;  // bytes as announced, 0 = unknown

    bool operator==(const media_handle&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("kind", s.kind);
        v("handle", s.handle);
        v("name", s.name);
        v("size", s.size);
    }
};

// Bytes that are stored and may be shown: a cleaned photo, or a file kept as it came.
struct attachment {
    media_kind kind = media_kind::photo;
    linli::photo photo;  // `hash` names the bytes for every kind; width and height for photos
    std::string name;    // for files: a safe name to show
    std::string link;    // an address under which staff may open it, or empty

    bool operator==(const attachment&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("kind", s.kind);
        v("photo", s.photo);
        v("name", s.name);
        v("link", s.link);
    }
};

// A person wrote something. Text is NFC, without control and bidi characters, at most 4,000
// characters (`cut` says that more was sent).
struct said {
    static constexpr std::string_view kind = "said";
    std::string text;
    linli::reading reading;               // of `text`
    std::vector<attachment> attachments;  // stored already (web chat)
    std::vector<media_handle> media;      // still with the platform
    std::string album;                    // the same for every piece of one album; empty otherwise
    std::string message_id;               // the platform's id of this message, unique in its room
    std::string reply_to;                 // the platform's id of the message that this one answers
    case_code reply_case{};               // resolved from reply_to by the loop: the case that message was about
    std::string reply_tag;                // and its tag
    case_code thread_case{};              // resolved by the loop: the case in whose thread this was written
    bool reply_to_us = false;             // the answered message was written by our bot
    std::string quoted;                   // text of the answered message, as the platform gives it; hostile
    std::string phone;                    // shared by the contact button and proven to be the sender's own
    std::string location;                 // "30.123456,120.123456" and a name, or empty
    bool forwarded = false;
    bool edited = false;  // message_id names an earlier message
    bool cut = false;

    bool operator==(const said&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("text", s.text);
        v("attachments", s.attachments);
        v("media", s.media);
        v("album", s.album);
        v("message_id", s.message_id);
        v("reply_to", s.reply_to);
        v("reply_case", s.reply_case);
        v("reply_tag", s.reply_tag);
        v("thread_case", s.thread_case);
        v("reply_to_us", s.reply_to_us);
        v("quoted", s.quoted);
        v("phone", s.phone);
        v("location", s.location);
        v("forwarded", s.forwarded);
        v("edited", s.edited);
        v("cut", s.cut);
        v("reading", s.reading);
    }
};

// A person tapped a choice; `data` is what we put there, possibly long ago, possibly forged.
struct pressed {
    static constexpr std::string_view kind = "pressed";
    std::string data;
    std::string message_id;  // the message that carried the choice

    bool operator==(const pressed&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("data", s.data);
        v("message_id", s.message_id);
    }
};

// A fetch that the conversation asked for (decision::fetches) ended.
struct media_stored {
    static constexpr std::string_view kind = "media_stored";
    std::string job;
    linli::attachment attachment;

    bool operator==(const media_stored&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("job", s.job);
        v("attachment", s.attachment);
    }
};

struct media_refused {
    static constexpr std::string_view kind = "media_refused";
    std::string job;
    // too_big, too_many_pixels, not_a_picture, unsupported, busy, no_space, gone
    std::string reason;

    bool operator==(const media_refused&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("job", s.job);
        v("reason", s.reason);
    }
};

enum class verdict_kind : std::uint8_t { delivered, rejected, recipient_gone, misconfigured, unknown, window_closed };
constexpr auto names_of(verdict_kind) {
    return std::array<std::string_view, 6>{"delivered",     "rejected", "recipient_gone",
                                           "misconfigured", "unknown",  "window_closed"};
}

// A message of ours with a `ref` was settled.
inline constexpr std::string_view photos_left_ref = "p";  // the words arrived, their photos stayed behind

struct delivery {
    static constexpr std::string_view kind = "delivery";
    std::string ref;
    case_code about{};
    person_id to{};
    verdict_kind verdict = verdict_kind::delivered;
    std::string detail;  // the platform's own words, for staff; hostile

    bool operator==(const delivery&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("ref", s.ref);
        v("about", s.about);
        v("to", s.to);
        v("verdict", s.verdict);
        v("detail", s.detail);
    }
};

// The due time of a conversation (about none) or of a case came.
struct tick {
    static constexpr std::string_view kind = "tick";
    case_code about{};

    bool operator==(const tick&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("about", s.about);
    }
};

// One turn asks another conversation to do something (decision::posts).
struct prompt {
    static constexpr std::string_view kind = "prompt";
    std::string what;  // ask_solved, remind_solved, remind_score, case_over, notice, news …
    case_code about{};
    std::string text;
    std::vector<person_id> people;  // of a notice: who are written to directly as well
    case_code joined_to{};          // of news and settle: the case that tells those that joined it
    std::vector<photo> photos{};    // of news (dialogs/news.hpp)
    std::string ref{};              // the same: outgoing::ref

    bool operator==(const prompt&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("what", s.what);
        v("about", s.about);
        v("text", s.text);
        v("people", s.people);
        v("joined_to", s.joined_to);
        v("photos", s.photos);
        v("ref", s.ref);
    }
};

enum class presence_kind : std::uint8_t { opened, blocked, unblocked, signed_in, left, forget, speaks };
constexpr auto names_of(presence_kind) {
    return std::array<std::string_view, 7>{"opened", "blocked", "unblocked", "signed_in", "left", "forget", "speaks"};
}

// opened: the person started a chat (web page, /start). blocked / unblocked: the platform says so.
// signed_in: a member of the web staff room came by a link (`name`, `role`). left: a member left
// the group. forget: the person asked to have their data deleted. speaks: they chose the language
// that is the event's hint, without a word (the switch of the web page).
struct presence {
    static constexpr std::string_view kind = "presence";
    presence_kind what = presence_kind::opened;
    std::string name;
    linli::role role = role::resident;

    bool operator==(const presence&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("what", s.what);
        v("name", s.name);
        v("role", s.role);
    }
};

using event_body = std::variant<said, pressed, media_stored, media_refused, delivery, tick, prompt, presence>;

struct event {
    std::int64_t id = 0;  // the row under which it was recorded; 0 before that
    instant at{};         // when it happened, by our clock
    person_id room{};     // the conversation: a person in private, or the staff group
    person_id sender{};   // who did it; the same as room in private, nobody for ticks
    // Whose address it came by. The same as `room`, but where addresses are joined: then `room` is the
    // person who speaks for all of them. Nobody for events of our own.
    person_id own{};
    std::string sender_name;       // what the platform calls the sender; hostile
    std::string channel;           // name of the channel it came by; empty for ticks and posts
    bool photos = true;            // whether that channel carries photos
    bool vouched = true;           // whether that channel vouches for the sender: what staff order by it counts
    bool silent = true;            // whether that channel can bring a message without a sound
    language hint = language::zh;  // the platform's language for the sender, else the default
    event_body body;

    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("at", s.at);
        v("room", s.room);
        v("sender", s.sender);
        v("own", s.own);
        v("sender_name", s.sender_name);
        v("channel", s.channel);
        v("photos", s.photos);
        v("vouched", s.vouched);
        v("silent", s.silent);
        v("hint", s.hint);
        v("body", s.body);
    }
};

}  // namespace linli
