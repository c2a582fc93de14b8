#include "adapters/aliyun_sms/aliyun_sms.hpp"

#include <array>

#include "adapters/aliyun_sms/outcomes.hpp"
#include "adapters/aliyun_sms/pushes.hpp"
#include "adapters/aliyun_sms/request.hpp"
#include "adapters/json_write.hpp"
#include "adapters/signature.hpp"

namespace linli::adapters::aliyun_sms {

namespace {

http_call send_call(const settings& s, const job& what, const std::string& words, std::size_t index) {
    std::string parameter;
    json_writer(parameter).begin('{').key(s.template_param).text(words).end('}');
    std::string_view number = what.chat;
    if (number.starts_with("+86")) number.remove_prefix(3);
    const auto id = sms::piece_id(what, index);
    // Unique, and nothing that anybody could have foreseen.
    const auto nonce =
        hex(hmac_sha256(s.access_key_secret, id + '@' + std::to_string(what.now.time_since_epoch().count())));
    return signed_call(s, "SendSms",
                       {{"PhoneNumbers", std::string(sms::without_plus(number))},
                        {"SignName", s.common.sign_name},
                        {"TemplateCode", s.template_code},
                        {"TemplateParam", parameter},
                        {"OutId", id}},
                       what.now, nonce.substr(0, 32));
}

made_adapter make(const channel_config& config) {
    channel_reader r(config);
    settings s;
    s.access_key_id = r.needed("access_key_id", "the console shows it under AccessKey");
    s.access_key_secret = r.needed("access_key_secret", "the console shows it once, when the AccessKey is made");
    s.template_code = r.needed("template_code", "that of the approved template: SMS_…");
    s.template_param = r.text("template_param", "content");
    s.common = templated::read_settings(r, "https://dysmsapi.aliyuncs.com");
    return templated::make_adapter(
        r, s.common,
        {{200, "application/json", R"({"code":0,"msg":"接收成功"})"},
         read_pushes,
         [s](const job& what, const std::string& words, std::size_t i) { return send_call(s, what, words, i); },
         [s](const http_reply& reply) { return answer_of(s, reply); }});
}

constexpr std::array<std::string_view, 12> keys{
    "access_key_id",  "access_key_secret",   "secret",        "previous_secret", "sign_name", "template_code",
    "template_param", "template_characters", "parameter_max", "api_url",         "max_parts", "plain_text"};
constexpr std::array<std::string_view, 3> secrets{"access_key_secret", "secret", "previous_secret"};

}  // namespace

channel_type type() {
    // Operators carry one text a minute to a number, and five an hour, unless the contract says more.
    return {"aliyun_sms", keys, secrets, {100, 1, 0}, make};
}

}  // namespace linli::adapters::aliyun_sms
