// The contract of a channel: a pure translator between one platform's language and ours.
//
// An adapter does no I/O, keeps no clock and no queue. It is made once from its configuration, is
// immutable, and is called from any thread. `receive` verifies before it parses. `next` is a machine:
// called with the answers so far, it says the next request or how the job ended.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/http.hpp"
#include "adapters/probing.hpp"
#include "dialogs/event.hpp"
#include "dialogs/message.hpp"
#include "dialogs/result.hpp"
#include "dialogs/time.hpp"

namespace linli::adapters {

// How a case gets a place of its own inside a group. A thread has an id, which the platform gives.
//   replies: it begins with the first message about the case, whose id is the thread's; nothing is
//            made, closed or renamed (Slack, Feishu).
//   topics:  it is made before that message, named, and closed when the case is over (job::thread).
enum class thread_form : std::uint8_t { none, replies, topics };

// What is known of one group, where it takes a group of the right kind and a right of ours.
enum class threading : std::uint8_t {
    unknown,
    none,       // the group has no threads
    possible,   // it has; nothing was said of our rights
    usable,     // and we may make them
    forbidden,  // it has, and we may not
};
constexpr auto names_of(threading) {
    return std::array<std::string_view, 5>{"unknown", "none", "possible", "usable", "forbidden"};
}

// What a channel can carry; the renderer degrades the rest (rendering.hpp).
struct capabilities {
    std::size_t text_max = 4096;  // units of `count`; for sms the parts of one message
    enum class unit { characters, utf16, sms } count = unit::characters;
    std::size_t characters_max = 0;  // of one message as well, where `count` is another unit; 0: none
    std::size_t buttons_max = 0;     // 0: digits are written before the labels
    std::size_t button_text_max = 0;
    bool edits = false;  // a tag's message can be replaced in place
    bool withdraws = false;
    bool photos = false;
    bool photo_links = false;  // photos go as addresses that the platform fetches (job::photo_links)
    std::size_t album_max = 1;
    bool contact_button = false;
    bool reports_delivery = false;  // `accepted` is followed by a report
    // How long after a person's last message we may still write freely; zero: always.
    span_of_time reply_window{};
    bool quiet = false;                       // a message can come without a sound
    bool hosted = false;                      // web chat: we are the platform
    int answer_token_s = 0;                   // how long an `inbound::answer_token` is good; 0: there is none
    thread_form threads = thread_form::none;  // of cases, in groups

