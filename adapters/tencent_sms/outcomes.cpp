#include "adapters/tencent_sms/outcomes.hpp"

#include <array>

#include "adapters/json_read.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::tencent_sms {

namespace {

using namespace std::chrono_literals;

constexpr code_rule codes[] = {
    {"LimitExceeded.PhoneNumberThirtySecondLimit", end::retry, 30s},
    {"LimitExceeded.PhoneNumberOneHourLimit", end::retry, 1h},
    {"LimitExceeded.PhoneNumberDailyLimit", end::retry, 1h},
    {"LimitExceeded.PhoneNumberSameContentDailyLimit", end::rejected},  // tomorrow it says nothing new
    {"LimitExceeded.PhoneNumber", end::retry, 1h},
    {"LimitExceeded.DailyLimit", end::retry, 1h, true},
    {"LimitExceeded.DeliveryFrequencyLimit", end::retry, 1s, true},
    {"LimitExceeded", end::retry, 1h, true},
    {"RequestLimitExceeded", end::retry, 1s, true},
    {"InternalError", end::retry},
    {"FailedOperation.PhoneNumberInBlacklist", end::recipient_gone},
    {"FailedOperation.InsufficientBalanceInSmsPackage", end::misconfigured},
    {"FailedOperation.ContainSensitiveWord", end::rejected},
    {"FailedOperation.MissingSignature", end::misconfigured},
    {"FailedOperation.Signature", end::misconfigured},
    {"FailedOperation.TemplateIncorrectOrUnapproved", end::misconfigured},
    {"FailedOperation", end::rejected},
    {"InvalidParameterValue.IncorrectPhoneNumber", end::recipient_gone},
    {"InvalidParameterValue.SdkAppId", end::misconfigured},
    {"InvalidParameter", end::rejected},
    {"MissingParameter", end::rejected},
    {"AuthFailure", end::misconfigured},
    {"UnauthorizedOperation", end::misconfigured},
    {"UnsupportedOperation", end::misconfigured},
};

constexpr std::string_view gone[] = {"MOBILE_IN_BLACK", "MOBILE_NOT_EXIST"};

}  // namespace

verdict_kind report_verdict(std::string_view errmsg) { return sms::failed_report(gone, errmsg); }

sms::outcome answer_of(const settings& account, const http_reply& reply) {
    const std::array<std::string_view, 3> secrets{account.secret_key, account.common.secret,
                                                  account.common.previous_secret};
    if (reply.status == 0) return nothing_came(reply, secrets);
    const auto body = parse_json(reply.body);
    const auto response = body ? object_at(*body, "Response") : std::nullopt;
    const auto error = response ? object_at(*response, "Error") : std::nullopt;
    const auto sent = response ? first_of(array_at(*response, "SendStatusSet")) : std::nullopt;
    const auto& one = error ? error : sent;
    const auto code = one ? text_at(*one, "Code") : std::string_view{};
    if (!error && code == "Ok") {
        const auto id = text_at(*one, "SerialNo");
        if (!id.empty()) return std::string(id);
    }
    if (code.empty() || code == "Ok") {
        auto v = by_code({}, {}, reply);
        v.detail = "HTTP " + std::to_string(reply.status);
        if (reply.status / 100 == 2) v = no_answer_of("Tencent");
        return v;
    }
    auto v = by_code(codes, code, reply);
    v.detail = safe_detail(std::string(code) + ' ' + std::string(text_at(*one, "Message")), secrets);
    return v;
}

}  // namespace linli::adapters::tencent_sms
