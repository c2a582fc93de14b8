#include "adapters/vonage/inbound.hpp"

#include "adapters/config_values.hpp"
#include "adapters/sms.hpp"
#include "adapters/timestamps.hpp"
#include "adapters/utf8.hpp"
#include "adapters/vonage/outcomes.hpp"

namespace linli::adapters::vonage {

namespace {

constexpr std::size_t parts_most = 255;  // one octet of the header that operators join by

std::optional<inbound> addressed(const form_fields& fields) {
    inbound event;
    event.key = field(fields, "messageId");
    const bool known = !event.key.empty() && event.key.size() <= sms::address_max && valid_utf8(event.key);
    // In a receipt msisdn is the number that our text went to: the same chat.
    if (!known || !sms::address(event, sms::with_plus(field(fields, "msisdn")))) return std::nullopt;
    event.minute = minute_of(read_date_time(field(fields, "message-timestamp")));
    return event;
}

std::optional<text_part> part_of(const form_fields& fields) {
    if (field(fields, "concat") != "true") return std::nullopt;
    const auto number = read_count(field(fields, "concat-part"), parts_most);
    const auto total = read_count(field(fields, "concat-total"), parts_most);
    if (!number || !total || *number == 0 || *total < 2 || *number > *total) return std::nullopt;
    text_part part;
    part.set = repaired_utf8(field(fields, "to")) + ' ' + repaired_utf8(field(fields, "concat-ref"));
    part.number = static_cast<int>(*number);
    part.total = static_cast<int>(*total);
    return part;
}

}  // namespace

std::vector<inbound> read_message(const form_fields& fields) {
    auto event = addressed(fields);
    const auto type = field(fields, "type");
    if (!event || type == "binary") return {};  // settings for phones, not words of a person
    said words;
    words.message_id = event->key;
    words.text = repaired_utf8(field(fields, "text"));
    if (words.text.empty()) return {};
    event->body = std::move(words);
    event->part = part_of(fields);
    return {std::move(*event)};
}

std::vector<inbound> read_receipt(const form_fields& fields) {
    auto event = addressed(fields);
    if (!event) return {};
    const auto status = field(fields, "status");
    const auto how = receipt_verdict(status, field(fields, "err-code"));
    if (!how) return {};
    delivery report;
    report.ref = event->key;
    report.verdict = *how;
    if (*how != verdict_kind::delivered) {
        report.detail = repaired_utf8(status);
        if (const auto code = read_count(field(fields, "err-code"), 999); code && *code)
            report.detail += ' ' + std::to_string(*code);
    }
    event->key += ':' + repaired_utf8(status);
    event->body = std::move(report);
    return {std::move(*event)};
}

}  // namespace linli::adapters::vonage
