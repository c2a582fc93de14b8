#include "adapters/twilio/outcomes.hpp"

#include "adapters/json_read.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::twilio {

namespace {

struct code_rule {
    int code;
    end how;
};

constexpr code_rule rules[] = {
    {20003, end::misconfigured},  // authenticate
    {20404, end::misconfigured},  // no such account or service
    {20429, end::retry},          // too many requests
    {20500, end::retry},          {20503, end::retry},          {21211, end::recipient_gone},  // To is no number
    {21212, end::misconfigured},                                                               // From is no number
    {21214, end::recipient_gone},                                                              // To cannot be reached
    {21217, end::recipient_gone}, {21265, end::recipient_gone}, {21408, end::misconfigured},   // region not enabled
    {21602, end::rejected},                                                                    // empty
    {21603, end::misconfigured},                                                               // no From
    {21606, end::misconfigured},                                                               // From is not ours
    {21610, end::recipient_gone},                                                              // said STOP
    {21612, end::misconfigured},                                // no route from this number
    {21614, end::recipient_gone},                               // not a mobile number
    {21617, end::rejected},                                     // too long
    {21623, end::rejected},                                     // media
    {21659, end::misconfigured},                                // From is not ours
    {30001, end::retry},                                        // queue overflow
    {30002, end::misconfigured},                                // account suspended
    {30003, end::retry},                                        // handset is off or out of reach
    {30004, end::rejected},                                     // blocked on the way
    {30005, end::recipient_gone},                               // unknown number
    {30006, end::recipient_gone},                               // a landline
    {30007, end::rejected},                                     // filtered by the operator
    {30008, end::retry},                                        // unknown
    {30017, end::retry},                                        // congestion
    {30034, end::misconfigured},                                // sender not registered with the operators
    {63018, end::retry},                                        // rate of the channel
    {63038, end::retry},                                        // limit of the day
    {63003, end::rejected},       {63016, end::window_closed},  // WhatsApp's, after a day of silence
    {63024, end::rejected},
};

// Codes that mean "not before long": the handset is off, the day's limit is reached.
constexpr span_of_time hours_later = std::chrono::hours{1};
bool takes_hours(int code) { return code == 30003 || code == 63038; }

}  // namespace

end outcome_of(int code, int status) {
    for (const auto& rule : rules)
        if (rule.code == code) return rule.how;
    if (status == 429 || status >= 500 || code / 1000 == 20) return end::retry;
    if (status == 401 || status == 403 || status == 404) return end::misconfigured;
    return end::rejected;
}

verdict_kind report_verdict(int code) { return reported(outcome_of(code, 0)); }

verdict failed(const settings& account, const http_reply& reply) {
    const auto secrets = account.secrets();
    if (reply.status == 0) return nothing_came(reply, secrets);
    const auto body = parse_json(reply.body);
    const int code = body ? static_cast<int>(number_at(*body, "code") % 1'000'000) : 0;
    if (reply.status / 100 == 2) return no_answer_of("Twilio");
    auto v = ended_as(outcome_of(code, reply.status), "HTTP " + std::to_string(reply.status));
    if (code) v.detail = std::to_string(code);
    if (body) v.detail += ' ' + safe_detail(text_at(*body, "message"), secrets);
    v.after = takes_hours(code) ? hours_later : retry_after(reply);
    v.whole_account = reply.status == 429 || code == 20429 || code == 63038;
    return v;
}

}  // namespace linli::adapters::twilio
