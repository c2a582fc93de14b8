// Times as platforms write them. Pure arithmetic; no zone database: a platform's own offset is told.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dialogs/time.hpp"

namespace linli::adapters {

// "2025-11-24 16:00:00" or RFC 3339 ("2025-11-24T16:00:00.000+08:00", "…Z"); where the text has no
// offset, `otherwise` is meant. Nothing when it is no such time.
std::optional<instant> read_date_time(std::string_view text, std::chrono::minutes otherwise = {});

// Whole seconds, or milliseconds where there are 13 digits, since 1970; years 2000 to 2100 only.
std::optional<instant> read_epoch(std::string_view digits);

// "Mon, 24 Nov 2025 16:00:00 +0000" (RFC 2822, as Twilio's API writes them).
std::optional<instant> read_mail_date(std::string_view text);

// Of an event's key: 0 when there is no time.
std::int64_t minute_of(std::optional<instant> when);

std::string date_utc(instant when);       // 2025-11-24
std::string date_time_utc(instant when);  // 2025-11-24T16:00:00Z

}  // namespace linli::adapters
