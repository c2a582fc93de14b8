// What we say, before any platform's form: finished text, choices, photos, and where it belongs.
// Adapters escape, split and degrade it (adapters/rendering.hpp); they never word anything.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/fields.hpp"
#include "dialogs/person.hpp"

namespace linli {

// A stored photo: the cleaned, upright copy. `hash` is its name in the photo store.
struct photo {
    std::string hash;  // lower-case hex SHA-256 of the stored bytes
    int width = 0;
    int height = 0;

    bool operator==(const photo&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("hash", s.hash);
        v("width", s.width);
        v("height", s.height);
    }
};

// One tappable answer. Where a platform has no buttons its digit stands before its label.
struct choice {
    int digit = 0;      // 1..9, what a person without buttons types
    std::string label;  // finished, in the reader's language
    std::string data;   // comes back in `pressed`; opaque, at most 64 bytes (Telegram's limit)

    bool operator==(const choice&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("digit", s.digit);
        v("label", s.label);
        v("data", s.data);
    }
};

// Four lanes share a chat's send budget; a part of it is reserved for alarms.
enum class lane : std::uint8_t { alarm, reply, progress, bulk };
constexpr auto names_of(lane) { return std::array<std::string_view, 4>{"alarm", "reply", "progress", "bulk"}; }

// One message to one person or room.
struct outgoing {
    person_id to{};
    linli::lane lane = lane::reply;
    case_code about{};            // the case that a reply to this message will mean
    std::string text;             // finished
    std::vector<choice> choices;  // in the order shown
    std::vector<photo> photos;
    // A later message to the same room with the same tag replaces the earlier one in place where
    // the platform can edit, and is sent anew where it cannot. Empty: stands alone.
    std::string tag;
    // Not empty: when the send is settled, a `delivery` event with this ref goes to `report_to`.
    std::string ref;
    person_id report_to{};
    // The tag of an earlier message in the same room that this one answers, for threads and quotes.
    std::string reply_to_tag;
    bool withdraw = false;       // take back the message of this tag; nothing else here is sent then
    bool wants_contact = false;  // offer the platform's "share my number" button, where there is one
    std::string contact_label;   // what stands on that button, in the reader's language
    bool quiet = false;          // no sound on the reader's phone, where the platform can
    // Of a case's card: what the case's thread is called, where the room has threads (a forum's
    // topics), and whether the case is over, so that its thread may be closed.
    std::string thread_title;
    bool over = false;
    // Said in the thread of this case although it is not about it. Set by the loop: an answer goes
    // where it was asked for.
    case_code beside{};

    bool operator==(const outgoing&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("to", s.to);
        v("lane", s.lane);
        v("about", s.about);
        v("text", s.text);
        v("choices", s.choices);
        v("photos", s.photos);
        v("tag", s.tag);
        v("ref", s.ref);
        v("report_to", s.report_to);
        v("reply_to_tag", s.reply_to_tag);
        v("withdraw", s.withdraw);
        v("wants_contact", s.wants_contact);
        v("contact_label", s.contact_label);
        v("quiet", s.quiet);
        v("thread_title", s.thread_title);
        v("over", s.over);
        v("beside", s.beside);
    }
};

}  // namespace linli
