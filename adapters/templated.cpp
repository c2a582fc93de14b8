#include "adapters/templated.hpp"

#include <algorithm>

#include "adapters/config_values.hpp"
#include "adapters/hook.hpp"
#include "adapters/rendering.hpp"
#include "adapters/splitting.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::templated {

namespace {

constexpr std::size_t push_bytes_max = 1 << 20;          // some hundred texts
constexpr std::size_t lone_part = 70, joined_part = 67;  // characters, whatever the alphabet
constexpr std::size_t message_max = 500;                 // of one message, as the vendors say
constexpr std::size_t brackets = 2;                      // 【 and 】 around the signature
constexpr std::size_t least = 20;  // below it a sentence of ours would be a dozen messages

class templated_adapter final : public adapter {
public:
    templated_adapter(settings s, vendor own)
        : settings_(std::move(s)),
          vendor_(std::move(own)),
          can_(sms::phone(settings_.phone, settings_.characters)) {
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
        const auto push = parse_json(request.body, push_bytes_max);
        if (!push) return failure{refusal{400, "malformed"}};
        return received{vendor_.read(*push), vendor_.taken};
    }

    std::string redacted(const http_call& call) const override { return shown(call); }

private:
    step send(const job& what, const std::vector<http_reply>& replies) const override {
        auto message = what.message;
        message.text = in_one_line(message.text);
        return sms::deliver(
            what, sms::pieces_of(message, can_, settings_.phone.plain_text), replies, end::accepted,
            [&](const auto& words, std::size_t i) { return vendor_.call(what, in_one_line(words), i); },
            [&](const http_reply& reply, std::size_t) { return vendor_.answer(reply); });
    }
    // No set_up: its addresses are set by hand, in the vendor's console.

    settings settings_;
    vendor vendor_;
    capabilities can_;
};

// How many characters of a message are left for the parameter, or why that is too few.
result<std::size_t, std::string> read_room(const channel_config& config, const settings& s) {
    const auto around = read_count(config.get("template_characters", "0"), message_max);
    const auto most = read_count(config.get("parameter_max", "500"), message_max);
    if (!around || !most)
        return failure{std::string("template_characters and parameter_max must be numbers up to 500")};
    const auto part = s.phone.parts == 1 ? lone_part : s.phone.parts * joined_part;
    const auto taken = length_in(s.sign_name, capabilities::unit::characters) + brackets + *around;
    const auto room = std::min(part, message_max);
    const auto left = std::min(*most, room > taken ? room - taken : 0);
    if (left < least)
        return failure{"so little room is left for our words (" + std::to_string(left) +
                       " characters) that nothing could be said: raise max_parts or parameter_max"};
    return left;
}

}  // namespace

result<settings, std::string> read_settings(const channel_config& config, std::string_view api_url) {
    settings s;
    s.secret = config.get("secret");
    s.previous_secret = config.get("previous_secret");
    s.sign_name = config.get("sign_name");
    s.api_url = without_slash(config.get("api_url", api_url));
    s.hook_path = "/webhooks/" + config.name;
    if (s.sign_name.empty()) return failure{std::string("sign_name is missing: the approved signature")};
    if (auto flaw = flaw_of_url_secret(s.secret); !flaw.empty()) return failure{std::move(flaw)};
    const auto phone = sms::read_options(config);
    if (!phone) return failure{phone.error()};
    s.phone = *phone;
    const auto room = read_room(config, s);
    if (!room) return failure{room.error()};
    s.characters = *room;
    return s;
}

std::unique_ptr<adapter> make_adapter(settings s, vendor own) {
    return std::make_unique<templated_adapter>(std::move(s), std::move(own));
}

std::string international(std::string_view number) {
    constexpr std::size_t mobile_digits = 11;
    if (number.size() == mobile_digits && number.starts_with('1')) return "+86" + std::string(number);
    if (number.starts_with("00")) number.remove_prefix(2);
    return sms::with_plus(number);
}

}  // namespace linli::adapters::templated
