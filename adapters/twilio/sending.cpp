#include "adapters/twilio/sending.hpp"

#include <algorithm>

#include "adapters/fetching.hpp"
#include "adapters/json_read.hpp"
#include "adapters/signature.hpp"
#include "adapters/sms.hpp"
#include "adapters/timestamps.hpp"
#include "adapters/twilio/outcomes.hpp"
#include "adapters/urlencoded.hpp"
#include "adapters/utf8.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::twilio {

namespace {

constexpr std::size_t links_max = 10;  // of one message
constexpr std::string_view twilio_api = "https://api.twilio.com/";

std::string account_url(const settings& account) {
    return account.api_url + "/2010-04-01/Accounts/" + percent_encoded(account.account_sid);
}

header authorization(const settings& account) {
    return {"Authorization", "Basic " + base64(account.account_sid + ':' + account.token)};
}

// Photos go with the words, ten a message; what is left over follows without words.
std::vector<std::string> pieces_of(const settings& account, const capabilities& can, const job& what) {
    auto pieces = sms::pieces_of(what.message, can, account.plain_text);
    const auto messages = (what.photo_links.size() + links_max - 1) / links_max;
    if (account.mms && pieces.size() < messages) pieces.resize(messages);
    return pieces;
}

http_call message_call(const settings& account, const job& what, const std::string& words, std::size_t index) {
    form_fields form{{"To", what.chat}};
    if (account.messaging_service.empty())
        form.emplace_back("From", account.number);
    else
        form.emplace_back("MessagingServiceSid", account.messaging_service);
    if (!words.empty()) form.emplace_back("Body", repaired_utf8(words));
    const auto end = std::min((index + 1) * links_max, what.photo_links.size());
    for (auto i = index * links_max; account.mms && i < end; ++i) form.emplace_back("MediaUrl", what.photo_links[i]);
    form.emplace_back("StatusCallback", account.webhook_url + "/status");
    http_call call;
    call.url = account_url(account) + "/Messages.json";
    call.headers = {
        {"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}, authorization(account)};
    call.body = compose_form(form);
    return call;
}

// Messages to that number since the day of this attempt: Twilio has no idempotency key, so this is how to learn
// whether a request without an answer was taken.
http_call lookup_call(const settings& account, const job& what) {
    http_call call;
    call.method = "GET";
    call.url = account_url(account) + "/Messages.json?" +
               compose_form({{"To", what.chat}, {"DateSent>", date_utc(what.begun)}, {"PageSize", "20"}});
    call.headers = {{"Accept", "application/json"}, authorization(account)};
    return call;
}

// The id of a message that Twilio took, or empty.
std::string accepted_id(const http_reply& reply) {
    if (reply.status / 100 != 2) return {};
    const auto body = parse_json(reply.body);
    return body ? std::string(text_at(*body, "sid")) : std::string{};
}

// The message among those that Twilio lists which must be the one of this attempt, or empty. The same
// words of an earlier message are not it; where our clock is ahead of Twilio's, what it took is not found
// and goes once more: twice is better than never.
std::string found_id(const http_reply& reply, const job& what, const std::string& words,
                     const std::vector<std::string>& known) {
    const auto body = reply.status == 200 ? parse_json(reply.body) : std::nullopt;
    const auto all = body ? array_at(*body, "messages") : std::nullopt;
    if (!all) return {};
    const auto begun = std::chrono::floor<std::chrono::seconds>(what.begun);  // as finely as Twilio tells it
    for (const auto& one : *all) {
        const auto id = std::string(text_at(one, "sid"));
        const auto made = read_mail_date(text_at(one, "date_created"));
        const bool same = text_at(one, "body") == words && text_at(one, "to") == what.chat;
        const bool since = made && *made >= begun;
        if (same && since && !id.empty() && std::find(known.begin(), known.end(), id) == known.end()) return id;
    }
    return {};
}

bool ours(const settings& account, std::string_view url) {
    return url.starts_with(account.api_url + "/") || url.starts_with(twilio_api);
}

}  // namespace

step next_of_delivery(const settings& account, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies) {
    if (what.message.withdraw) return ended_as(end::rejected, "an SMS cannot be taken back");
    const auto pieces = pieces_of(account, can, what);
    if (pieces.empty()) return ended_as(end::rejected, "empty message");
    auto ids = what.sent_parts;
    const http_reply* unanswered = nullptr;  // a request whose fate is being looked up
    for (const auto& reply : replies) {
        if (!unanswered && reply.status == 0 && reply.maybe_done) {
            unanswered = &reply;
            continue;
        }
        auto id = unanswered ? found_id(reply, what, pieces[ids.size()], ids) : accepted_id(reply);
        if (id.empty()) {
            auto v = failed(account, unanswered ? *unanswered : reply);
            v.ids = std::move(ids);
            return v;
        }
        unanswered = nullptr;
        ids.push_back(std::move(id));
    }
    if (unanswered) return lookup_call(account, what);
    if (ids.size() < pieces.size()) return message_call(account, what, pieces[ids.size()], ids.size());
    auto v = ended_as(end::accepted, {});
    v.ids = std::move(ids);
    return v;
}

step next_of_fetch(const settings& account, const job& what, const std::vector<http_reply>& replies) {
    const auto secrets = account.secrets();
    if (!ours(account, what.media.handle)) return ended_as(end::rejected, "not Twilio's address");
    return adapters::next_of_fetch(
        what.media.handle, replies,
        [&](std::string_view url) {
            std::vector<header> headers;
            if (ours(account, url)) headers.push_back(authorization(account));
            return headers;
        },
        secrets);
}

http_call account_call(const settings& account, std::string_view path) {
    http_call call;
    call.method = "GET";
    call.url = account_url(account) + std::string(path);
    call.headers = {{"Accept", "application/json"}, authorization(account)};
    return call;
}

step next_of_set_up(const settings& account, const std::vector<http_reply>& replies) {
    if (replies.empty()) return account_call(account, ".json");
    const auto& reply = replies.back();
    if (reply.status / 100 == 2) return verdict{};
    auto v = failed(account, reply);
    if (v.how != end::retry) v.how = end::misconfigured;
    return v;
}

}  // namespace linli::adapters::twilio
