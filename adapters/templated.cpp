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
constexpr std::size_t least = 20;                        // below it a sentence of ours would be a dozen messages

class templated_adapter final : public adapter {
public:
    templated_adapter(settings s, vendor own)
        : settings_(std::move(s)), vendor_(std::move(own)), can_(sms::phone(settings_.phone, settings_.characters)) {
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

// How many characters of a message are left for the parameter.
std::size_t read_room(channel_reader& r, const settings& s) {
    const auto around = r.count("template_characters", 0, 0, message_max);
    const auto most = r.count("parameter_max", message_max, 0, message_max);
    const auto part = s.phone.parts == 1 ? lone_part : s.phone.parts * joined_part;
    const auto taken = length_in(s.sign_name, capabilities::unit::characters) + brackets + around;
    const auto room = std::min(part, message_max);
    const auto left = std::min(most, room > taken ? room - taken : 0);
    if (left < least)
        r.refuse("", "leaves so little room for our words (" + std::to_string(left) +
                         " characters) that nothing could be said: raise max_parts or parameter_max");
    return left;
}

}  // namespace

settings read_settings(channel_reader& r, std::string_view api_url) {
    settings s;
    s.secret = r.needed("secret",
                        "this platform signs nothing, so only an address that nobody can guess tells its "
                        "requests from forged ones");
    s.previous_secret = r.text("previous_secret");
    s.sign_name = r.needed("sign_name", "the approved signature");
    s.api_url = r.url("api_url", api_url);
    s.hook_path = r.hook_path();
    if (!s.secret.empty())
        if (auto flaw = flaw_of_url_secret(s.secret); !flaw.empty()) r.refuse("secret", std::move(flaw));
    s.phone = sms::read_options(r);
    s.characters = read_room(r, s);
    return s;
}

made_adapter make_adapter(const channel_reader& r, settings s, vendor own) {
    return r.made<templated_adapter>(std::move(s), std::move(own));
}

std::string international(std::string_view number) {
    constexpr std::size_t mobile_digits = 11;
    if (number.size() == mobile_digits && number.starts_with('1')) return "+86" + std::string(number);
    if (number.starts_with("00")) number.remove_prefix(2);
    return sms::with_plus(number);
}

}  // namespace linli::adapters::templated
