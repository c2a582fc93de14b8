#include "adapters/whatsapp/fetching.hpp"

#include <algorithm>

#include "adapters/fetching.hpp"
#include "adapters/json_read.hpp"
#include "adapters/signature.hpp"
#include "adapters/urlencoded.hpp"
#include "adapters/verdicts.hpp"
#include "adapters/whatsapp/inbound.hpp"
#include "adapters/whatsapp/outcomes.hpp"

namespace linli::adapters::whatsapp {

namespace {

constexpr std::string_view media_host = "https://lookaside.fbsbx.com";

bool ours(const settings& s, std::string_view url) {
    const auto origin = origin_of(url);
    return !origin.empty() && (origin == media_host || origin == origin_of(s.account.api_url));
}

struct media_node {
    std::string url;
    std::string digest;
    std::int64_t size = 0;
};

std::optional<media_node> read_node(const http_reply& reply) {
    const auto body = reply.status / 100 == 2 ? parse_json(reply.body) : std::nullopt;
    if (!body || text_at(*body, "url").empty()) return std::nullopt;
    media_node out{std::string(text_at(*body, "url")), std::string(text_at(*body, "sha256")),
                   number_at(*body, "file_size")};
    return out;
}

// In hex here, in base64 inside messages; what is neither says nothing.
bool same_digest(std::string_view given, std::string_view digest) {
    if (given.size() == 2 * digest.size()) {
        std::string lower(given);
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
        return lower == hex(digest);
    }
    const auto decoded = from_base64(given);
    return !decoded || decoded->size() != digest.size() || *decoded == digest;
}

step fetched(const settings& s, const media_node& node, const http_reply& reply) {
    if (reply.status == 200) {
        if (reply.kept && !same_digest(node.digest, reply.kept->sha256))
            return ended_as(end::retry, "the media's digest is another one");
        return downloaded(reply);
    }
    auto v = failed(s.account, reply, cloud_errors());
    // The address ran out: the next attempt asks for a new one.
    if (reply.status == 404 || reply.status == 401 || reply.status == 410) v.how = end::retry;
    return v;
}

}  // namespace

step next_of_fetch(const settings& s, const job& what, const std::vector<http_reply>& replies) {
    if (what.media.handle == no_handle) return ended_as(end::rejected, std::string(unsupported_media));
    if (replies.empty())
        return graph_get(s.account,
                         percent_encoded(what.media.handle) + "?phone_number_id=" + percent_encoded(s.phone_number_id));
    const auto node = read_node(replies[0]);
    if (!node) {
        auto v = failed(s.account, replies[0], cloud_errors());
        if (replies[0].status == 404) v.how = end::rejected;  // kept for seven days, no longer
        return v;
    }
    if (node->size > static_cast<std::int64_t>(file_max)) return ended_as(end::rejected, "file is too big");
    if (!ours(s, node->url)) return ended_as(end::rejected, "not Meta's media host");
    if (replies.size() == 1) return download_call(node->url, {bearer(s.account), browser});
    return fetched(s, *node, replies[1]);
}

}  // namespace linli::adapters::whatsapp
