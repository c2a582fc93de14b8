#include "adapters/line/calls.hpp"

#include "adapters/json_read.hpp"
#include "adapters/signature.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::line {

namespace {

constexpr span_of_time a_while = std::chrono::seconds{5};  // a 429 that does not say how long

constexpr word_rule rules[] = {
    {400, "Failed to send messages", end::recipient_gone},  // not a friend, or not in that group
    {400, "The property, 'to'", end::recipient_gone},       // no such user, group or room
    {400, "", end::rejected},
    {401, "", end::misconfigured},
    {403, "", end::misconfigured},  // the plan, or a right of the channel
    {404, "", end::recipient_gone},
    {413, "", end::rejected},
    {429, "monthly limit", end::rejected},  // nothing but a reply goes out before the next month
    {429, "", end::retry},
};

}  // namespace

header authorization(const settings& bot) { return {"Authorization", "Bearer " + bot.token}; }

http_call api_call(const settings& bot, std::string_view method, std::string_view path, std::string body) {
    http_call call;
    call.method = method;
    call.url = bot.api_url + std::string(path);
    if (!body.empty()) call.headers.push_back({"Content-Type", "application/json"});
    call.headers.push_back(authorization(bot));
    call.body = std::move(body);
    return call;
}

std::string words_of(const http_reply& reply) {
    const auto body = parse_json(reply.body);
    if (!body) return {};
    std::string out(text_at(*body, "message"));
    if (const auto details = array_at(*body, "details"))
        for (const auto& one : *details)
            out.append("; ").append(text_at(one, "property")).append(": ").append(text_at(one, "message"));
    return out;
}

std::vector<std::string> sent_ids(const http_reply& reply) {
    std::vector<std::string> out;
    const auto body = parse_json(reply.body);
    const auto sent = body ? array_at(*body, "sentMessages") : std::nullopt;
    if (!sent) return out;
    for (const auto& one : *sent) out.emplace_back(text_at(one, "id"));
    return out;
}

verdict failed(const settings& bot, const http_reply& reply) {
    const auto secrets = bot.secrets();
    if (reply.status == 0) return nothing_came(reply, secrets);
    const auto words = words_of(reply);
    verdict v;
    v.how = end::retry;
    v.detail = std::to_string(reply.status) + ' ' + safe_detail(words, secrets);
    v.maybe_done = reply.status / 100 == 2;
    if (v.maybe_done) v.detail = "ambiguous: not an answer of LINE";
    v.after = retry_after(reply);
    const auto* rule = find_rule(rules, reply.status, words);
    if (rule)
        v.how = rule->how;
    else if (reply.status / 100 == 4)
        v.how = end::rejected;
    if (reply.status == 429 && v.how == end::retry) {
        if (v.after.count() == 0) v.after = a_while;
        v.whole_account = true;
    }
    return v;
}

bool is_group(std::string_view chat) { return chat.starts_with('C') || chat.starts_with('R'); }

std::string uuid_of(std::string_view text) {
    auto digits = hex(sha256(text)).substr(0, 32);
    constexpr std::string_view variants = "89ab";
    digits[12] = '4';
    digits[16] = variants[static_cast<unsigned char>(digits[16]) % variants.size()];
    for (const auto at : {20, 16, 12, 8}) digits.insert(static_cast<std::size_t>(at), 1, '-');
    return digits;
}

}  // namespace linli::adapters::line
