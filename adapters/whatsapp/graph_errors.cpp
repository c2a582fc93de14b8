// Errors of the Graph API (graph.hpp).
#include "adapters/verdicts.hpp"
#include "adapters/whatsapp/graph.hpp"

namespace linli::adapters::whatsapp {

namespace {

constexpr std::int64_t code_max = 99'999'999;  // subcodes have seven digits

int small(std::int64_t n) { return n >= 0 && n <= code_max ? static_cast<int>(n) : 0; }

}  // namespace

const error_rule* find_error(std::span<const error_rule> table, int code, int subcode) {
    if (code > 200 && code < 300) code = 200;  // each a right of its own that is not granted
    for (const auto& rule : table)
        if (rule.code == code && (rule.subcode == 0 || rule.subcode == subcode)) return &rule;
    return nullptr;
}

graph_error read_error(const json& error) {
    graph_error out;
    if (!id_at(error, "code").empty()) out.code = small(number_at(error, "code"));
    out.subcode = small(number_at(error, "error_subcode"));
    out.words = text_at(error, "message");
    if (out.words.empty()) out.words = text_at(error, "title");
    if (const auto data = object_at(error, "error_data"))
        if (const auto details = text_at(*data, "details"); !details.empty())
            out.words.append(out.words.empty() ? "" : ": ").append(details);
    return out;
}

verdict failed(const graph_account& account, const http_reply& reply, std::span<const error_rule> table) {
    const auto secrets = account.secrets();
    if (reply.status == 0) return nothing_came(reply, secrets);
    const auto body = parse_json(reply.body);
    const auto error = body ? object_at(*body, "error") : std::nullopt;
    if (!error && reply.status / 100 == 2) return no_answer_of("Meta");
    const auto e = error ? read_error(*error) : graph_error{};
    verdict v;
    v.detail = e.code < 0 ? "HTTP " + std::to_string(reply.status) : std::to_string(e.code);
    if (e.subcode) v.detail += '/' + std::to_string(e.subcode);
    if (!e.words.empty()) v.detail += ' ' + safe_detail(e.words, secrets);
    v.after = retry_after(reply);
    if (const auto* rule = e.code < 0 ? nullptr : find_error(table, e.code, e.subcode)) {
        v.how = rule->how;
        v.whole_account = rule->whole_account;
        if (v.after == span_of_time{}) v.after = rule->after;
    } else if (reply.status == 429 || reply.status >= 500) {
        v.how = end::retry;
        v.whole_account = reply.status == 429;
    } else {
        const bool shut = reply.status == 401 || reply.status == 403;
        v.how = shut ? end::misconfigured : end::rejected;
    }
    return v;
}

}  // namespace linli::adapters::whatsapp
