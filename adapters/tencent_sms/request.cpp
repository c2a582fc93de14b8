#include "adapters/tencent_sms/request.hpp"

#include "adapters/hook.hpp"
#include "adapters/signature.hpp"
#include "adapters/timestamps.hpp"

namespace linli::adapters::tencent_sms {

http_call signed_call(const settings& account, std::string_view action, std::string payload, instant now) {
    constexpr std::string_view kind = "application/json", covered = "content-type;host";
    const std::string host(authority_of(account.common.api_url));
    const auto seconds = std::to_string(now.time_since_epoch() / std::chrono::seconds{1});
    const auto date = date_utc(now);
    const auto scope = date + "/sms/tc3_request";
    const auto canonical = "POST\n/\n\ncontent-type:" + std::string(kind) + "\nhost:" + host + "\n\n" +
                           std::string(covered) + '\n' + hex(sha256(payload));
    const auto text = "TC3-HMAC-SHA256\n" + seconds + '\n' + scope + '\n' + hex(sha256(canonical));
    const auto key = hmac_sha256(hmac_sha256(hmac_sha256("TC3" + account.secret_key, date), "sms"), "tc3_request");
    http_call call;
    call.url = account.common.api_url + '/';
    call.headers = {{"Content-Type", std::string(kind)},
                    {"X-TC-Action", std::string(action)},
                    {"X-TC-Version", "2021-01-11"},
                    {"X-TC-Region", account.region},
                    {"X-TC-Timestamp", seconds},
                    {"Authorization", "TC3-HMAC-SHA256 Credential=" + account.secret_id + '/' + scope +
                                          ", SignedHeaders=" + std::string(covered) +
                                          ", Signature=" + hex(hmac_sha256(key, text))}};
    call.body = std::move(payload);
    return call;
}

}  // namespace linli::adapters::tencent_sms
