#include "adapters/described/description.hpp"

#include <algorithm>
#include <array>

#include "adapters/config_values.hpp"
#include "adapters/described/section.hpp"
#include "adapters/hook.hpp"

namespace linli::adapters::described {

namespace {

constexpr std::array<std::string_view, 5> end_words{"accepted", "retry", "rejected", "recipient_gone", "misconfigured"};
constexpr end ends[] = {end::accepted, end::retry, end::rejected, end::recipient_gone, end::misconfigured};

std::optional<end> end_named(std::string_view word) {
    for (std::size_t i = 0; i < end_words.size(); ++i)
        if (end_words[i] == word) return ends[i];
    return std::nullopt;
}

constexpr std::string_view all_ends = "must say accepted, retry, rejected, recipient_gone or misconfigured";

void read_ends(section& s, std::string_view key, std::map<std::string, end, std::less<>>& into) {
    for (const auto& [code, word] : s.pairs(key)) {
        const auto how = end_named(word);
        if (!how) s.refuse(key, all_ends);
        into.emplace(code, how.value_or(end::rejected));
    }
}

void read_incoming(section& s, incoming& into) {
    into.json = s.one_of("format", {"form", "json"}) == 1;
    into.path = s.text("path");
    into.list = s.text("list");
    into.when = s.pairs("when");
    if (!into.path.empty() && !into.path.starts_with('/')) s.refuse("path", "must begin with /");
    if (!into.list.empty() && !into.json) s.refuse("list", "needs format = \"json\"");
}

void need(section& s, std::string_view key, const std::string& value) {
    if (value.empty()) s.miss(key);
}

verification read_verification(section s) {
    verification v;
    v.how = static_cast<proof>(s.one_of("how", {"path", "query", "header", "basic", "hmac"}));
    if (!s.has("how")) s.miss("how", "path, query, header, basic or hmac");
    v.name = s.text("name", v.how == proof::query ? "secret" : "");
    v.prefix = s.text("prefix");
    constexpr digest kinds[] = {digest::sha256, digest::sha1, digest::sha512, digest::md5};
    v.kind = kinds[s.one_of("digest", {"sha256", "sha1", "sha512", "md5"})];
    v.in_base64 = s.one_of("encoding", {"hex", "base64"}) == 1;
    v.over = s.text("over", "{body}");
    v.timestamp = s.text("timestamp");
    const auto age = read_span(s.text("max_age", "5m"));
    if (!age) s.refuse("max_age", "must be a time such as 5m");
    v.max_age = age.value_or(v.max_age);
    if (v.how == proof::header || v.how == proof::hmac) need(s, "name", v.name);
    if (v.how == proof::hmac && v.over.find("{body}") == std::string::npos)
        s.refuse("over", "must hold {body}: what is not signed could be changed");
    if (v.over.find("{timestamp}") != std::string::npos) need(s, "timestamp", v.timestamp);
    s.finish();
    return v;
}

message_rule read_message(section s) {
    message_rule m;
    read_incoming(s, m);
    m.id = s.text("id");
    m.sender = s.text("sender");
    m.text = s.text("text");
    m.time = s.text("time");
    m.charset = s.text("charset");
    m.media = s.text("media");
    const auto east = s.text("utc_offset_hours", "0");
    const bool west = east.starts_with('-');
    const auto hours = read_count(std::string_view(east).substr(west), 14);
    if (!hours) s.refuse("utc_offset_hours", "must be a number of hours");
    m.zone = std::chrono::hours{static_cast<int>(hours.value_or(0)) * (west ? -1 : 1)};
    m.answer.body = s.text("answer");
    m.answer.content_type = s.text("answer_type", m.answer.body.empty() ? "" : "text/plain");
    need(s, "id", m.id);
    need(s, "sender", m.sender);
    need(s, "text", m.text);
    s.finish();
    return m;
}

report_rule read_report(section s) {
    report_rule r;
    read_incoming(s, r);
    r.id = s.text("id");
    r.sender = s.text("sender");
    r.status = s.text("status");
    r.detail = s.text("detail");
    for (const auto& [code, word] : s.pairs("codes")) {
        const bool good = word == "delivered" || word == "rejected" || word == "recipient_gone";
        if (!good) s.refuse("codes", "must say delivered, rejected or recipient_gone; leave out what is not the end");
        r.codes.emplace(code, word == "delivered"  ? verdict_kind::delivered
                              : word == "rejected" ? verdict_kind::rejected
                                                   : verdict_kind::recipient_gone);
    }
    need(s, "id", r.id);
    need(s, "sender", r.sender);  // whose conversation it is about
    need(s, "status", r.status);
    if (r.codes.empty()) s.miss("codes");
    s.finish();
    return r;
}

send_rule read_send(section s) {
    send_rule r;
    r.method = s.one_of("method", {"POST", "GET"}) == 1 ? "GET" : "POST";
    r.path = s.text("path");
    r.query = s.pairs("query");
    r.headers = s.pairs("headers");
    r.basic = s.flag("basic");
    r.json_body = s.one_of("format", {"form", "json"}) == 1;
    r.body = s.table("body");
    r.gsm7 = s.text("gsm7");
    r.ucs2 = s.text("ucs2");
    if (!r.path.empty() && !r.path.starts_with('/')) s.refuse("path", "must begin with /");
    if (r.method == "GET" && !r.body.is_null()) s.refuse("body", "cannot go with GET");
    if (!r.json_body && r.body.is_object())
        for (const auto& [name, value] : r.body.items())
            if (value.is_structured()) s.refuse("body", "of a form must hold texts only");
    s.finish();
    return r;
}

answer_rule read_answer(section s) {
    answer_rule a;
    a.json = s.one_of("format", {"text", "json"}) == 1;
    a.id = s.text("id");
    a.code = s.text("code");
    a.detail = s.text("detail");
    a.id_after = s.text("id_after");
    a.id_before = s.text("id_before");
    read_ends(s, "statuses", a.statuses);
    read_ends(s, "codes", a.codes);
    std::map<std::string, end, std::less<>> words;
    read_ends(s, "words", words);
    a.words.assign(words.begin(), words.end());
    std::stable_sort(a.words.begin(), a.words.end(),
                     [](const auto& x, const auto& y) { return x.first.size() > y.first.size(); });
    if (const auto other = end_named(s.text("other_code", "rejected")))
        a.other_code = *other;
    else
        s.refuse("other_code", all_ends);
    if (!a.json && (!a.id.empty() || !a.code.empty() || !a.detail.empty()))
        s.refuse("format", "must be \"json\" for id, code and detail");
    if (!a.code.empty() && a.codes.empty()) s.miss("codes");
    s.finish();
    return a;
}

// The table, or nothing where there is none.
std::optional<tree> table_of(channel_reader& r, std::string_view name) {
    const auto text = r.text(name);
    if (text.empty()) return std::nullopt;
    auto table = parse_tree(text);
    if (!table) r.refuse(name, "cannot be read");
    return table;
}

}  // namespace

description read_description(channel_reader& r) {
    description d;
    d.secret = r.needed("secret", "without it nobody could tell the platform's requests from forged ones");
    d.previous_secret = r.text("previous_secret");
    d.user = r.text("user");
    d.password = r.text("password");
    d.token = r.text("token");
    d.number = r.text("number");
    r.needed("api_url", "the address of the gateway");
    d.api_url = r.url("api_url");
    d.webhook_url = r.webhook_url();
    d.hook_path = r.hook_path();
    d.phone = sms::read_options(r);

    r.needed("verify", "a table: how a request is proven");
    r.needed("send", "a table: how a text is sent");
    if (const auto table = table_of(r, "verify")) d.verify = read_verification({*table, "verify", r});
    if (const auto table = table_of(r, "message")) d.message = read_message({*table, "message", r});
    if (const auto table = table_of(r, "report")) d.report = read_report({*table, "report", r});
    if (const auto table = table_of(r, "send")) d.send = read_send({*table, "send", r});
    if (const auto table = table_of(r, "answer")) d.answer = read_answer({*table, "answer", r});

    // Whoever only sees our addresses must not be able to prove to be the platform.
    const bool in_address = d.verify.how == proof::path || d.verify.how == proof::query;
    if (in_address && !r.told("verify") && !r.told("verify.how") && !d.secret.empty())
        if (auto flaw = flaw_of_url_secret(d.secret); !flaw.empty()) r.refuse("secret", std::move(flaw));
    return d;
}

}  // namespace linli::adapters::described
