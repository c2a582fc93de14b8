// What Vonage's statuses and error codes mean (Vonage: "SMS API", errors and delivery
// receipts): one table for answers of the API, one for receipts.
#pragma once

#include <optional>
#include <string_view>

#include "adapters/adapter.hpp"
#include "adapters/sms.hpp"
#include "adapters/vonage/vonage.hpp"

namespace linli::adapters::vonage {

// Of the `status` of one part in an answer.
end outcome_of(int status);

// Nothing for a status that is not the last one (accepted, buffered, ones we do not know).
std::optional<verdict_kind> receipt_verdict(std::string_view status, std::string_view err_code);

// The id of the message, or how the call ended. One entry for each part: every status is looked at.
sms::outcome answer_of(const settings& account, const http_reply& reply);

}  // namespace linli::adapters::vonage
