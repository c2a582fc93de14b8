// Messages of ours to Messenger, and media of others from it (Meta: "Send API").
#pragma once

#include <span>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/messenger/messenger.hpp"

namespace linli::adapters::messenger {

// One call for each piece: photos, then texts, the last with the choices as quick replies;
// `accepted`, since a report tells what reached the person's device.
step next_of_delivery(const settings& s, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies);

// What a toast would have said, as a message; nothing when it is empty.
step next_of_tap(const settings& s, const job& what, const std::vector<http_reply>& replies);

// The signed address that came with the message; no token goes there.
step next_of_fetch(const settings& s, const job& what, const std::vector<http_reply>& replies);

std::span<const whatsapp::error_rule> page_errors();

}  // namespace linli::adapters::messenger
