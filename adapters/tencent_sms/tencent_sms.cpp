#include "adapters/tencent_sms/tencent_sms.hpp"

#include <array>

#include "adapters/json_write.hpp"
#include "adapters/tencent_sms/outcomes.hpp"
#include "adapters/tencent_sms/pushes.hpp"
#include "adapters/tencent_sms/request.hpp"

namespace linli::adapters::tencent_sms {

namespace {

http_call send_call(const settings& s, const job& what, const std::string& words, std::size_t index) {
    std::string payload;
    json_writer out(payload);
    out.begin('{').key("SmsSdkAppId").text(s.sdk_app_id);
    out.key("SignName").text(s.common.sign_name).key("TemplateId").text(s.template_id);
    out.key("TemplateParamSet").begin('[').text(words).end(']');
    out.key("PhoneNumberSet").begin('[').text(sms::with_plus(what.chat)).end(']');
    out.key("SessionContext").text(sms::piece_id(what, index)).end('}');
    return signed_call(s, "SendSms", std::move(payload), what.now);
}

result<std::unique_ptr<adapter>, std::string> make(const channel_config& config) {
    settings s;
    s.secret_id = config.get("secret_id");
    s.secret_key = config.get("secret_key");
    s.sdk_app_id = config.get("sms_sdk_app_id");
    s.template_id = config.get("template_id");
    s.region = config.get("region", "ap-guangzhou");
    if (s.secret_id.empty()) return failure{std::string("secret_id is missing")};
    if (s.secret_key.empty()) return failure{std::string("secret_key is missing")};
    if (s.sdk_app_id.empty()) return failure{std::string("sms_sdk_app_id is missing")};
    if (s.template_id.empty()) return failure{std::string("template_id is missing")};
    auto common = templated::read_settings(config, "https://sms.tencentcloudapi.com");
    if (!common) return failure{common.error()};
    s.common = *std::move(common);
    return templated::make_adapter(
        s.common,
        {{200, "application/json", R"({"result":0,"errmsg":"OK"})"},
         read_push,
         [s](const job& what, const std::string& words, std::size_t i) { return send_call(s, what, words, i); },
         [s](const http_reply& reply) { return answer_of(s, reply); }});
}

constexpr std::array<std::string_view, 13> keys{
    "secret_id", "secret_key", "secret", "previous_secret", "sms_sdk_app_id", "sign_name", "template_id",
    "region",    "template_characters", "parameter_max", "api_url", "max_parts", "plain_text"};
constexpr std::array<std::string_view, 6> required{"secret_id",      "secret_key", "secret",
                                                   "sms_sdk_app_id", "sign_name",  "template_id"};
constexpr std::array<std::string_view, 3> secrets{"secret_key", "secret", "previous_secret"};

}  // namespace

channel_type type() {
    // Operators carry one text in half a minute to a number, unless the contract says more.
    return {"tencent_sms", keys, required, secrets, {100, 1, 0}, make};
}

}  // namespace linli::adapters::tencent_sms
