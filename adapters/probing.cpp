#include "adapters/probing.hpp"

#include <algorithm>

#include "adapters/adapter.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters {

finding trouble_of(probed of, const http_reply& reply, const verdict& v) {
    finding f{of, condition::unclear, v.detail, {}};
    if (reply.status == 0)
        f.how = condition::unreachable;
    else if (v.how == end::misconfigured)
        f.how = condition::refused;
    if (f.detail.empty()) f.detail = "HTTP " + std::to_string(reply.status);
    return f;
}

std::string origin_shown(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == url.npos) return "an address of another kind";
    const auto end = std::min(url.find_first_of("/?#", scheme + 3), url.size());
    auto host = url.substr(scheme + 3, end - scheme - 3);
    if (const auto user = host.rfind('@'); user != host.npos) host.remove_prefix(user + 1);
    return safe_detail(std::string(url.substr(0, scheme + 3)).append(host), {});
}

finding compare_webhook(std::string_view registered, std::string_view wanted) {
    if (registered.empty()) return {probed::webhook, condition::unregistered, {}, {}};
    if (registered == wanted) return {probed::webhook, condition::good, std::string(wanted), {}};
    const auto there = origin_shown(registered);
    const bool same_host = there == origin_shown(wanted);
    return {probed::webhook, condition::elsewhere, same_host ? "another path on " + there : there, {}};
}

}  // namespace linli::adapters
