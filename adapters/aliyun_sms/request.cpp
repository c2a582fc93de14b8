#include "adapters/aliyun_sms/request.hpp"

#include <algorithm>

#include "adapters/hook.hpp"
#include "adapters/signature.hpp"
#include "adapters/timestamps.hpp"

namespace linli::adapters::aliyun_sms {

http_call signed_call(const settings& account, std::string_view action, form_fields parameters, instant now,
                      const std::string& nonce) {
    std::sort(parameters.begin(), parameters.end());
    const auto query = compose_form(parameters);
    const auto body_hash = hex(sha256(""));
    // In the order of their names, as the signature wants them.
    const std::vector<header> covered{{"host", std::string(authority_of(account.common.api_url))},
                                      {"x-acs-action", std::string(action)},
                                      {"x-acs-content-sha256", body_hash},
                                      {"x-acs-date", date_time_utc(now)},
                                      {"x-acs-signature-nonce", nonce},
                                      {"x-acs-version", "2017-05-25"}};
    std::string canonical = "POST\n/\n" + query + '\n', names;
    for (const auto& h : covered) {
        canonical += h.name + ':' + h.value + '\n';
        names += (names.empty() ? "" : ";") + h.name;
    }
    canonical += '\n' + names + '\n' + body_hash;
    const auto text = "ACS3-HMAC-SHA256\n" + hex(sha256(canonical));
    http_call call;
    call.url = account.common.api_url + "/?" + query;
    call.headers.assign(covered.begin() + 1, covered.end());  // Host is written from the address
    call.headers.push_back({"Accept", "application/json"});
    call.headers.push_back({"Authorization", "ACS3-HMAC-SHA256 Credential=" + account.access_key_id +
                                                 ",SignedHeaders=" + names +
                                                 ",Signature=" + hex(hmac_sha256(account.access_key_secret, text))});
    return call;
}

}  // namespace linli::adapters::aliyun_sms
