// What a proven request says, by the description's [message] and [report].
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/described/description.hpp"
#include "adapters/hook.hpp"

namespace linli::adapters::described {

// The value of a field: a member's name, or a JSON pointer. Texts, numbers and truth values as text;
// empty when there is none.
std::string value_at(const tree& item, std::string_view field);

// Of a request to the rule's own path; nothing when it is of another kind or format.
std::vector<inbound> read_messages(const message_rule& rule, const http_request& request, const hook_place& place);
std::vector<inbound> read_reports(const report_rule& rule, const http_request& request, const hook_place& place);

}  // namespace linli::adapters::described
