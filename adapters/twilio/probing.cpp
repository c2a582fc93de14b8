#include "adapters/twilio/probing.hpp"

#include "adapters/json_read.hpp"
#include "adapters/twilio/outcomes.hpp"
#include "adapters/twilio/sending.hpp"
#include "adapters/urlencoded.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::twilio {

namespace {

finding account_of(const settings& account, const http_reply& reply) {
    const auto secrets = account.secrets();
    const auto body = reply.status == 200 ? parse_json(reply.body) : std::nullopt;
    if (!body) {
        auto f = trouble_of(probed::account, reply, failed(account, reply));
        if (f.how == condition::refused)
            f.remedy = "take Account SID and Auth Token from the first page of Twilio's console";
        return f;
    }
    const auto status = text_at(*body, "status");
    if (!status.empty() && status != "active")
        return {probed::account, condition::suspended, safe_detail(status, secrets),
                "Twilio's console says why, often an unpaid bill"};
    return {probed::account, condition::good, safe_detail(text_at(*body, "friendly_name"), secrets), {}};
}

finding webhook_of(const settings& account, const http_reply& reply) {
    const auto body = reply.status == 200 ? parse_json(reply.body) : std::nullopt;
    const auto all = body ? array_at(*body, "incoming_phone_numbers") : std::nullopt;
    if (!all) return trouble_of(probed::webhook, reply, failed(account, reply));
    const auto one = first_of(all);
    if (!one)
        return {probed::webhook, condition::absent, "the account has no such number",
                "check `number`; Twilio's console lists the account's under Phone Numbers"};
    if (!text_at(*one, "sms_application_sid").empty())
        return {probed::webhook, condition::unaskable, "a TwiML app decides where the number's texts go",
                "look at that app in Twilio's console"};
    auto f = compare_webhook(text_at(*one, "sms_url"), account.webhook_url);
    f.remedy =
        "in Twilio's console, Phone Numbers, this number, \"A message comes in\": enter the address "
        "above, HTTP POST";
    return f;
}

}  // namespace

probe_step next_probe(const settings& account, const std::vector<http_reply>& replies) {
    if (replies.empty()) return account_call(account, ".json");
    std::vector<finding> all{account_of(account, replies[0])};
    if (all[0].how != condition::good) return all;
    if (account.number.empty()) {
        all.push_back({probed::webhook, condition::unaskable, "a messaging service decides where texts go",
                       "in Twilio's console, Messaging, Services, Integration: \"Send a webhook\""});
        return all;
    }
    if (replies.size() == 1)
        return account_call(account, "/IncomingPhoneNumbers.json?" +
                                         compose_form({{"PhoneNumber", account.number}, {"PageSize", "1"}}));
    all.push_back(webhook_of(account, replies[1]));
    return all;
}

}  // namespace linli::adapters::twilio
