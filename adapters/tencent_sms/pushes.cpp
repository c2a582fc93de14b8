#include "adapters/tencent_sms/pushes.hpp"

#include "adapters/signature.hpp"
#include "adapters/templated.hpp"
#include "adapters/tencent_sms/outcomes.hpp"
#include "adapters/timestamps.hpp"

namespace linli::adapters::tencent_sms {

namespace {

constexpr std::size_t batch_max = 1000;

std::optional<inbound> addressed(const json& item) {
    inbound event;
    const auto number = text_or_id_at(item, "mobile");
    auto nation = text_or_id_at(item, "nationcode");
    if (nation.empty()) nation = "86";
    const bool known = !number.empty() && sms::address(event, '+' + std::string(sms::without_plus(nation)) + number);
    return known ? std::optional(event) : std::nullopt;
}

std::optional<inbound> read_text(const json& item) {
    auto event = addressed(item);
    const auto text = text_at(item, "text");
    if (!event || text.empty()) return std::nullopt;
    const auto time = text_or_id_at(item, "time");
    event->minute = minute_of(read_epoch(time));
    event->key = hex(sha256(event->chat + '\n' + time + '\n' + std::string(text)));
    said words;
    words.message_id = event->key;
    words.text = text;
    event->body = std::move(words);
    return event;
}

std::optional<inbound> read_report(const json& item) {
    auto event = addressed(item);
    const auto id = text_or_id_at(item, "sid");
    const auto status = text_at(item, "report_status");
    if (!event || id.empty() || id.size() > sms::address_max) return std::nullopt;
    if (status != "SUCCESS" && status != "FAIL") return std::nullopt;
    event->minute = minute_of(read_date_time(text_at(item, "user_receive_time"), templated::china_time));
    event->key = id + ':' + std::string(status);
    delivery report;
    report.ref = id;
    if (status == "FAIL") {
        report.verdict = report_verdict(text_at(item, "errmsg"));
        report.detail = std::string(text_at(item, "errmsg")) + ' ' + std::string(text_at(item, "description"));
    }
    event->body = std::move(report);
    return event;
}

}  // namespace

std::vector<inbound> read_push(const json& body) {
    std::vector<inbound> out;
    const auto add = [&](const json& item) {
        auto event = member(item, "sid") ? read_report(item) : read_text(item);
        if (event && out.size() < batch_max) out.push_back(*std::move(event));
    };
    const auto all = array_of(body);
    if (!all)
        add(body);
    else
        for (const auto& item : *all) add(item);
    return out;
}

}  // namespace linli::adapters::tencent_sms
