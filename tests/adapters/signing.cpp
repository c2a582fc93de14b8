#include "tests/adapters/signing.hpp"

#include <algorithm>
#include <cctype>

#include "adapters/signature.hpp"

namespace linli::adapters::testing {

namespace {

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

void set(owned_request& request, const std::string& name, std::string value) {
    std::erase_if(request.headers, [&](const header& h) { return same_name(h.name, name); });
    request.headers.push_back({name, std::move(value)});
}

}  // namespace

void sign(owned_request& request, const json& table, bool again) {
    if (!table.contains("signing")) return;
    const auto proof = table.value("proof", "");
    const bool proven = std::any_of(request.headers.begin(), request.headers.end(),
                                    [&](const header& h) { return same_name(h.name, proof); });
    if (proven && !again) return;
    const auto scheme = table["signing"].value("scheme", "");
    const auto secret = table["signing"].value("secret", "");
    // The tables of Meta's channels spell their signatures; only what was damaged is signed anew.
    if (scheme == "meta" && again) set(request, proof, "sha256=" + hex(hmac_sha256(secret, request.body)));
    if (scheme == "line") set(request, proof, base64(hmac_sha256(secret, request.body)));
    if (scheme == "slack") {
        const auto seconds = std::chrono::floor<std::chrono::seconds>(noon).time_since_epoch().count();
        const auto timestamp = std::to_string(seconds);
        set(request, "X-Slack-Request-Timestamp", timestamp);
        set(request, proof, "v0=" + hex(hmac_sha256(secret, "v0:" + timestamp + ":" + request.body)));
    }
}

}  // namespace linli::adapters::testing
