#include "adapters/tencent_sms/tencent_sms.hpp"

#include <array>

#include "adapters/hook.hpp"
#include "adapters/json_write.hpp"
#include "adapters/templated.hpp"
#include "adapters/tencent_sms/outcomes.hpp"
#include "adapters/tencent_sms/pushes.hpp"
#include "adapters/tencent_sms/request.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::tencent_sms {

namespace {

constexpr std::size_t push_bytes_max = 1 << 20;

const http_answer taken{200, "application/json", R"({"result":0,"errmsg":"OK"})"};

class tencent_adapter final : public adapter {
public:
    tencent_adapter(settings s, const templated::options& o)
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
        const auto body = parse_json(request.body, push_bytes_max);
        if (!body) return failure{refusal{400, "malformed"}};
        return received{read_push(*body), taken};
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
            case job::kind::set_up:  // its addresses are set by hand, in Tencent's console
            case job::kind::answer_tap:
                return verdict{};
        }
        return ended_as(end::rejected, "unknown job");
    }

    std::string redacted(const http_call& call) const override { return call.method + ' ' + call.url; }

private:
    http_call send_call(const job& what, const std::string& words, std::size_t index) const {
        std::string payload;
        json_writer out(payload);
        out.begin('{').key("SmsSdkAppId").text(settings_.sdk_app_id);
        out.key("SignName").text(settings_.sign_name).key("TemplateId").text(settings_.template_id);
        out.key("TemplateParamSet").begin('[').text(templated::one_line(words)).end(']');
        out.key("PhoneNumberSet").begin('[').text(sms::with_plus(what.chat)).end(']');
        out.key("SessionContext").text(sms::piece_id(what, index)).end('}');
        return signed_call(settings_, "SendSms", std::move(payload), what.now);
    }

    settings settings_;
    capabilities can_;
};

result<std::unique_ptr<adapter>, std::string> make(const channel_config& config) {
    settings s;
    s.secret_id = config.get("secret_id");
    s.secret_key = config.get("secret_key");
    s.secret = config.get("secret");
    s.previous_secret = config.get("previous_secret");
    s.sdk_app_id = config.get("sms_sdk_app_id");
    s.sign_name = config.get("sign_name");
    s.template_id = config.get("template_id");
    s.region = config.get("region", "ap-guangzhou");
    s.api_url = config.get("api_url", "https://sms.tencentcloudapi.com");
    s.hook_path = "/webhooks/" + config.name;
    while (s.api_url.ends_with('/')) s.api_url.pop_back();
    if (s.secret_id.empty()) return failure{std::string("secret_id is missing")};
    if (s.secret_key.empty()) return failure{std::string("secret_key is missing")};
    if (s.sdk_app_id.empty()) return failure{std::string("sms_sdk_app_id is missing")};
    if (s.sign_name.empty()) return failure{std::string("sign_name is missing: the approved signature")};
    if (s.template_id.empty()) return failure{std::string("template_id is missing")};
    if (auto flaw = flaw_of_url_secret(s.secret); !flaw.empty()) return failure{std::move(flaw)};
    const auto options = templated::read_options(config, s.sign_name);
    if (!options) return failure{options.error()};
    s.plain_text = options->phone.plain_text;
    return std::unique_ptr<adapter>(std::make_unique<tencent_adapter>(std::move(s), *options));
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
