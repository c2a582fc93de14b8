// What Twilio's error codes mean for a message: one table for answers of the API and for reports.
#pragma once

#include "adapters/adapter.hpp"
#include "adapters/twilio/twilio.hpp"

namespace linli::adapters::twilio {

// Of an error code; `status` (HTTP) decides where the code is unknown. Twilio advises against logic
// on codes it may add: unknown 20xxx and 5xx are retried, other unknown ones are final.
end outcome_of(int code, int status);

// The same for a report: nothing is retried then, since Twilio has tried.
verdict_kind report_verdict(int code);

// How a call that did not succeed ends.
verdict failed(const settings& account, const http_reply& reply);

}  // namespace linli::adapters::twilio
