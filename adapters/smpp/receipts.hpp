// Delivery receipts: what became of a message of ours (SMPP 3.4, appendix B).
//
//   id:4F2A sub:001 dlvrd:001 submit date:2511241600 done date:2511241601 stat:DELIVRD err:000 text:Hi
//
// SMSCs write this text each in its own way, so it is read leniently, and TLVs go before it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/smpp/pdu.hpp"
#include "dialogs/event.hpp"

namespace linli::adapters::smpp {

bool is_receipt(const message& m);
// Also an intermediate notification or a user's acknowledgement: nothing that a person wrote.
bool is_notice(const message& m);

struct receipt {
    std::string id;     // as the SMSC writes it
    std::string state;  // DELIVRD, UNDELIV …
    verdict_kind verdict = verdict_kind::delivered;
    std::string detail;  // "UNDELIV 001"; empty when delivered
};
// nullopt: no id, or a state that is not the last one.
std::optional<receipt> read_receipt(const message& m);

// The one spelling under which we keep a message's id: hex digits lower-case without leading zeros,
// anything else as it is.
std::string plain_id(std::string_view id);
// Every id that this one of a receipt may mean, the likeliest first: the same, and decimal for hex and
// hex for decimal (some SMSCs answer submit_sm in one and write receipts in the other).
std::vector<std::string> ids_meant(std::string_view id);

}  // namespace linli::adapters::smpp
