#include "adapters/sms.hpp"

#include <algorithm>

#include "adapters/config_values.hpp"
#include "adapters/gsm7.hpp"
#include "adapters/rendering.hpp"
#include "adapters/utf8.hpp"
#include "adapters/verdicts.hpp"
#include "dialogs/ascii.hpp"

namespace linli::adapters::sms {

options read_options(channel_reader& r) {
    return {r.count("max_parts", parts_default, 1, parts_most), r.flag("plain_text")};
}

capabilities phone(const options& o, std::size_t characters_max) {
    capabilities can;
    can.text_max = o.parts;
    can.count = capabilities::unit::sms;
    can.characters_max = characters_max;
    return can;
}

std::vector<std::string> pieces_of(const outgoing& message, const capabilities& can, bool plain_text) {
    if (!plain_text) return render(message, can).parts;
    outgoing plain = message;
    plain.text = plain_punctuation(plain.text);
    for (auto& c : plain.choices) c.label = plain_punctuation(c.label);
    return render(plain, can).parts;
}

std::string piece_id(const job& what, std::size_t index) {
    return std::to_string(what.id) + '-' + std::to_string(index + 1);
}

step deliver(const job& what, const std::vector<std::string>& pieces, const std::vector<http_reply>& replies, end over,
             const std::function<http_call(const std::string&, std::size_t)>& call,
             const std::function<outcome(const http_reply&, std::size_t)>& taken) {
    if (what.message.withdraw) return ended_as(end::rejected, "an SMS cannot be taken back");
    if (pieces.empty()) return ended_as(end::rejected, "empty message");
    auto ids = what.sent_parts;
    for (const auto& reply : replies) {
        auto how = taken(reply, ids.size());
        if (auto* ended = std::get_if<verdict>(&how)) {
            ended->ids = std::move(ids);
            return std::move(*ended);
        }
        ids.push_back(std::get<std::string>(std::move(how)));
    }
    if (ids.size() < pieces.size()) return call(pieces[ids.size()], ids.size());
    auto v = ended_as(over, {});
    v.ids = std::move(ids);
    return v;
}

verdict_kind failed_report(std::span<const std::string_view> gone, std::string_view code) {
    const bool known = std::find(gone.begin(), gone.end(), code) != gone.end();
    return known ? verdict_kind::recipient_gone : verdict_kind::rejected;
}

std::string with_plus(std::string_view number) {
    const bool digit = !number.empty() && is_digit(number[0]);
    return (digit ? "+" : "") + std::string(number);
}

std::string_view without_plus(std::string_view number) { return number.starts_with('+') ? number.substr(1) : number; }

bool address(inbound& event, std::string number) {
    if (number.empty() || number == "+" || number.size() > address_max || !valid_utf8(number)) return false;
    event.chat = std::move(number);
    event.sender = event.chat;
    return true;
}

}  // namespace linli::adapters::sms
