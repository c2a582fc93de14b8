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
    const auto nonce = hex(hmac_sha256(s.access_key_secret,
                                       id + '@' + std::to_string(what.now.time_since_epoch().count())));
    return signed_call(s, "SendSms",
                       {{"PhoneNumbers", std::string(sms::without_plus(number))},
                        {"SignName", s.common.sign_name},
                        {"TemplateCode", s.template_code},
                        {"TemplateParam", parameter},
                        {"OutId", id}},
                       what.now, nonce.substr(0, 32));
}

result<std::unique_ptr<adapter>, std::string> make(const channel_config& config) {
    settings s;
    s.access_key_id = config.get("access_key_id");
    s.access_key_secret = config.get("access_key_secret");
    s.template_code = config.get("template_code");
    s.template_param = config.get("template_param", "content");
    if (s.access_key_id.empty()) return failure{std::string("access_key_id is missing")};
    if (s.access_key_secret.empty()) return failure{std::string("access_key_secret is missing")};
    if (s.template_code.empty()) return failure{std::string("template_code is missing: SMS_…")};
    auto common = templated::read_settings(config, "https://dysmsapi.aliyuncs.com");
    if (!common) return failure{common.error()};
    s.common = *std::move(common);
    return templated::make_adapter(
        s.common,
        {{200, "application/json", R"({"code":0,"msg":"接收成功"})"},
         read_pushes,
         [s](const job& what, const std::string& words, std::size_t i) { return send_call(s, what, words, i); },
         [s](const http_reply& reply) { return answer_of(s, reply); }});
}

constexpr std::array<std::string_view, 12> keys{
    "access_key_id", "access_key_secret",   "secret",        "previous_secret", "sign_name", "template_code",
    "template_param", "template_characters", "parameter_max", "api_url",         "max_parts", "plain_text"};
constexpr std::array<std::string_view, 5> required{"access_key_id", "access_key_secret", "secret",
                                                   "sign_name", "template_code"};
constexpr std::array<std::string_view, 3> secrets{"access_key_secret", "secret", "previous_secret"};

}  // namespace

channel_type type() {
    // Operators carry one text a minute to a number, and five an hour, unless the contract says more.
    return {"aliyun_sms", keys, required, secrets, {100, 1, 0}, make};
}

}  // namespace linli::adapters::aliyun_sms
