#include "adapters/templated.hpp"

#include <algorithm>

#include "adapters/config_values.hpp"
#include "adapters/splitting.hpp"

namespace linli::adapters::templated {

namespace {

constexpr std::size_t lone_part = 70, joined_part = 67;  // characters, whatever the alphabet
constexpr std::size_t message_max = 500;                 // of one message, as the vendors say
constexpr std::size_t brackets = 2;                      // 【 and 】 around the signature
constexpr std::size_t least = 20;  // below it a sentence of ours would be a dozen messages

}  // namespace

result<options, std::string> read_options(const channel_config& config, std::string_view sign) {
    const auto phone = sms::read_options(config);
    if (!phone) return failure{phone.error()};
    const auto around = read_count(config.get("template_characters", "0"), message_max);
    const auto most = read_count(config.get("parameter_max", "500"), message_max);
    if (!around || !most)
        return failure{std::string("template_characters and parameter_max must be numbers up to 500")};
    const auto part = phone->parts == 1 ? lone_part : phone->parts * joined_part;
    const auto taken = length_in(sign, capabilities::unit::characters) + brackets + *around;
    const auto room = std::min(part, message_max);
    const auto left = std::min(*most, room > taken ? room - taken : 0);
    if (left < least)
        return failure{"so little room is left for our words (" + std::to_string(left) +
                       " characters) that nothing could be said: raise max_parts or parameter_max"};
    return options{*phone, left};
}

std::string one_line(std::string_view words) {
    std::string out;
    for (const char c : words) {
        const bool blank = c == '\n' || c == '\r' || c == ' ' || c == '\t';
        if (!blank) out += c;
        else if (!out.empty() && out.back() != ' ') out += ' ';
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

std::string international(std::string_view number) {
    constexpr std::size_t mobile_digits = 11;
    if (number.size() == mobile_digits && number.starts_with('1')) return "+86" + std::string(number);
    if (number.starts_with("00")) number.remove_prefix(2);
    return sms::with_plus(number);
}

}  // namespace linli::adapters::templated
