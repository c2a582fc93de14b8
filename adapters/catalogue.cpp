#include "adapters/catalogue.hpp"

#include <array>

#include "adapters/aliyun_sms/aliyun_sms.hpp"
#include "adapters/android_sms/android_sms.hpp"
#include "adapters/described/described.hpp"
#include "adapters/line/line.hpp"
#include "adapters/messenger/messenger.hpp"
#include "adapters/slack/slack.hpp"
#include "adapters/smpp/smpp.hpp"
#include "adapters/telegram/telegram.hpp"
#include "adapters/tencent_sms/tencent_sms.hpp"
#include "adapters/twilio/twilio.hpp"
#include "adapters/vonage/vonage.hpp"
#include "adapters/web/web.hpp"
#include "adapters/whatsapp/whatsapp.hpp"

namespace linli::adapters {

std::string_view channel_config::get(std::string_view key, std::string_view otherwise) const {
    const auto found = values.find(key);
    return found == values.end() || found->second.empty() ? otherwise : found->second;
}

std::span<const channel_type> catalogue() {
    static const std::array types{
        web::type(),         telegram::type(),    twilio::type(),    vonage::type(),   aliyun_sms::type(),
        tencent_sms::type(), android_sms::type(), smpp::type(),      whatsapp::type(), messenger::type(),
        slack::type(),       line::type(),        described::type(),
    };
    return types;
}

const channel_type* find_channel_type(std::string_view name) {
    for (const auto& type : catalogue())
        if (type.name == name) return &type;
    return nullptr;
}

}  // namespace linli::adapters
