#include "adapters/aliyun_sms/pushes.hpp"

#include "adapters/aliyun_sms/outcomes.hpp"
#include "adapters/signature.hpp"
#include "adapters/templated.hpp"
#include "adapters/timestamps.hpp"

namespace linli::adapters::aliyun_sms {

namespace {

constexpr std::size_t batch_max = 1000;  // Aliyun sends some hundreds at most

std::optional<inbound> addressed(const json& item, std::string_view when) {
    inbound event;
    const auto number = text_or_id_at(item, "phone_number");
    if (number.empty() || !sms::address(event, templated::international(number))) return std::nullopt;
    event.minute = minute_of(read_date_time(text_at(item, when), templated::china_time));
    return event;
}

std::optional<inbound> read_text(const json& item) {
    auto event = addressed(item, "send_time");
    if (!event) return std::nullopt;
    const auto content = text_at(item, "content");
    if (content.empty()) return std::nullopt;
    const auto number = text_or_id_at(item, "sequence_id");
    const auto dest = text_or_id_at(item, "dest_code");
    event->key =
        !number.empty() && number.size() <= sms::address_max && dest.size() <= sms::address_max
            ? dest + ':' + number
            : hex(sha256(event->chat + '\n' + std::string(text_at(item, "send_time")) + '\n' + std::string(content)));
    said words;
    words.message_id = event->key;
    words.text = content;
    event->body = std::move(words);
    return event;
}

std::optional<inbound> read_report(const json& item) {
    auto event = addressed(item, "report_time");
    const auto id = text_or_id_at(item, "biz_id");
    if (!event || id.empty() || id.size() > sms::address_max) return std::nullopt;
    event->key = id + ':' + event->chat;
    delivery report;
    report.ref = id;
    if (!flag_at(item, "success")) {
        const auto code = text_or_id_at(item, "err_code");
        report.verdict = report_verdict(code);
        report.detail = code + ' ' + std::string(text_at(item, "err_msg"));
    }
    event->body = std::move(report);
    return event;
}

}  // namespace

std::vector<inbound> read_pushes(const json& batch) {
    std::vector<inbound> out;
    const auto all = array_of(batch);
    if (!all) return out;
    for (const auto& item : *all) {
        if (out.size() == batch_max) break;
        const bool report = member(item, "biz_id") || member(item, "success");
        if (auto event = report ? read_report(item) : read_text(item)) out.push_back(*std::move(event));
    }
    return out;
}

}  // namespace linli::adapters::aliyun_sms
