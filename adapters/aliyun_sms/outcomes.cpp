#include "adapters/aliyun_sms/outcomes.hpp"

#include <array>

#include "adapters/json_read.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::aliyun_sms {

namespace {

using namespace std::chrono_literals;

constexpr code_rule codes[] = {
    {"isv.BUSINESS_LIMIT_CONTROL", end::retry, 1min},  // of this number; see limit_wait
    {"isv.DAY_LIMIT_CONTROL", end::retry, 1h, true},   // what we allowed ourselves in the console
    {"isv.MONTH_LIMIT_CONTROL", end::misconfigured},
    {"isp.", end::retry},
    {"Throttling", end::retry, 1s, true},
    {"ServiceUnavailable", end::retry},
    {"InternalError", end::retry},
    {"SystemError", end::retry},
    {"isv.MOBILE_NUMBER_ILLEGAL", end::recipient_gone},
    {"isv.MOBILE_COUNT_OVER_LIMIT", end::rejected},
    {"isv.BLACK_KEY_CONTROL_LIMIT", end::rejected},  // a word that operators do not carry
    {"isv.PARAM_LENGTH_LIMIT", end::rejected},       // beyond what the template's parameter may have
    {"isv.PARAM_NOT_SUPPORT_URL", end::rejected},
    {"isv.TEMPLATE_", end::rejected},
    {"isv.SMS_TEMPLATE_ILLEGAL", end::misconfigured},
    {"isv.SMS_SIGNATURE_", end::rejected},
    {"isv.SMS_SIGN_ILLEGAL", end::rejected},
    {"isv.AMOUNT_NOT_ENOUGH", end::misconfigured},
    {"isv.OUT_OF_SERVICE", end::misconfigured},
    {"isv.ACCOUNT_", end::misconfigured},
    {"isv.PRODUCT_UN", end::misconfigured},  // not subscribed
    {"isv.RAM_PERMISSION_DENY", end::misconfigured},
    {"InvalidAccessKeyId", end::misconfigured},
    {"InvalidTimeStamp", end::misconfigured},  // this machine's clock
    {"SignatureNonceUsed", end::retry},
    {"SignatureDoesNotMatch", end::misconfigured},
    {"IncompleteSignature", end::misconfigured},
    {"Forbidden", end::misconfigured},
};

constexpr std::string_view gone[] = {
    "MOBILE_IN_BLACK", "MOBILE_NOT_EXIST",
    "IS_CLOSED",  // the number is out of use
};

// "触发分钟级流控Permits:1", "触发小时级流控Permits:5", "触发天级流控Permits:10"
span_of_time limit_wait(std::string_view words) {
    const bool long_one = words.find("小时级") != words.npos || words.find("天级") != words.npos;
    return long_one ? span_of_time{1h} : span_of_time{1min};
}

}  // namespace

verdict_kind report_verdict(std::string_view err_code) { return sms::failed_report(gone, err_code); }

sms::outcome answer_of(const settings& account, const http_reply& reply) {
    const std::array<std::string_view, 3> secrets{account.access_key_secret, account.common.secret,
                                                  account.common.previous_secret};
    if (reply.status == 0) return nothing_came(reply, secrets);
    const auto body = parse_json(reply.body);
    const auto code = body ? text_at(*body, "Code") : std::string_view{};
    const auto words = body ? text_at(*body, "Message") : std::string_view{};
    if (code == "OK") {
        const auto id = text_at(*body, "BizId");
        if (!id.empty()) return std::string(id);
    }
    auto v = by_code(codes, code, reply);
    if (code == "OK" || (code.empty() && reply.status / 100 == 2)) return no_answer_of("Aliyun");
    v.detail = code.empty() ? "HTTP " + std::to_string(reply.status)
                            : safe_detail(std::string(code) + ' ' + std::string(words), secrets);
    if (code == "isv.BUSINESS_LIMIT_CONTROL") v.after = limit_wait(words);
    return v;
}

}  // namespace linli::adapters::aliyun_sms
