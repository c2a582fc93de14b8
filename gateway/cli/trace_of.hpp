// What `linli trace` shows: one message and everything that came of it, put together from the record.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "gateway/config/config.hpp"
#include "storage/reader.hpp"
#include "storage/tracing.hpp"

namespace linli::gateway::cli {

// What an administrator has at hand, as it was typed.
//
//   wanted  = NUMBER            a message's number; from 4294967296 on an outbox number
//           | CODE ["#" INDEX]  a message filed under that case, counted from 1
//           | [CHANNEL ":"] ID  a platform's id
struct wanted {
    std::int64_t number = 0;
    case_code about{};
    std::size_t index = 0;  // 0: all of them
    std::string channel;
    std::string platform_id;
};
wanted read_wanted(const std::string& typed, const config& c);

// Which messages and which sends may be meant.
struct matches {
    std::vector<std::int64_t> messages;
    std::vector<std::int64_t> sends;
    std::size_t size() const { return messages.size() + sends.size(); }
};
matches find_matches(storage::tracing& record, const wanted& w);

struct whole_life {
    std::optional<storage::traced_message> message;  // nothing: only a message of ours is known
    std::string verified;                            // how it was proven
    std::vector<case_entry> changed;
    std::vector<storage::traced_send> sent;
    std::vector<storage::traced_send> then;  // into the same room, by a deadline, soon after
};
whole_life life_of_message(storage::tracing& record, storage::reader& cases, const config& c, std::int64_t id);
whole_life life_of_send(storage::tracing& record, std::int64_t outbox);

// "delivered", "waiting", or how the last try ended.
std::string state_of(const storage::traced_send& s);
// Names as the log shows them: 王*.
std::string masked_name(const std::string& name);

nlohmann::ordered_json to_json(const whole_life& l, bool words);
std::string to_text(const whole_life& l, bool words);

}  // namespace linli::gateway::cli
