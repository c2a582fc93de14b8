// WhatsApp through Meta's Cloud API (docs/channels/whatsapp.md): signed webhooks in, Graph out.
#pragma once

#include <string>

#include "adapters/catalogue.hpp"
#include "adapters/whatsapp/graph.hpp"

namespace linli::adapters::whatsapp {

struct settings {
    graph_account account;
    std::string phone_number_id;
    // An approved template with one variable in its body: the only thing that may be sent when the
    // person has been silent for a day. Empty: there is none.
    std::string template_name;
    std::string template_language;
    std::string webhook_url;  // where Meta should send; empty without a public_url
};

channel_type type();

}  // namespace linli::adapters::whatsapp
