#include "adapters/vonage/outcomes.hpp"

#include <charconv>

#include "adapters/config_values.hpp"
#include "adapters/json_read.hpp"
#include "adapters/verdicts.hpp"
#include "dialogs/ascii.hpp"

namespace linli::adapters::vonage {

namespace {

struct status_rule {
    int status;
    end how;
};

constexpr status_rule statuses[] = {
    {1, end::retry},            // throttled
    {2, end::rejected},         // a parameter is missing
    {3, end::rejected},         // a parameter is invalid
    {4, end::misconfigured},    // wrong key or secret
    {5, end::retry},            // internal error
    {6, end::rejected},         // the message cannot be processed
    {7, end::recipient_gone},   // the number is barred
    {8, end::misconfigured},    // the account is barred
    {9, end::misconfigured},    // no credit left
    {10, end::retry},           // too many connections of the account
    {11, end::misconfigured},   // not allowed for HTTP
    {12, end::rejected},        // too long
    {14, end::misconfigured},   // signature
    {15, end::rejected},        // the sender's address is invalid here
    {22, end::rejected},        // network code
    {23, end::rejected},        // callback address
    {29, end::rejected},        // a trial account writes to numbers on its list only
    {32, end::misconfigured},   // signature and secret both
    {33, end::recipient_gone},  // the number is switched off
};

constexpr std::string_view gone[] = {
    "3",  // absent for good
    "4",  // barred by the person: an opt-out
    "9",  // illegal number
};

constexpr span_of_time shortest_wait = std::chrono::seconds{1};

// "Throughput Rate Exceeded - please wait [ 250 ] and retry": milliseconds.
span_of_time wait_of(std::string_view words) {
    const auto open = words.find('['), close = words.find(']');
    if (open == words.npos || close == words.npos || close < open) return shortest_wait;
    const auto digits = trimmed(words.substr(open + 1, close - open - 1));
    const auto ms = read_count(digits, 3'600'000);
    return std::max<span_of_time>(shortest_wait, std::chrono::milliseconds{ms.value_or(0)});
}

int status_of(const json& part) {
    return static_cast<int>(read_count(text_or_id_at(part, "status"), 9999).value_or(9999));
}

verdict ended(const settings& account, int status, const json& part) {
    const auto secrets = account.secrets();
    const auto words = text_at(part, "error-text");
    auto v = ended_as(outcome_of(status), std::to_string(status) + ' ' + safe_detail(words, secrets));
    if (status == 1) v.after = wait_of(words);
    v.whole_account = status == 1 || status == 10;
    return v;
}

}  // namespace

end outcome_of(int status) {
    for (const auto& rule : statuses)
        if (rule.status == status) return rule.how;
    return end::rejected;
}

std::optional<verdict_kind> receipt_verdict(std::string_view status, std::string_view err_code) {
    if (status == "delivered") return verdict_kind::delivered;
    if (status == "unknown") return verdict_kind::unknown;
    if (status != "expired" && status != "failed" && status != "rejected") return std::nullopt;
    return sms::failed_report(gone, err_code);
}

sms::outcome answer_of(const settings& account, const http_reply& reply) {
    const auto secrets = account.secrets();
    if (reply.status == 0) return nothing_came(reply, secrets);
    if (reply.status / 100 != 2) {
        auto v = by_code({}, {}, reply);
        v.detail = "HTTP " + std::to_string(reply.status);
        return v;
    }
    const auto body = parse_json(reply.body);
    const auto parts = body ? array_at(*body, "messages") : std::nullopt;
    std::string id;
    if (parts) {
        for (const auto& part : *parts) {
            if (const int status = status_of(part)) return ended(account, status, part);
            id = text_at(part, "message-id");  // the last part's report stands for the whole
        }
    }
    if (id.empty()) return no_answer_of("Vonage");
    return id;
}

}  // namespace linli::adapters::vonage
