// Media that WhatsApp holds for us (Cloud API, "Media").
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/whatsapp/whatsapp.hpp"

namespace linli::adapters::whatsapp {

// The media's node, then the address that it names, which is good for five minutes. The token goes
// there only where that is the API's own host or Meta's media host; any other address is refused.
step next_of_fetch(const settings& s, const job& what, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::whatsapp
