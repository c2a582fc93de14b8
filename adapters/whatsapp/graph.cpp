#include "adapters/whatsapp/graph.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/signature.hpp"
#include "adapters/urlencoded.hpp"
#include "adapters/utf8.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::whatsapp {

namespace {

constexpr std::size_t body_max = 3 << 20;                    // Meta's own limit of one post
constexpr std::size_t challenge_max = 256;                   // they are ten digits
constexpr std::int64_t last_second = 253'402'300'799;        // of the year 9999
constexpr std::int64_t first_millisecond = 100'000'000'000;  // as seconds: the year 5138
constexpr std::string_view version_default = "v25.0";
constexpr int upload_s = 120;  // 5 MB over a slow line

bool names_version(std::string_view url) {
    const auto slash = url.rfind('/');
    const auto last = slash == url.npos ? url : url.substr(slash + 1);
    return last.size() > 1 && last[0] == 'v' && last.find_first_not_of("0123456789.", 1) == last.npos;
}

bool signed_with(std::string_view secret, std::string_view given, std::string_view body) {
    return !secret.empty() && same_secret(given, "sha256=" + hex(hmac_sha256(secret, body)));
}

// The challenge goes back as it came, once the token beside it is ours.
result<received, refusal> shake_hands(const graph_account& account, const http_request& request) {
    const auto query = request.target.find('?');
    const auto fields = query == request.target.npos ? form_fields{} : parse_form(request.target.substr(query + 1));
    const bool ours = same_secret(field(fields, "hub.verify_token"), account.verify_token);
    const auto challenge = field(fields, "hub.challenge");
    if (!ours || field(fields, "hub.mode") != "subscribe") return failure{refusal{403, "verify token"}};
    if (challenge.empty() || challenge.size() > challenge_max || !valid_utf8(challenge))
        return failure{refusal{400, "malformed"}};
    return received{{}, {200, "text/plain", std::string(challenge)}};
}

std::string boundary_for(const std::vector<std::pair<std::string, std::string>>& fields, std::string_view bytes) {
    std::string boundary = "linli-part-";
    const auto occurs = [&](std::string_view text) { return text.find(boundary) != text.npos; };
    while (occurs(bytes) || std::any_of(fields.begin(), fields.end(), [&](const auto& f) { return occurs(f.second); }))
        boundary += 'x';
    return boundary;
}

}  // namespace

graph_account graph_account_of(channel_reader& r) {
    graph_account a;
    a.token = r.needed("token", "the permanent token of a system user");
    a.app_secret = r.needed("app_secret",
                            "without it nobody could tell Meta's messages from forged ones (App settings, "
                            "Basic)");
    a.previous_app_secret = r.text("previous_app_secret");
    a.verify_token =
        r.needed("verify_token", "make one up, and enter the same where Meta asks for the webhook's address");
    a.api_url = r.url("api_url", "https://graph.facebook.com");
    if (!names_version(a.api_url)) a.api_url.append("/").append(r.text("api_version", version_default));
    return a;
}

result<received, refusal> receive_entries(const graph_account& account, const http_request& request,
                                          std::string_view object, const entry_reader& read) {
    if (request.method == "GET") return shake_hands(account, request);
    if (request.method != "POST") return failure{refusal{405, "method"}};
    if (request.body.size() > body_max) return failure{refusal{413, "too long"}};
    const auto given = request.find("X-Hub-Signature-256");
    if (!signed_with(account.app_secret, given, request.body) &&
        !signed_with(account.previous_app_secret, given, request.body))
        return failure{refusal{401, "signature"}};
    const auto body = parse_json(request.body, body_max);
    const auto entries = body ? array_at(*body, "entry") : std::nullopt;
    if (!entries) return failure{refusal{400, "malformed"}};
    received out;
    if (text_at(*body, "object") == object)
        for (const auto& entry : *entries) read(out.events, entry);
    return out;
}

std::int64_t minute_of(const json& object, std::string_view key) {
    auto value = number_at(object, key);
    if (const auto text = text_at(object, key); !text.empty()) {
        const auto done = std::from_chars(text.data(), text.data() + text.size(), value);
        if (done.ec != std::errc{} || done.ptr != text.data() + text.size()) return 0;
    }
    if (value >= first_millisecond) value /= 1000;
    return value > 0 && value <= last_second ? value / 60 : 0;
}

header bearer(const graph_account& account) { return {"Authorization", "Bearer " + account.token}; }

http_call graph_get(const graph_account& account, std::string_view path) {
    http_call call;
    call.method = "GET";
    call.url.append(account.api_url).append("/").append(path);
    call.headers = {bearer(account)};
    return call;
}

http_call graph_post(const graph_account& account, std::string_view path, std::string body) {
    auto call = graph_get(account, path);
    call.method = "POST";
    call.headers.push_back({"Content-Type", "application/json"});
    call.body = std::move(body);
    return call;
}

http_call graph_upload(const graph_account& account, std::string_view path,
                       const std::vector<std::pair<std::string, std::string>>& fields, std::string_view file,
                       std::string_view bytes) {
    const auto boundary = boundary_for(fields, bytes);
    auto call = graph_post(account, path, {});
    call.headers.back().value = "multipart/form-data; boundary=" + boundary;
    const auto part = [&](std::string_view name) {
        call.body.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"");
        call.body.append(name).append("\"");
    };
    for (const auto& [name, value] : fields) {
        part(name);
        call.body.append("\r\n\r\n").append(value).append("\r\n");
    }
    part(file);
    call.body.append("; filename=\"photo.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n");
    call.body.append(bytes).append("\r\n--").append(boundary).append("--\r\n");
    call.timeout_s = upload_s;
    return call;
}

std::string_view origin_of(std::string_view url) {
    const auto host = url.find("://");
    if (host == url.npos) return {};
    return url.substr(0, std::min(url.find_first_of("/?#", host + 3), url.size()));
}

step next_of_set_up(const graph_account& account, std::string_view path, const std::vector<http_reply>& replies,
                    std::span<const error_rule> table) {
    if (replies.empty()) return graph_get(account, path);
    if (replies.back().status / 100 == 2) return verdict{};
    auto v = failed(account, replies.back(), table);
    if (v.how != end::retry) v.how = end::misconfigured;
    return v;
}

}  // namespace linli::adapters::whatsapp
