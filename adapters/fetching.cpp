#include "adapters/fetching.hpp"

#include <algorithm>

#include "adapters/verdicts.hpp"

namespace linli::adapters {

namespace {

constexpr int file_s = 120;                  // 20 MB over a slow line
constexpr std::size_t media_max = 10 << 20;  // what a photo may have; platforms keep less
constexpr std::size_t redirects_max = 3;     // to a storage, usually one

bool redirects(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

http_call get(std::string_view url, const headers_for& headers) {
    auto call = download_call(std::string(url), headers(url));
    call.timeout_s = 60;
    call.body_limit = media_max;
    return call;
}

}  // namespace

http_call download_call(std::string url, std::vector<header> headers) {
    http_call call;
    call.method = "GET";
    call.url = std::move(url);
    call.headers = std::move(headers);
    call.timeout_s = file_s;
    call.body_limit = file_max;
    call.to_disk = true;
    return call;
}

verdict downloaded(const http_reply& reply) {
    verdict v;
    v.content_type = reply.find("Content-Type");
    return v;
}

step next_of_fetch(std::string_view url, const std::vector<http_reply>& replies, const headers_for& headers,
                   std::span<const std::string_view> secrets) {
    if (replies.empty()) return get(url, headers);
    const auto& last = replies.back();
    if (last.status == 0) return nothing_came(last, secrets);
    if (last.status == 200) return downloaded(last);
    const auto where = last.find("Location");
    if (redirects(last.status) && where.starts_with("https://") && replies.size() <= redirects_max)
        return get(where, headers);
    if (last.status == 404 || last.status == 410) return ended_as(end::rejected, "gone");
    auto v = by_code({}, {}, last);
    v.detail = "HTTP " + std::to_string(last.status);
    return v;
}

step next_of_open_fetch(std::string_view url, const std::vector<http_reply>& replies,
                        std::span<const std::string_view> secrets) {
    return next_of_fetch(
        url, replies, [](std::string_view) { return std::vector<header>{}; }, secrets);
}

}  // namespace linli::adapters
