// How a call to the Bot API is spelled, and what its answer says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/json_write.hpp"
#include "adapters/telegram/telegram.hpp"

namespace linli::adapters::telegram {

// POST <api_url>/bot<token>/<method> with a finished JSON object.
http_call api_call(const settings& bot, std::string_view method, std::string body);

struct upload {
    std::string name;  // of the form field
    std::string_view bytes;
};

// The same as multipart/form-data; the boundary occurs in no part.
http_call upload_call(const settings& bot, std::string_view method,
                      const std::vector<std::pair<std::string, std::string>>& fields, const std::vector<upload>& files);

// A chat or message id: a number where it is one, else text ("@channel").
void write_id(json_writer& out, std::string_view id);
bool is_number(std::string_view id);

// {"ok":…} read with type checks.
struct api_answer {
    bool ok = false;
    int error_code = 0;
    std::string description;
    span_of_time retry_after{};
    std::string migrate_to;
    std::vector<std::string> message_ids;  // of `result`, be it one message or several
    std::string thread;                    // of the first of them; empty: it stands in no topic
};

// Nothing when the body is not an answer of the Bot API.
std::optional<api_answer> read_answer(const http_reply& reply);

// How a call that did not succeed ends: a table of Telegram's own words (calls_test has them all).
verdict failed(const settings& bot, const http_reply& reply);

}  // namespace linli::adapters::telegram
