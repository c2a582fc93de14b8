// Is the token good, is the number in use, where do webhooks go: the phone number's node, and its
// field webhook_configuration (from memory of Meta's documentation: unverified; an answer without it is
// taken as "cannot be asked").
#pragma once

#include <vector>

#include "adapters/probing.hpp"
#include "adapters/whatsapp/whatsapp.hpp"

namespace linli::adapters::whatsapp {

probe_step next_probe(const settings& number, const std::vector<http_reply>& replies);

// The account of a channel on the Graph API, by the answer of its node.
finding account_of(const graph_account& account, const http_reply& reply, std::span<const error_rule> table);

}  // namespace linli::adapters::whatsapp
