#include "adapters/android_sms/events.hpp"

#include "adapters/sms.hpp"
#include "adapters/timestamps.hpp"

namespace linli::adapters::android_sms {

namespace {

// Older versions of the app call every number phoneNumber.
std::string number_of(const json& payload, std::string_view name) {
    const auto given = text_at(payload, name);
    return std::string(given.empty() ? text_at(payload, "phoneNumber") : given);
}

std::optional<inbound> addressed(const json& event, std::string number, std::string_view when) {
    inbound out;
    out.key = text_at(event, "id");
    if (out.key.empty() || out.key.size() > sms::address_max) return std::nullopt;
    if (!sms::address(out, sms::with_plus(number))) return std::nullopt;
    out.minute = minute_of(read_date_time(when));
    return out;
}

std::vector<inbound> read_text(const json& event, const json& payload, std::string_view words) {
    auto out = addressed(event, number_of(payload, "sender"), text_at(payload, "receivedAt"));
    if (!out || words.empty()) return {};
    said s;
    s.message_id = out->key;  // the app's own messageId is made of the words, and not unique
    s.text = words;
    out->body = std::move(s);
    return {*std::move(out)};
}

std::vector<inbound> read_report(const json& event, const json& payload, bool arrived) {
    auto out =
        addressed(event, number_of(payload, "recipient"), text_at(payload, arrived ? "deliveredAt" : "failedAt"));
    const auto id = text_at(payload, "messageId");
    if (!out || id.empty() || id.size() > sms::address_max) return {};
    delivery report;
    report.ref = id;
    if (!arrived) {
        report.verdict = verdict_kind::rejected;
        report.detail = "failed " + std::string(text_at(payload, "reason"));
    }
    out->body = std::move(report);
    return {*std::move(out)};
}

}  // namespace

std::vector<inbound> read_event(const json& event) {
    const auto kind = text_at(event, "event");
    const auto payload = object_at(event, "payload");
    if (!payload) return {};
    if (kind == "sms:received") return read_text(event, *payload, text_at(*payload, "message"));
    if (kind == "mms:downloaded") return read_text(event, *payload, text_at(*payload, "body"));
    if (kind == "sms:delivered") return read_report(event, *payload, true);
    if (kind == "sms:failed") return read_report(event, *payload, false);
    return {};
}

}  // namespace linli::adapters::android_sms
