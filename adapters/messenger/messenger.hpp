// Facebook Messenger, a page's inbox (docs/channels/messenger.md): WhatsApp's handshake, proof
// and error rules on the same Graph API.
#pragma once

#include <string>

#include "adapters/catalogue.hpp"
#include "adapters/whatsapp/graph.hpp"

namespace linli::adapters::messenger {

struct settings {
    whatsapp::graph_account account;
    std::string page_id;
    // Meta has granted the page the tag HUMAN_AGENT: within a week of a person's last message,
    // words may still be sent with it.
    bool human_agent = false;
};

channel_type type();

}  // namespace linli::adapters::messenger
