// Our messages as Slack's: Block Kit, and the calls that post, change and take them back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/rendering.hpp"
#include "adapters/slack/calls.hpp"

namespace linli::adapters::slack {

// One part of a message. `mark` is the block_id of its first block: by it we find the message in the
// channel's history when nobody told us whether it went out.
struct post {
    std::string mark;
    std::string text;
    std::vector<button_row> buttons;  // of the job's choices
};

std::vector<post> posts_of(const job& what, const capabilities& can);

http_call post_call(const settings& app, const job& what, const post& one, std::string_view thread);
http_call update_call(const settings& app, const place& where, const post& one);
http_call delete_call(const settings& app, const place& where);
http_call delete_file_call(const settings& app, std::string_view file);

// The `ts` of the message in an answer of conversations.history or .replies that carries this mark,
// or empty.
std::string find_mark(const json& history, std::string_view mark);

}  // namespace linli::adapters::slack
