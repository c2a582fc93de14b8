// The text frames of the web chat's sockets (docs: "The web chat's wire"), read strictly, written by
// appending. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "storage/store.hpp"

namespace linli::gateway::frames {

inline constexpr std::size_t text_max = 4'000;    // characters, as in dialogs/event.hpp
inline constexpr std::size_t photos_max = 10;     // of one message: as many as a case takes
inline constexpr std::size_t data_max = 64;       // of a choice, as in dialogs/message.hpp

struct hello {
    std::int64_t last = 0;
};
struct say {
    std::string id;
    std::string text;
    std::vector<std::string> photos;
    std::int64_t reply_to = 0;  // 0: none
    bool too_long = false;      // text holds its beginning only
};
struct press {
    std::string id;
    std::string data;
    std::int64_t of = 0;
};
struct seen {
    std::int64_t seq = 0;
};
using from_page = std::variant<hello, say, press, seen>;

// Nothing when it is not a frame of ours: wrong JSON, a wrong type, an id that is none.
std::optional<from_page> read(std::string_view text);

std::string welcome(std::int64_t last, language l);
// As that viewer sees it: what is neither the bot's nor the viewer's own is staff's.
std::string row(const storage::history_row& r, person_id viewer);
std::string ack(std::string_view id);
std::string nack(std::string_view id, std::string_view why, std::string_view text);
std::string delivered(std::int64_t seq);
std::string cases();
std::string bye();

void append_quoted(std::string& out, std::string_view text);  // a JSON string; broken UTF-8 becomes '?'

}  // namespace linli::gateway::frames
