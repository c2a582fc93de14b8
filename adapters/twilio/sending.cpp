#include "adapters/twilio/sending.hpp"

#include "adapters/gsm7.hpp"
#include "adapters/json_read.hpp"
#include "adapters/rendering.hpp"
#include "adapters/signature.hpp"
#include "adapters/splitting.hpp"
#include "adapters/twilio/outcomes.hpp"
#include "adapters/urlencoded.hpp"
#include "adapters/utf8.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::twilio {

namespace {

constexpr std::size_t media_max = 10 << 20;  // Twilio keeps 5 MB; a photo of ours may have 10
constexpr std::size_t redirects_max = 3;     // Twilio makes one, to its storage
constexpr std::string_view twilio_api = "https://api.twilio.com/";

std::string account_url(const settings& account) {
    return account.api_url + "/2010-04-01/Accounts/" + percent_encoded(account.account_sid);
}

header authorization(const settings& account) {
    return {"Authorization", "Basic " + base64(account.account_sid + ':' + account.token)};
}

http_call message_call(const settings& account, const job& what, const std::string& words) {
    form_fields form{{"To", what.chat}};
    if (account.messaging_service.empty())
        form.emplace_back("From", account.number);
    else
        form.emplace_back("MessagingServiceSid", account.messaging_service);
    form.emplace_back("Body", repaired_utf8(words));
    form.emplace_back("StatusCallback", account.webhook_url + "/status");
    http_call call;
    call.url = account_url(account) + "/Messages.json";
    call.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                    {"Accept", "application/json"},
                    authorization(account)};
    call.body = compose_form(form);
    return call;
}

// The id of a message that Twilio took, or empty.
std::string accepted_id(const http_reply& reply) {
    if (reply.status / 100 != 2) return {};
    const auto body = parse_json(reply.body);
    return body ? std::string(text_at(*body, "sid")) : std::string{};
}

bool ours(const settings& account, std::string_view url) {
    return url.starts_with(account.api_url + "/") || url.starts_with(twilio_api);
}

http_call media_call(const settings& account, std::string_view url) {
    http_call call;
    call.method = "GET";
    call.url = url;
    if (ours(account, url)) call.headers.push_back(authorization(account));
    call.timeout_s = 60;
    call.body_limit = media_max;
    return call;
}

bool redirects(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

step next_of_delivery(const settings& account, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies) {
    outgoing message = what.message;
    if (message.withdraw) return ended_as(end::rejected, "an SMS cannot be taken back");
    if (account.plain_text) {
        message.text = plain_punctuation(message.text);
        for (auto& c : message.choices) c.label = plain_punctuation(c.label);
    }
    const auto parts = render(message, can).parts;
    if (parts.empty()) return ended_as(end::rejected, "empty message");
    auto ids = what.sent_parts;
    for (const auto& reply : replies) {
        auto id = accepted_id(reply);
        if (id.empty()) {
            auto v = failed(account, reply);
            v.ids = std::move(ids);
            return v;
        }
        ids.push_back(std::move(id));
    }
    if (ids.size() < parts.size()) return message_call(account, what, parts[ids.size()]);
    auto v = ended_as(end::accepted, {});
    v.ids = std::move(ids);
    return v;
}

step next_of_fetch(const settings& account, const job& what,
                   const std::vector<http_reply>& replies) {
    if (replies.empty()) {
        if (!ours(account, what.media.handle))
            return ended_as(end::rejected, "not Twilio's address");
        return media_call(account, what.media.handle);
    }
    const auto& last = replies.back();
    if (last.status == 200) {
        verdict v;
        v.bytes = last.body;
        v.content_type = last.find("Content-Type");
        return v;
    }
    const auto where = last.find("Location");
    if (redirects(last.status) && where.starts_with("https://") &&
        replies.size() <= redirects_max) {
        auto call = media_call(account, where);
        if (!where.starts_with(twilio_api)) call.headers.clear();
        return call;
    }
    if (last.status == 404 || last.status == 410) return ended_as(end::rejected, "gone");
    return failed(account, last);
}

step next_of_set_up(const settings& account, const std::vector<http_reply>& replies) {
    if (replies.empty()) {
        http_call call;
        call.method = "GET";
        call.url = account_url(account) + ".json";
        call.headers = {{"Accept", "application/json"}, authorization(account)};
        return call;
    }
    const auto& reply = replies.back();
    if (reply.status / 100 == 2) return verdict{};
    auto v = failed(account, reply);
    if (v.how != end::retry) v.how = end::misconfigured;
    return v;
}

}  // namespace linli::adapters::twilio
