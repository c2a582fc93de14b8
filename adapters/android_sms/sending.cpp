#include "adapters/android_sms/sending.hpp"

#include <array>
#include <iterator>

#include "adapters/android_sms/events.hpp"
#include "adapters/json_read.hpp"
#include "adapters/json_write.hpp"
#include "adapters/signature.hpp"
#include "adapters/sms.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::android_sms {

namespace {

std::array<std::string_view, 3> secrets_of(const settings& phone) {
    return {phone.token, phone.signing_key, phone.previous_signing_key};
}

http_call post(const settings& phone, std::string_view path, std::string body) {
    const bool password = phone.token.find(':') != std::string::npos;
    http_call call;
    call.url = phone.api_url + std::string(path);
    call.headers = {{"Content-Type", "application/json"},
                    {"Authorization", password ? "Basic " + base64(phone.token) : "Bearer " + phone.token}};
    call.body = std::move(body);
    return call;
}

// Ours for a piece: also another one when a new database counts from 1 again.
std::string id_of(const settings& phone, const job& what, std::size_t index, std::string_view words) {
    const auto all = sms::piece_id(what, index) + '\n' + what.chat + '\n' + std::string(words);
    return "linli-" + hex(hmac_sha256(phone.signing_key, all)).substr(0, 24);
}

http_call message_call(const settings& phone, const job& what, const std::string& words, const std::string& id,
                       std::string_view path) {
    std::string body;
    json_writer out(body);
    out.begin('{').key("id").text(id);
    out.key("textMessage").begin('{').key("text").text(words).end('}');
    out.key("phoneNumbers").begin('[').text(what.chat).end(']');
    if (!phone.sim_number.empty()) out.key("simNumber").raw(phone.sim_number);
    if (!phone.device_id.empty()) out.key("deviceId").text(phone.device_id);
    out.key("withDeliveryReport").flag(true);
    if (what.message.lane == lane::alarm) out.key("priority").number(100);  // before what the phone holds
    out.end('}');
    return post(phone, path, std::move(body));
}

verdict failed(const settings& phone, const http_reply& reply) {
    if (reply.status == 0) return nothing_came(reply, secrets_of(phone));
    const auto body = parse_json(reply.body);
    const bool its_own = body && text_at(*body, "state") == "Failed";
    if (reply.status / 100 == 2 && !its_own) return no_answer_of("the app");
    auto v = by_code({}, {}, reply);
    v.detail = "HTTP " + std::to_string(reply.status);
    if (body) v.detail += ' ' + safe_detail(text_at(*body, "message"), secrets_of(phone));
    return v;
}

// The app's id of what it took; nothing where a 2xx is not its own voice (a captive portal, a proxy).
std::string taken_id(const http_reply& reply) {
    if (reply.status / 100 != 2) return {};
    const auto body = parse_json(reply.body);
    return body && text_at(*body, "state") != "Failed" ? std::string(text_at(*body, "id")) : std::string();
}

}  // namespace

step next_of_delivery(const settings& phone, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies) {
    const auto pieces = sms::pieces_of(what.message, can, phone.plain_text);
    // A server that knows no /messages says so once; what follows goes to the older address.
    auto counted = replies;
    const bool older = !counted.empty() && (counted.front().status == 404 || counted.front().status == 405);
    if (older) counted.erase(counted.begin());
    return sms::deliver(
        what, pieces, counted, can.reports_delivery ? end::accepted : end::delivered,
        [&](const std::string& words, std::size_t i) {
            return message_call(phone, what, words, id_of(phone, what, i, words), older ? "/message" : "/messages");
        },
        [&](const http_reply& reply, std::size_t i) -> sms::outcome {
            const bool taken_before = reply.status == 409;
            if (taken_before || !taken_id(reply).empty()) return id_of(phone, what, i, pieces[i]);
            auto v = failed(phone, reply);
            v.maybe_done = false;  // the same id again, so it is sent once
            return v;
        });
}

step next_of_set_up(const settings& phone, const std::vector<http_reply>& replies) {
    if (phone.webhook_url.empty()) return verdict{};  // the log says so once for all channels
    if (!replies.empty() && replies.back().status / 100 != 2) {
        auto v = failed(phone, replies.back());
        if (v.how == end::rejected) v.how = end::misconfigured;
        return v;
    }
    if (replies.size() == std::size(wanted)) return verdict{};
    const auto event = wanted[replies.size()];
    std::string id = "linli-" + std::string(event);
    id[id.find(':')] = '-';
    std::string body;
    json_writer out(body);
    out.begin('{').key("id").text(id).key("url").text(phone.webhook_url).key("event").text(event);
    if (!phone.device_id.empty()) out.key("device_id").text(phone.device_id);
    out.end('}');
    return post(phone, "/webhooks", std::move(body));
}

probe_step next_probe(const settings& phone, const std::vector<http_reply>& replies) {
    if (replies.empty()) {
        auto call = post(phone, "/webhooks", {});
        call.method = "GET";
        return call;
    }
    const auto& reply = replies[0];
    const auto body = reply.status == 200 ? parse_json(reply.body) : std::nullopt;
    const auto hooks = body ? array_of(*body) : std::nullopt;
    if (!hooks) {
        auto f = trouble_of(probed::account, reply, failed(phone, reply));
        if (f.how == condition::refused)
            f.remedy = "the app shows user and password: put them into `token` as \"user:password\"";
        return std::vector{std::move(f)};
    }
    std::vector<finding> all{{probed::account, condition::good, {}, {}}};
    finding hook{probed::webhook, condition::unregistered, {}, "restart `linli serve`, which registers it"};
    for (const auto& one : *hooks) {
        if (text_at(one, "event") != "sms:received") continue;
        hook = compare_webhook(text_at(one, "url"), phone.webhook_url);
        if (hook.how == condition::good) break;  // others may listen as well
    }
    all.push_back(std::move(hook));
    return all;
}

}  // namespace linli::adapters::android_sms
