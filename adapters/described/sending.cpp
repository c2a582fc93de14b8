#include "adapters/described/sending.hpp"

#include "adapters/described/filling.hpp"
#include "adapters/described/reading.hpp"
#include "adapters/gsm7.hpp"
#include "adapters/signature.hpp"
#include "adapters/urlencoded.hpp"
#include "adapters/utf8.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::described {

namespace {

// Where reports are to go, with the proof where it stands in the address.
std::string report_url(const description& d) {
    if (d.webhook_url.empty() || !d.report) return {};
    const auto& v = d.verify;
    if (v.how == proof::path) return d.webhook_url + '/' + d.secret + d.report->path;
    const auto plain = d.webhook_url + d.report->path;
    return v.how == proof::query ? plain + '?' + percent_encoded(v.name) + '=' + d.secret : plain;
}

lookup names_of(const description& d, const job& what, const std::string& words, std::size_t index) {
    return [&d, &what, &words, index](std::string_view name) -> std::optional<std::string> {
        if (name == "to") return sms::with_plus(what.chat);
        if (name == "to_digits") return std::string(sms::without_plus(what.chat));
        if (name == "text") return repaired_utf8(words);
        if (name == "id") return sms::piece_id(what, index);
        if (name == "number") return d.number;
        if (name == "number_digits") return std::string(sms::without_plus(d.number));
        if (name == "user") return d.user;
        if (name == "password") return d.password;
        if (name == "token") return d.token;
        if (name == "report_url") return report_url(d);
        if (name == "encoding") return count_sms(words).encoding == sms_encoding::ucs2 ? d.send.ucs2 : d.send.gsm7;
        return std::nullopt;
    };
}

// A header is one line, whatever stands in a name.
std::string one_line(std::string text) {
    std::erase_if(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
    return text;
}

void fill_json(tree& node, const lookup& names) {
    if (node.is_string())
        node = filled(node.get<std::string>(), names);
    else if (node.is_structured())
        for (auto& one : node) fill_json(one, names);
}

std::string plain_text(const tree& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

// "202", else "2xx"; but a limit passes, so "4xx" does not mean 429.
std::optional<end> by_status(const answer_rule& rule, int status) {
    auto found = rule.statuses.find(std::to_string(status));
    if (found == rule.statuses.end() && status != 429) found = rule.statuses.find(std::to_string(status / 100) + "xx");
    return found == rule.statuses.end() ? std::nullopt : std::optional(found->second);
}

std::string between(std::string_view text, std::string_view after, std::string_view before) {
    const auto at = text.find(after);
    if (at == text.npos) return {};
    text.remove_prefix(at + after.size());
    return std::string(text.substr(0, before.empty() ? text.npos : text.find(before)));
}

struct judged {
    end how;
    std::string detail;
};

judged by_words(const answer_rule& rule, const http_reply& reply, end otherwise) {
    for (const auto& [words, how] : rule.words)
        if (reply.body.find(words) != std::string::npos) return {how, reply.body};
    return {otherwise, reply.body};
}

judged by_json_code(const answer_rule& rule, const tree& body, end otherwise) {
    auto detail = rule.detail.empty() ? std::string() : value_at(body, rule.detail);
    if (rule.code.empty()) return {otherwise, std::move(detail)};
    const auto code = value_at(body, rule.code);
    const auto found = rule.codes.find(code);
    if (found != rule.codes.end()) return {found->second, code + ' ' + detail};
    const bool good = otherwise == end::accepted;
    return {good ? rule.other_code : otherwise, code + ' ' + detail};
}

}  // namespace

http_call message_call(const description& d, const job& what, const std::string& words, std::size_t index) {
    const auto& rule = d.send;
    const auto names = names_of(d, what, words, index);
    http_call call;
    call.method = rule.method;
    call.url = d.api_url + filled(rule.path, [&](std::string_view name) {
                   auto value = names(name);
                   if (value) *value = percent_encoded(*value);
                   return value;
               });
    form_fields query;
    for (const auto& [name, text] : rule.query) query.emplace_back(name, filled(text, names));
    if (!query.empty()) call.url += '?' + compose_form(query);
    for (const auto& [name, text] : rule.headers) call.headers.push_back({name, one_line(filled(text, names))});
    if (rule.basic) call.headers.push_back({"Authorization", "Basic " + base64(d.user + ':' + d.password)});
    if (!rule.body.is_object()) return call;
    tree body = rule.body;
    fill_json(body, names);
    if (rule.json_body) {
        call.headers.push_back({"Content-Type", "application/json"});
        call.body = body.dump(-1, ' ', false, tree::error_handler_t::replace);
    } else {
        call.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
        form_fields form;
        for (const auto& [name, value] : body.items()) form.emplace_back(name, plain_text(value));
        call.body = compose_form(form);
    }
    return call;
}

sms::outcome answer_of(const description& d, const job& what, const http_reply& reply, std::size_t index) {
    const auto& rule = d.answer;
    const auto secrets = d.secrets();
    if (reply.status == 0) return nothing_came(reply, secrets);
    auto v = by_code({}, {}, reply);
    const auto listed = by_status(rule, reply.status);
    const end status_end = listed ? *listed : reply.status / 100 == 2 ? end::accepted : v.how;
    const auto body = rule.json ? parse_tree(reply.body) : std::nullopt;
    auto [how, detail] = rule.json ? (body ? by_json_code(rule, *body, status_end) : judged{status_end, {}})
                                   : by_words(rule, reply, status_end);
    const bool strange = rule.json && !body && !(rule.id.empty() && rule.code.empty());
    if (how == end::accepted) {
        std::string id = body && !rule.id.empty() ? value_at(*body, rule.id)
                         : !rule.id_after.empty() ? between(reply.body, rule.id_after, rule.id_before)
                                                  : std::string();
        const bool named = !rule.id.empty() || !rule.id_after.empty();
        if (strange || (named && id.empty())) {
            v = ended_as(end::retry, "ambiguous: not the answer described");
            v.maybe_done = true;
            return v;
        }
        return named ? id : sms::piece_id(what, index);
    }
    v.how = how;
    v.detail = "HTTP " + std::to_string(reply.status);
    if (detail.find_first_not_of(' ') != detail.npos) v.detail += ' ' + safe_detail(detail, secrets);
    if (how != end::retry) {
        v.after = {};
        v.whole_account = false;
    }
    return v;
}

}  // namespace linli::adapters::described
