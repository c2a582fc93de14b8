#include "adapters/vonage/probing.hpp"

#include "adapters/json_read.hpp"
#include "adapters/signature.hpp"
#include "adapters/urlencoded.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::vonage {

namespace {

http_call account_call(const settings& account, std::string_view path) {
    http_call call;
    call.method = "GET";
    call.url = account.api_url + std::string(path);
    call.headers = {{"Accept", "application/json"},
                    {"Authorization", "Basic " + base64(account.api_key + ':' + account.api_secret)}};
    return call;
}

finding troubled(const settings& account, probed of, const http_reply& reply) {
    if (reply.status == 0) return trouble_of(of, reply, nothing_came(reply, account.secrets()));
    auto f = trouble_of(of, reply, by_code({}, {}, reply));
    if (f.how == condition::refused) f.remedy = "take key and secret from the first page of Vonage's dashboard";
    return f;
}

finding account_of(const settings& account, const http_reply& reply) {
    const auto body = reply.status == 200 ? parse_json(reply.body) : std::nullopt;
    const auto value = body ? member(*body, "value") : std::nullopt;
    double credit = 0;
    if (!value || value->get(credit)) return troubled(account, probed::account, reply);
    if (credit <= 0)
        return {probed::account, condition::suspended, "no credit is left", "top up in Vonage's dashboard"};
    return {probed::account, condition::good, "credit " + plain_of(*value).value_or(""), {}};
}

finding webhook_of(const settings& account, const http_reply& reply) {
    const auto body = reply.status == 200 ? parse_json(reply.body) : std::nullopt;
    const auto number = body ? first_of(array_at(*body, "numbers")) : std::nullopt;
    if (!body) return troubled(account, probed::webhook, reply);
    if (!number)
        return {probed::webhook, condition::absent, "the account has no such number",
                "check `number`; Vonage's dashboard lists yours under Numbers"};
    const auto url = text_at(*number, "moHttpUrl");
    if (url.empty())
        return {probed::webhook, condition::unaskable, "the account's own setting decides",
                "look at Vonage's dashboard, Settings, Inbound SMS webhooks"};
    return compare_webhook(url, account.webhook_url);
}

}  // namespace

probe_step next_probe(const settings& account, const std::vector<http_reply>& replies) {
    if (replies.empty()) return account_call(account, "/account/get-balance");
    std::vector<finding> all{account_of(account, replies[0])};
    if (all[0].how != condition::good) return all;
    if (replies.size() == 1)
        return account_call(account, "/account/numbers?" + compose_form({{"pattern", account.number}}));
    all.push_back(webhook_of(account, replies[1]));
    return all;
}

}  // namespace linli::adapters::vonage
