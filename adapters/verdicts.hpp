// How a platform's answer becomes a verdict: by a table of the channel's own, and by these helpers
// for what is the same everywhere.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "adapters/adapter.hpp"

namespace linli::adapters {

// A row of a channel's table: the first that fits decides.
struct word_rule {
    int status;              // 0: any
    std::string_view words;  // contained in the platform's description, without case; empty: any
    end how;
};

// A row of a table by the platform's own codes: the first whose `code` begins the one given decides.
struct code_rule {
    std::string_view code;
    end how;
    span_of_time after{};        // retry
    bool whole_account = false;  // retry
};

// How a call ended by that table; what stands in no row goes by the HTTP status: 401 and 403 are the
// account, 429 and 5xx pass, everything else is final.
verdict by_code(std::span<const code_rule> table, std::string_view code, const http_reply& reply);

const word_rule* find_rule(std::span<const word_rule> table, int status, std::string_view words);

// Text of the platform that may stand in a log or before staff: printable, one line, at most 200
// bytes, every `secret` in it replaced.
std::string safe_detail(std::string_view text, std::span<const std::string_view> secrets);

// Every occurrence of each secret, plain or percent-encoded, becomes "***".
std::string without_secrets(std::string_view text, std::span<const std::string_view> secrets);

// "METHOD address" without the query, for a log.
std::string shown(const http_call& call, std::span<const std::string_view> secrets = {});

verdict ended_as(end how, std::string detail);

// The same end in a report: nothing is tried again then, since the platform has tried.
verdict_kind reported(end how);

// A good status and another answer than the platform's: it may have taken the message all the same.
verdict no_answer_of(std::string_view platform);

// Nothing came back; what had left may have been taken all the same.
verdict nothing_came(const http_reply& reply, std::span<const std::string_view> secrets);

// Seconds of a Retry-After header; zero when absent, a date, or beyond a day.
span_of_time retry_after(const http_reply& reply);

}  // namespace linli::adapters
