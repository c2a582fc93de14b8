// The topics of a forum, as threads of cases: made, named, closed, opened again, with the card pinned.
//
// Facts: the Bot API's answers as its server words them, and the methods createForumTopic,
// editForumTopic, closeForumTopic, reopenForumTopic and pinChatMessage of the Bot API. A topic's id is
// the id of the message that opened it, so what has a smaller id stands outside of it.
#pragma once

#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/json_read.hpp"
#include "adapters/telegram/telegram.hpp"

namespace linli::adapters::telegram {

// Makes a topic where job::thread is empty (`ids` is its id then), else brings it to job::change; what
// is so already, and what we may not do to it, is passed over.
step next_of_topic(const settings& bot, const job& what, const std::vector<http_reply>& replies);

http_call reopen_topic_call(const settings& bot, const job& what);

// Whether a message or chat that is named in an answer of 400 is a topic that is not there any more.
bool topic_is_gone(std::string_view description);
// Whether that message was sent before the topic was there.
bool before_topic(std::string_view message_id, std::string_view topic);

// The topic of a message; empty in General and outside of forums, where a reply has a
// message_thread_id as well.
std::string topic_of(const json& message);
// The name of the message's topic where our own bot made it.
std::string own_topic_name(const json& message, const settings& bot);

// For set-up: is the staff group a forum, and may we make topics there. Nothing when Telegram is not
// asked: a private chat, or an ordinary group.
std::optional<http_call> ask_for_forum(const settings& bot, const job& what, const std::vector<http_reply>& answers);
threading read_forum(const std::vector<http_reply>& answers);

// What a member's rights, those of our bot, say.
threading rights_of(const json& member, bool forum);

}  // namespace linli::adapters::telegram
