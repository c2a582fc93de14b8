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

made_adapter make(const channel_config& config) {
    channel_reader r(config);
    settings s;
    s.secret_id = r.needed("secret_id", "the console shows it under API keys");
    s.secret_key = r.needed("secret_key", "the console shows it under API keys");
    s.sdk_app_id = r.needed("sms_sdk_app_id", "the number of the application in the SMS console: 1400…");
    s.template_id = r.needed("template_id", "the number of the approved template");
    s.region = r.text("region", "ap-guangzhou");
    s.common = templated::read_settings(r, "https://sms.tencentcloudapi.com");
    return templated::make_adapter(
        r, s.common,
        {{200, "application/json", R"({"result":0,"errmsg":"OK"})"},
         read_push,
         [s](const job& what, const std::string& words, std::size_t i) { return send_call(s, what, words, i); },
         [s](const http_reply& reply) { return answer_of(s, reply); }});
}

constexpr std::array<std::string_view, 13> keys{
    "secret_id", "secret_key",  "secret",    "previous_secret",     "sms_sdk_app_id",
    "sign_name", "template_id", "region",    "template_characters", "parameter_max",
    "api_url",   "max_parts",   "plain_text"};
constexpr std::array<std::string_view, 3> secrets{"secret_key", "secret", "previous_secret"};

}  // namespace

channel_type type() {
    // Operators carry one text in half a minute to a number, unless the contract says more.
    return {"tencent_sms", keys, secrets, {100, 1, 0}, make};
}

}  // namespace linli::adapters::tencent_sms
