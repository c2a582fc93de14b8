// Messages of ours to WhatsApp (docs/channels/whatsapp.md, and its window of 24 hours).
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/whatsapp/whatsapp.hpp"

namespace linli::adapters::whatsapp {

// One call for each piece, two for a photo (upload, then message); `accepted`, since reports tell
// how each ended. Into a closed window only the template goes; without one, nothing is called.
step next_of_delivery(const settings& s, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies);

// What a toast would have said, as a message; nothing when it is empty.
step next_of_tap(const settings& s, const job& what, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::whatsapp
