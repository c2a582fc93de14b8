#include "adapters/slack/calls.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/verdicts.hpp"

namespace linli::adapters::slack {

namespace {

constexpr std::size_t answer_max = 2 << 20;                  // a page of history with its blocks
constexpr span_of_time a_while = std::chrono::seconds{30};   // a 429 that does not say how long
constexpr span_of_time hours_later = std::chrono::hours{1};  // the limit of a day
constexpr std::int64_t last_second = 253'402'300'799;        // of the year 9999

struct error_rule {
    std::string_view error;
    end how;
};

// Whole words of the `error` field; what is not here is our own mistake and final.
constexpr error_rule rules[] = {
    {"ratelimited", end::retry},
    {"rate_limited", end::retry},
    {"message_limit_exceeded", end::retry},
    {"internal_error", end::retry},
    {"fatal_error", end::retry},
    {"service_unavailable", end::retry},
    {"request_timeout", end::retry},
    {"accesslimited", end::retry},
    {"team_added_to_org", end::retry},
    {"channel_not_found", end::recipient_gone},
    {"not_in_channel", end::recipient_gone},
    {"is_archived", end::recipient_gone},
    {"user_not_found", end::recipient_gone},
    {"users_not_found", end::recipient_gone},
    {"user_not_visible", end::recipient_gone},
    {"user_disabled", end::recipient_gone},
    {"cannot_dm_bot", end::recipient_gone},
    {"restricted_action", end::recipient_gone},
    {"restricted_action_read_only_channel", end::recipient_gone},
    {"restricted_action_thread_only_channel", end::recipient_gone},
    {"invalid_auth", end::misconfigured},
    {"not_authed", end::misconfigured},
    {"account_inactive", end::misconfigured},
    {"token_revoked", end::misconfigured},
    {"token_expired", end::misconfigured},
    {"missing_scope", end::misconfigured},
    {"no_permission", end::misconfigured},
    {"access_denied", end::misconfigured},
    {"not_allowed_token_type", end::misconfigured},
    {"org_login_required", end::misconfigured},
    {"ekm_access_denied", end::misconfigured},
    {"team_access_not_granted", end::misconfigured},
    {"enterprise_is_restricted", end::misconfigured},
    {"two_factor_setup_required", end::misconfigured},
    {"messages_tab_disabled", end::misconfigured},
};

end outcome_of(std::string_view error) {
    const auto* found =
        std::find_if(std::begin(rules), std::end(rules), [&](const error_rule& r) { return r.error == error; });
    return found == std::end(rules) ? end::rejected : found->how;
}

end outcome_of_status(int status) {
    if (status / 100 == 2 || status >= 500 || status == 408) return end::retry;
    if (status == 401 || status == 403 || status == 404) return end::misconfigured;
    return end::rejected;
}

}  // namespace

header authorization(const settings& app) { return {"Authorization", "Bearer " + app.token}; }

http_call api_call(const settings& app, std::string_view method, const form_fields& form) {
    http_call call;
    call.url = app.api_url + "/" + std::string(method);
    call.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, authorization(app)};
    call.body = compose_form(form);
    call.body_limit = answer_max;
    return call;
}

std::optional<json_document> read_answer(const http_reply& reply) {
    if (reply.status == 0) return std::nullopt;
    auto body = parse_json(reply.body);
    if (!body || !member(*body, "ok")) return std::nullopt;
    return body;
}

bool succeeded(const http_reply& reply) {
    const auto answer = read_answer(reply);
    return answer && flag_at(*answer, "ok") && reply.status / 100 == 2;
}

std::string error_of(const http_reply& reply) {
    const auto answer = read_answer(reply);
    return answer && !flag_at(*answer, "ok") ? std::string(text_at(*answer, "error")) : std::string();
}

verdict failed(const settings& app, const http_reply& reply, bool account_limit) {
    const auto secrets = app.secrets();
    if (reply.status == 0) return nothing_came(reply, secrets);
    const auto answer = read_answer(reply);
    const auto error = error_of(reply);
    verdict v;
    v.after = retry_after(reply);
    if (reply.status == 429 || error == "ratelimited" || error == "rate_limited") {
        v = ended_as(end::retry, "429 " + safe_detail(error, secrets));
        v.after = retry_after(reply);
        if (v.after.count() == 0) v.after = a_while;
        v.whole_account = account_limit;
        return v;
    }
    if (error.empty()) {
        // Not Slack's voice: a proxy, a login page. After a 2xx it may have acted.
        v.how = outcome_of_status(reply.status);
        v.maybe_done = reply.status / 100 == 2;
        v.detail = v.maybe_done ? "ambiguous: not an answer of Slack" : "HTTP " + std::to_string(reply.status);
        return v;
    }
    v.how = outcome_of(error);
    v.detail = safe_detail(error, secrets);
    if (const auto needed = text_at(*answer, "needed"); !needed.empty())
        v.detail += ": the app needs " + safe_detail(needed, secrets);
    if (error == "not_in_channel") v.detail += ": invite the app to the channel";
    if (error == "message_limit_exceeded") {
        v.after = hours_later;
        v.whole_account = true;
    }
    return v;
}

bool is_user(std::string_view chat) { return chat.starts_with('U') || chat.starts_with('W'); }
bool is_direct(std::string_view channel) { return channel.starts_with('D'); }

std::string message_id(std::string_view channel, std::string_view ts) {
    if (ts.empty()) return {};
    return is_direct(channel) ? std::string(channel).append(":").append(ts) : std::string(ts);
}

place place_of(std::string_view id, std::string_view chat) {
    const auto colon = id.find(':');
    if (colon == id.npos) return {std::string(chat), std::string(id)};
    return {std::string(id.substr(0, colon)), std::string(id.substr(colon + 1))};
}

std::int64_t minute_of(std::string_view ts) {
    std::int64_t seconds = 0;
    const auto whole = ts.substr(0, ts.find('.'));
    const auto done = std::from_chars(whole.data(), whole.data() + whole.size(), seconds);
    if (done.ec != std::errc{} || done.ptr != whole.data() + whole.size()) return 0;
    return seconds > 0 && seconds <= last_second ? seconds / 60 : 0;
}

}  // namespace linli::adapters::slack
