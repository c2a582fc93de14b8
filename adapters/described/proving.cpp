#include "adapters/described/proving.hpp"

#include "adapters/described/filling.hpp"
#include "adapters/timestamps.hpp"

namespace linli::adapters::described {

namespace {

// What stands behind the prefix in a header; nothing without it.
std::optional<std::string_view> behind(std::string_view value, std::string_view prefix) {
    if (value.empty() || !value.starts_with(prefix)) return std::nullopt;
    return value.substr(prefix.size());
}

bool signed_with(const description& d, const http_request& request, const hook_place& place, std::string_view secret) {
    const auto& v = d.verify;
    const auto given = behind(request.find(v.name), v.prefix);
    if (!given || secret.empty()) return false;
    const auto text = filled(v.over, [&](std::string_view name) -> std::optional<std::string> {
        if (name == "body") return std::string(request.body);
        if (name == "timestamp") return std::string(request.find(v.timestamp));
        if (name == "url") return d.webhook_url + std::string(place.own);
        return std::nullopt;
    });
    const auto mac = hmac_of(v.kind, secret, text);
    return same_secret(*given, v.in_base64 ? base64(mac) : hex(mac));
}

bool knows(const description& d, const http_request& request, std::string_view secret) {
    if (secret.empty()) return false;
    const auto& v = d.verify;
    if (v.how == proof::basic)
        return same_secret(request.find("Authorization"), "Basic " + base64(d.user + ':' + std::string(secret)));
    const auto given = behind(request.find(v.name), v.prefix);
    return given && same_secret(*given, secret);
}

}  // namespace

result<std::string_view, refusal> proven_path(const description& d, const http_request& request,
                                              const hook_place& place, instant now) {
    const auto& v = d.verify;
    if (v.how == proof::path || v.how == proof::query) {
        for (const auto& secret : {d.secret, d.previous_secret})
            if (const auto below = behind_secret(place, secret, v.name)) return *below;
        return failure{refusal{401, "secret"}};
    }
    if (v.how != proof::hmac) {
        if (knows(d, request, d.secret) || knows(d, request, d.previous_secret)) return place.path;
        return failure{refusal{401, "secret"}};
    }
    if (!signed_with(d, request, place, d.secret) && !signed_with(d, request, place, d.previous_secret))
        return failure{refusal{401, "signature"}};
    if (v.timestamp.empty()) return place.path;
    const auto when = read_epoch(request.find(v.timestamp));
    if (!when || *when < now - v.max_age || *when > now + v.max_age) return failure{refusal{401, "stale"}};
    return place.path;
}

}  // namespace linli::adapters::described