    bool carries_photos() const { return photos || photo_links; }
    // Whether the platform vouches for the sender. Whoever sends an SMS may write any number as theirs.
    bool vouches() const { return count != unit::sms; }
};

// Sends per time, from the configuration's `limits`; 0 = none.
struct send_limits {
    double account_per_s = 0;
    double chat_per_s = 0;
    double group_per_s = 0;
};

// Where a piece of a text belongs that the platform did not join.
struct text_part {
    std::string set;  // the same for all pieces of one text, within the chat
    int number = 0;   // from 1
    int total = 0;
};

// One thing that a request brought. Addresses are the platform's; the loop finds the persons.
struct inbound {
    std::int64_t minute = 0;  // the platform's own timestamp in minutes, the same in a redelivery
    std::string key;          // the platform's id of this event; empty: not deduplicated
    // Where the platform gives neither id nor time: `minute` is that of arrival, and the same key in one
    // of so many minutes before is this event too. At most 10.
    int minutes_before = 0;
    std::string chat;    // where it happened: a person's private chat or a group
    std::string sender;  // who; equals `chat` in private
    std::string sender_name;
    bool group = false;
    std::optional<language> hint;
    event_body body;                // said without `reading`; delivery with `ref` = platform message id
    std::string tap_id;             // pressed: what `answer_tap` needs
    std::string moved_to;           // the group `chat` is now this one; nothing else is set then
    std::string answer_token;       // lets one send to `chat` go out as an answer: cheaper than by itself
    std::optional<text_part> part;  // `said` is a piece: gateway/joining.hpp makes it whole
    std::string thread;             // in which thread of the group; empty: in none
    // The name that our bot gave this thread, where the platform repeats it: tells whose it is even
    // if a crash kept us from writing it down.
    std::string thread_name;
    linli::adapters::threading threading{};  // what this tells of the group
};

struct received {
    std::vector<inbound> events;
    http_answer answer;
};

struct refusal {
    int status = 401;
    std::string why;  // for the log and the metric: "secret", "signature", "stale", "malformed", …
};

// What a thread is to become (job::kind::thread; only for thread_form::topics). All of it may be so
// already. A new thread is made by a job of its own: `name` and an empty job::thread.
struct thread_change {
    std::string name;            // empty: as it is
    std::optional<bool> closed;  // of the thread
    std::string pin;             // platform id of the message to pin in it; empty: none
};

// A piece of work for `next`.
struct job {
    enum class kind : std::uint8_t { send, fetch, answer_tap, set_up, thread };
    kind what = kind::send;
    std::int64_t id = 0;  // the outbox row; stable over retries, so it can be an idempotency key
    std::string chat;     // of a set_up: the staff group, where it is on this channel
    outgoing message;
    // Platform ids of the tag's earlier message, those of one message separated by spaces, the first
    // being the one that carries its words: edit or withdraw it. An edit changes words and buttons;
    // the photos stay those that the message has.
    std::string previous;
    std::string reply_to;  // platform id of the message that this one answers
    std::string thread;    // send, thread: platform id of the case's thread; empty: the group itself
    thread_change change;  // thread
    // How long the person has been silent in this chat; nothing: not known. Only told where the
    // channel has a reply window.
    std::optional<span_of_time> silent;
    std::vector<std::string> photos;  // the bytes of message.photos, loaded by the gateway
    // Instead of the bytes, where capabilities::photo_links: signed public addresses of message.photos, for
    // a platform that fetches them itself; empty without a public_url. `&size=thumb` behind one is a small copy.
    std::vector<std::string> photo_links;
    instant now{};                        // when this step is worded: for signatures that carry a time
    instant begun{};                      // when the first step of this attempt was worded
    std::vector<std::string> sent_parts;  // ids of parts that went out in an earlier attempt
    // An earlier attempt failed, and may have arrived all the same: a platform without an
    // idempotency key can be asked first.
    bool again = false;
    std::string answer_token;  // of an earlier `inbound` of this chat, still good; used up by this
    media_handle media;        // fetch
    std::string tap_id;        // answer_tap; message.text is the toast
};

// The detail of a fetch that ends `rejected` because the platform does not pass that kind on: the
// sender is asked for another one.
inline constexpr std::string_view unsupported_media = "unsupported";

enum class end : std::uint8_t {
    delivered,       // done; for fetch: the body that was kept last is the media
    accepted,        // the platform will report (capabilities::reports_delivery)
    retry,           // after `after`, or the sender's own schedule when that is zero
    rejected,        // this message will never arrive
    recipient_gone,  // this chat cannot be written to until they write again
    misconfigured,   // the account: token revoked, number not ours …
    moved,           // the chat is now `moved_to`; send again there
    unknown,         // it may or may not have arrived, and the platform cannot tell
    window_closed,   // the person was silent for too long: they must write first
};
constexpr auto names_of(end) {
    return std::array<std::string_view, 9>{"delivered",     "accepted", "retry",   "rejected",     "recipient_gone",
                                           "misconfigured", "moved",    "unknown", "window_closed"};
}

struct verdict {
    end how = end::delivered;
    std::string detail;  // the platform's own words; no secret in it
    // Platform ids of all parts that are out: in sending order while a retry is due, and once
    // delivered the one that carries the words and the buttons first.
    std::vector<std::string> ids;
    span_of_time after{};        // retry
    bool whole_account = false;  // retry: the limit was the account's, not the chat's
    bool maybe_done = false;     // retry: it may have arrived all the same, and then arrives twice
    // moved: send again there. delivered, accepted: it arrived, and this is what the platform calls
    // the chat; from now on we do as well.
    std::string moved_to;
    // The job's thread is not there any more: nothing was sent (retry), or it went to the group
    // itself (delivered).
    bool thread_lost = false;
    linli::adapters::threading threading{};  // thread, set_up: what was learned of the group
    std::string content_type;                // fetch
    bool photos_left = false;                // delivered, accepted: its photos fell away, the channel has none
};

using step = std::variant<http_call, verdict>;

class poll_session;  // session.hpp
class stream_session;

class adapter {
public:
    virtual ~adapter() = default;
    virtual const capabilities& can() const = 0;
    virtual result<received, refusal> receive(const http_request& request, instant now) const = 0;
    step next(const job& what, const std::vector<http_reply>& replies) const;
    // nullptr when the configuration asks for webhooks. `state` is what the session's `state` gave.
    virtual std::unique_ptr<poll_session> polling(const std::string& state) const;
    // nullptr where there is no lasting connection. With one, sends go through it and not by `next`.
    virtual std::unique_ptr<stream_session> streaming(const std::string& state) const;
    // The next question of `linli doctor`, or what the answers so far show. By itself: nothing can be asked.
    virtual probe_step probe(const inquiry& about, const std::vector<http_reply>& replies) const;
    // An address inside a message that carries no secret and may be logged.
    virtual std::string redacted(const http_call& call) const = 0;

private:
    // `next` of one kind of job each (job::kind). By themselves, as of a channel that has no such thing: no media
    // and no threads (rejected); nothing to set up, and nobody who waits for an answer to a tap (delivered).
    virtual step send(const job& what, const std::vector<http_reply>& replies) const = 0;
    virtual step fetch(const job& what, const std::vector<http_reply>& replies) const;
    virtual step answer_tap(const job& what, const std::vector<http_reply>& replies) const;
    virtual step set_up(const job& what, const std::vector<http_reply>& replies) const;
    virtual step thread(const job& what, const std::vector<http_reply>& replies) const;
};

}  // namespace linli::adapters
