// The wire of the web chat (docs/web-protocol.md): frames of a browser read with strict bounds,
// frames of ours written by appending. Pure: the sockets are the gateway's.
//
//   from the browser   {"t":"hello","last":N}  {"t":"say","id","text","photos","reply_to"?}
//                      {"t":"press","id","data","of"}  {"t":"seen","seq":N}
//   to the browser     welcome  row  ack  nack  delivered  bye  cases
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dialogs/event.hpp"
#include "dialogs/message.hpp"
#include "dialogs/person.hpp"
#include "dialogs/result.hpp"
#include "dialogs/time.hpp"

namespace linli::adapters::web {

inline constexpr std::size_t frame_max = 64 << 10;  // bytes; 4,000 characters of text need 16 KiB
inline constexpr std::size_t id_max = 64;           // a UUID has 36
inline constexpr std::size_t photos_max = 10;       // of one message, as of one case
inline constexpr std::size_t hash_size = 64;        // SHA-256 in hex

struct hello_frame {
    std::int64_t last = 0;  // the highest row that the page has
};
struct say_frame {
    std::string id;
    std::string text;  // valid UTF-8 and otherwise as typed
    std::vector<std::string> photos;
    std::int64_t reply_to = 0;
};
struct press_frame {
    std::string id;
    std::string data;
    std::int64_t of = 0;  // the row that carries the choice
};
struct seen_frame {
    std::int64_t seq = 0;
};
using client_frame = std::variant<hello_frame, say_frame, press_frame, seen_frame>;

enum class nack_reason : std::uint8_t { too_long, too_fast, bad_photo, busy, empty };
constexpr auto names_of(nack_reason) {
    return std::array<std::string_view, 5>{"too_long", "too_fast", "bad_photo", "busy", "empty"};
}

// Why a frame was not read. With an `id` and a reason the page can be told (append_nack); without,
// the page is not ours and the socket may be closed.
struct frame_refusal {
    std::string why;  // for the log: "too_long", "malformed"; with an id "bad_photo", "empty"
    std::string id;
};

result<client_frame, frame_refusal> read_frame(std::string_view text);

enum class row_from : std::uint8_t { bot, me, staff };
constexpr auto names_of(row_from) { return std::array<std::string_view, 3>{"bot", "me", "staff"}; }

struct row_file {
    std::string name;
    std::string link;
    media_kind kind = media_kind::file;
};

// One row of history as one reader sees it.
struct web_row {
    std::int64_t seq = 0;
    instant at{};
    row_from from = row_from::bot;
    std::string who;  // name and nothing else; empty for the bot
    std::string id;   // the page's own id of what it said
    std::string text;
    std::vector<choice> choices;
    std::vector<photo> photos;
    std::vector<row_file> files;
    std::string case_code;  // "CP-0412"
    std::string tag;        // replaces the earlier row of that tag
    std::int64_t reply_to = 0;
    bool withdrawn = false;
    bool contact = false;
};

void append_welcome(std::string& out, std::int64_t last, language lang);
void append_row(std::string& out, const web_row& row);
// `text` not empty: a word to the one who tapped, such as why nothing happened.
void append_ack(std::string& out, std::string_view id, std::string_view text = {});
void append_nack(std::string& out, std::string_view id, nack_reason why, std::string_view text);
void append_delivered(std::string& out, std::int64_t seq);
void append_bye(std::string& out, std::string_view why);
void append_cases(std::string& out);

}  // namespace linli::adapters::web
