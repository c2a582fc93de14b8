#include "adapters/whatsapp/inbound.hpp"

#include <optional>

#include "adapters/verdicts.hpp"
#include "adapters/whatsapp/messages.hpp"
#include "adapters/whatsapp/outcomes.hpp"
#include "dialogs/ascii.hpp"

namespace linli::adapters::whatsapp {

namespace {

constexpr std::size_t address_max = 128;  // a number has 15 digits, a wamid about 60 characters

bool usable(std::string_view id) { return !id.empty() && id.size() <= address_max; }

std::string_view name_of_sender(const json& value, std::string_view number, std::string_view user) {
    const auto contacts = array_at(value, "contacts");
    if (!contacts) return {};
    for (const auto& contact : *contacts) {
        const auto id = text_at(contact, "wa_id");
        const auto other = text_at(contact, "user_id");
        if ((id.empty() || id != number) && (other.empty() || other != user)) continue;
        if (const auto profile = object_at(contact, "profile")) return text_at(*profile, "name");
    }
    return {};
}

// Fills where and who; false when it came from nobody.
bool address(inbound& event, const json& value, const json& message) {
    const auto from = text_at(message, "from");
    const auto user = text_at(message, "from_user_id");
    event.sender = all_digits(from) || user.empty() ? from : user;
    event.sender_name = name_of_sender(value, from, user.empty() ? from : user);
    event.chat = text_at(message, "group_id");
    event.group = !event.chat.empty();
    if (!event.group) event.chat = event.sender;
    event.minute = minute_of(message, "timestamp");
    event.key = text_at(message, "id");
    return usable(event.chat) && usable(event.sender) && usable(event.key);
}

// The person has another number now.
std::optional<inbound> from_system(inbound event, const json& system) {
    event.moved_to = text_at(system, "new_wa_id");
    if (event.moved_to.empty()) event.moved_to = text_at(system, "wa_id");
    const bool moved =
        all_digits(event.moved_to) && usable(event.moved_to) && !event.group && event.moved_to != event.chat;
    return moved ? std::optional(std::move(event)) : std::nullopt;
}

std::optional<inbound> read_message(const json& value, const json& message) {
    inbound event;
    if (!address(event, value, message)) return std::nullopt;
    if (const auto system = object_at(message, "system")) return from_system(std::move(event), *system);
    if (text_at(message, "type") == "request_welcome") {
        presence p;
        p.what = presence_kind::opened;
        event.body = std::move(p);
        return event;
    }
    if (auto choice = read_choice(message)) {
        // There is no toast on WhatsApp; what one would say answers the tap as a message.
        event.tap_id = event.chat + ' ' + event.key;
        event.body = std::move(*choice);
        return event;
    }
    auto words = read_words(message);
    if (!words) return std::nullopt;
    event.body = std::move(*words);
    return event;
}

std::optional<inbound> read_status(const settings& s, const json& status) {
    const auto state = text_at(status, "status");
    const bool arrived = state == "delivered" || state == "read" || state == "played";
    if (!arrived && state != "failed") return std::nullopt;
    inbound event;
    event.chat = text_at(status, "recipient_id");
    if (event.chat.empty()) event.chat = text_at(status, "recipient_user_id");
    event.sender = event.chat;
    event.minute = minute_of(status, "timestamp");
    delivery report;
    report.ref = text_at(status, "id");
    if (!usable(event.chat) || !usable(report.ref)) return std::nullopt;
    if (!arrived) {
        const auto error = first_of(array_at(status, "errors"));
        const auto e = error ? read_error(*error) : graph_error{};
        const auto secrets = s.account.secrets();
        const auto* rule = find_error(cloud_errors(), e.code, e.subcode);
        report.verdict = reported(rule ? rule->how : end::rejected);
        report.detail = e.code < 0 ? "failed" : std::to_string(e.code);
        if (!e.words.empty()) report.detail += ' ' + safe_detail(e.words, secrets);
    }
    event.key = report.ref + ':' + std::string(state);
    event.body = std::move(report);
    return event;
}

template <class Read>
void each(std::vector<inbound>& out, const json& value, std::string_view list, Read read) {
    const auto items = array_at(value, list);
    if (!items) return;
    for (const auto& item : *items)
        if (auto event = read(item)) out.push_back(std::move(*event));
}

}  // namespace

void read_entry(std::vector<inbound>& out, const json& entry, const settings& s) {
    const auto changes = array_at(entry, "changes");
    if (!changes) return;
    for (const auto& change : *changes) {
        const auto value = object_at(change, "value");
        if (!value || text_at(change, "field") != "messages") continue;
        // An app has one webhook for all its numbers: the others' are not for us.
        const auto metadata = object_at(*value, "metadata");
        if (!metadata || text_at(*metadata, "phone_number_id") != s.phone_number_id) continue;
        each(out, *value, "messages", [&](const json& m) { return read_message(*value, m); });
        each(out, *value, "statuses", [&](const json& m) { return read_status(s, m); });
    }
}

}  // namespace linli::adapters::whatsapp
