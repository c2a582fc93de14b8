#include "adapters/verdicts.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/urlencoded.hpp"
#include "adapters/utf8.hpp"

namespace linli::adapters {

namespace {

constexpr std::size_t detail_max = 200;   // a line of a log, and of a card
constexpr std::size_t secret_min = 4;     // a shorter one would blacken half of every text
constexpr long retry_after_max = 86'400;  // a platform that says more than a day is not believed

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool contains(std::string_view text, std::string_view words) {
    return std::search(text.begin(), text.end(), words.begin(), words.end(),
                       [](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

void replace_all(std::string& text, std::string_view from) {
    constexpr std::string_view hidden = "***";
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + hidden.size()))
        text.replace(at, from.size(), hidden);
}

}  // namespace

const word_rule* find_rule(std::span<const word_rule> table, int status, std::string_view words) {
    for (const auto& rule : table)
        if ((rule.status == 0 || rule.status == status) && contains(words, rule.words)) return &rule;
    return nullptr;
}

verdict by_code(std::span<const code_rule> table, std::string_view code, const http_reply& reply) {
    for (const auto& rule : table) {
        if (code.empty() || !code.starts_with(rule.code)) continue;
        auto v = ended_as(rule.how, {});
        v.after = rule.after;
        v.whole_account = rule.whole_account;
        return v;
    }
    const bool closed = reply.status == 401 || reply.status == 403;
    const bool passing = reply.status == 429 || reply.status >= 500;
    auto v = ended_as(closed ? end::misconfigured : passing ? end::retry : end::rejected, {});
    v.after = passing ? retry_after(reply) : span_of_time{};
    v.whole_account = reply.status == 429;
    return v;
}

std::string without_secrets(std::string_view text, std::span<const std::string_view> secrets) {
    std::string out(text);
    for (const auto secret : secrets) {
        if (secret.size() < secret_min) continue;
        replace_all(out, secret);
        replace_all(out, percent_encoded(secret));
    }
    return out;
}

std::string safe_detail(std::string_view text, std::span<const std::string_view> secrets) {
    std::string out = repaired_utf8(without_secrets(text, secrets));
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    out.resize(prefix_within(out, detail_max));
    return out;
}

std::string shown(const http_call& call, std::span<const std::string_view> secrets) {
    return call.method + ' ' + without_secrets(std::string_view(call.url).substr(0, call.url.find('?')), secrets);
}

verdict ended_as(end how, std::string detail) {
    verdict v;
    v.how = how;
    v.detail = std::move(detail);
    return v;
}

verdict_kind reported(end how) {
    switch (how) {
        case end::recipient_gone:
            return verdict_kind::recipient_gone;
        case end::misconfigured:
            return verdict_kind::misconfigured;
        case end::window_closed:
            return verdict_kind::window_closed;
        default:
            return verdict_kind::rejected;
    }
}

verdict no_answer_of(std::string_view platform) {
    auto v = ended_as(end::retry, "ambiguous: not an answer of " + std::string(platform));
    v.maybe_done = true;
    return v;
}

verdict nothing_came(const http_reply& reply, std::span<const std::string_view> secrets) {
    auto v = ended_as(end::retry, reply.maybe_done ? "ambiguous" : "unreachable");
    v.maybe_done = reply.maybe_done;
    if (!reply.body.empty()) v.detail += ": " + safe_detail(reply.body, secrets);
    return v;
}

span_of_time retry_after(const http_reply& reply) {
    const auto value = reply.find("Retry-After");
    long seconds = 0;
    const auto done = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (done.ec != std::errc{} || done.ptr != value.data() + value.size()) return {};
    if (seconds < 0 || seconds > retry_after_max) return {};
    return std::chrono::seconds{seconds};
}

}  // namespace linli::adapters
