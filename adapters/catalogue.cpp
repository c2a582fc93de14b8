#include "adapters/catalogue.hpp"

#include <array>

#include "adapters/line/line.hpp"
#include "adapters/slack/slack.hpp"
#include "adapters/smpp/smpp.hpp"
#include "adapters/telegram/telegram.hpp"
#include "adapters/twilio/twilio.hpp"
#include "adapters/web/web.hpp"

namespace linli::adapters {

std::string_view channel_config::get(std::string_view key, std::string_view otherwise) const {
    const auto found = values.find(key);
    return found == values.end() || found->second.empty() ? otherwise : found->second;
}

std::span<const channel_type> catalogue() {
    static const std::array types{
        web::type(),
        telegram::type(),
        twilio::type(),
        smpp::type(),
        slack::type(),
        line::type(),
    };
    return types;
}

const channel_type* find_channel_type(std::string_view name) {
    for (const auto& type : catalogue())
        if (type.name == name) return &type;
    return nullptr;
}

}  // namespace linli::adapters
