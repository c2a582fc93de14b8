// Long polling of getUpdates as a session without I/O, for a machine without a public address.
//
// The offset that confirms updates leaves only after `committed`. Once a poll shows that all is
// confirmed, no offset is sent: after a week of silence Telegram begins at a random update_id,
// which may be lower than the last one.
#pragma once

#include <memory>
#include <string>

#include "adapters/session.hpp"
#include "adapters/telegram/telegram.hpp"

namespace linli::adapters::telegram {

std::unique_ptr<poll_session> make_polling(const settings& bot, const std::string& state);

}  // namespace linli::adapters::telegram
