// What a return link shows before it lets anybody in: a preview or a stranger's page that fetches the address
// must neither use the link up nor put a visitor into another conversation unasked. Pure; without script.
#pragma once

#include "dialogs/community.hpp"
#include "gateway/http/exchange.hpp"

namespace linli::gateway {

// Its button posts to the same address. `instead`: another conversation is open in that browser.
reply return_page(const community& c, language speaks, bool instead);

}  // namespace linli::gateway
