#include "adapters/aliyun_sms/aliyun_sms.hpp"

#include <array>

#include "adapters/aliyun_sms/outcomes.hpp"
#include "adapters/aliyun_sms/pushes.hpp"
#include "adapters/aliyun_sms/request.hpp"
#include "adapters/hook.hpp"
#include "adapters/json_write.hpp"
#include "adapters/signature.hpp"
#include "adapters/templated.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::aliyun_sms {

namespace {

constexpr std::size_t push_bytes_max = 1 << 20;  // some hundred texts

const http_answer taken{200, "application/json", R"({"code":0,"msg":"接收成功"})"};

class aliyun_adapter final : public adapter {
public:
    aliyun_adapter(settings s, const templated::options& o)
        : settings_(std::move(s)), can_(sms::phone(o.phone, o.characters)) {
        can_.reports_delivery = true;
    }

    const capabilities& can() const override { return can_; }

    result<received, refusal> receive(const http_request& request, instant) const override {
        const auto place = place_of(request.target, settings_.hook_path);
        if (!place) return failure{refusal{404, "path"}};
        const auto below = behind_secret(*place, settings_.secret);
        const auto before = behind_secret(*place, settings_.previous_secret);
        if (!below && !before) return failure{refusal{401, "secret"}};
        if (request.method != "POST") return failure{refusal{405, "method"}};
        if (request.body.size() > push_bytes_max) return failure{refusal{413, "too long"}};
        const auto batch = parse_json(request.body, push_bytes_max);
        if (!batch) return failure{refusal{400, "malformed"}};
        return received{read_pushes(*batch), taken};
    }

    step next(const job& what, const std::vector<http_reply>& replies) const override {
        switch (what.what) {
            case job::kind::send: {
                auto message = what.message;
                message.text = templated::one_line(message.text);
                return sms::deliver(
                    what, sms::pieces_of(message, can_, settings_.plain_text), replies, end::accepted,
                    [&](const std::string& words, std::size_t i) { return send_call(what, words, i); },
                    [&](const http_reply& reply, std::size_t) { return answer_of(settings_, reply); });
            }
            case job::kind::fetch:
                return ended_as(end::rejected, "an SMS has no media");
            case job::kind::set_up:  // its addresses are set by hand, in Aliyun's console
            case job::kind::answer_tap:
                return verdict{};
        }
        return ended_as(end::rejected, "unknown job");
    }

    std::string redacted(const http_call& call) const override {
        return call.method + ' ' + call.url.substr(0, call.url.find('?'));
    }

private:
    http_call send_call(const job& what, const std::string& words, std::size_t index) const {
        std::string parameter;
        json_writer out(parameter);
        out.begin('{').key(settings_.template_param).text(templated::one_line(words)).end('}');
        std::string_view number = what.chat;
        if (number.starts_with("+86")) number.remove_prefix(3);
        const auto id = sms::piece_id(what, index);
        // Unique, and nothing that anybody could have foreseen.
        const auto nonce = hex(hmac_sha256(settings_.access_key_secret,
                                           id + '@' + std::to_string(what.now.time_since_epoch().count())));
        return signed_call(settings_, "SendSms",
                           {{"PhoneNumbers", std::string(sms::without_plus(number))},
                            {"SignName", settings_.sign_name},
                            {"TemplateCode", settings_.template_code},
                            {"TemplateParam", parameter},
                            {"OutId", id}},
                           what.now, nonce.substr(0, 32));
    }

    settings settings_;
    capabilities can_;
};

result<std::unique_ptr<adapter>, std::string> make(const channel_config& config) {
    settings s;
    s.access_key_id = config.get("access_key_id");
    s.access_key_secret = config.get("access_key_secret");
    s.secret = config.get("secret");
    s.previous_secret = config.get("previous_secret");
    s.sign_name = config.get("sign_name");
    s.template_code = config.get("template_code");
    s.template_param = config.get("template_param", "content");
    s.api_url = config.get("api_url", "https://dysmsapi.aliyuncs.com");
    s.hook_path = "/webhooks/" + config.name;
    while (s.api_url.ends_with('/')) s.api_url.pop_back();
    if (s.access_key_id.empty()) return failure{std::string("access_key_id is missing")};
    if (s.access_key_secret.empty()) return failure{std::string("access_key_secret is missing")};
    if (s.sign_name.empty()) return failure{std::string("sign_name is missing: the approved signature")};
    if (s.template_code.empty()) return failure{std::string("template_code is missing: SMS_…")};
    if (auto flaw = flaw_of_url_secret(s.secret); !flaw.empty()) return failure{std::move(flaw)};
    const auto options = templated::read_options(config, s.sign_name);
    if (!options) return failure{options.error()};
    s.plain_text = options->phone.plain_text;
    return std::unique_ptr<adapter>(std::make_unique<aliyun_adapter>(std::move(s), *options));
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
