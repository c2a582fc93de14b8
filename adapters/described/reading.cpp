#include "adapters/described/reading.hpp"

#include "adapters/charset.hpp"
#include "adapters/config_values.hpp"
#include "adapters/sms.hpp"
#include "adapters/timestamps.hpp"
#include "adapters/utf8.hpp"

namespace linli::adapters::described {

namespace {

constexpr std::size_t items_max = 1000;  // of one request

// RFC 6901; a field without a slash is a member's name.
const tree* node_at(const tree& item, std::string_view field) {
    if (!field.empty() && !field.starts_with('/')) return member(item, field);
    const tree* at = &item;
    while (at && !field.empty()) {
        field.remove_prefix(1);
        const auto end = std::min(field.find('/'), field.size());
        std::string name;
        for (std::size_t i = 0; i < end; ++i) {
            const bool coded = field[i] == '~' && i + 1 < end && (field[i + 1] == '0' || field[i + 1] == '1');
            name += coded ? (field[++i] == '0' ? '~' : '/') : field[i];
        }
        field.remove_prefix(end);
        if (at->is_array()) {
            const auto index = read_count(name, items_max);
            at = index && *index < at->size() ? &(*at)[*index] : nullptr;
        } else {
            at = member(*at, name);
        }
    }
    return at;
}

std::optional<tree> body_of(const incoming& rule, const http_request& request, const hook_place& place) {
    if (rule.json) return parse_tree(request.body);
    const auto fields = fields_of(request, place);
    if (fields.empty()) return std::nullopt;
    tree out = tree::object();
    for (const auto& [name, value] : fields)
        if (!out.contains(name)) out[name] = value;
    return out;
}

bool pleases(const incoming& rule, const tree& item) {
    for (const auto& [field, value] : rule.when)
        if (value_at(item, field) != value) return false;
    return true;
}

// The events of every item that the rule is for.
template <class Read>
std::vector<inbound> each(const incoming& rule, const http_request& request, const hook_place& place, Read read) {
    std::vector<inbound> out;
    const auto body = body_of(rule, request, place);
    if (!body) return out;
    const auto look = [&](const tree& item) {
        if (!pleases(rule, item)) return;
        if (auto event = read(item)) out.push_back(*std::move(event));
    };
    if (rule.list.empty()) {
        look(*body);
        return out;
    }
    const auto* list = node_at(*body, rule.list == "/" ? "" : rule.list);
    if (!list || !list->is_array()) return out;
    for (std::size_t i = 0; i < list->size() && i < items_max; ++i) look((*list)[i]);
    return out;
}

std::optional<instant> time_at(const tree& item, const message_rule& rule) {
    if (rule.time.empty()) return std::nullopt;
    const auto text = value_at(item, rule.time);
    const auto epoch = read_epoch(text);
    return epoch ? epoch : read_date_time(text, rule.zone);
}

std::vector<media_handle> media_at(const tree& item, const message_rule& rule) {
    std::vector<media_handle> out;
    const auto* node = rule.media.empty() ? nullptr : node_at(item, rule.media);
    if (!node) return out;
    const auto add = [&](const tree& one) {
        if (!one.is_string()) return;
        auto url = one.get<std::string>();
        if (url.starts_with("https://") || url.starts_with("http://")) {
            media_handle m;
            m.handle = std::move(url);
            out.push_back(std::move(m));
        }
    };
    if (node->is_array())
        for (const auto& one : *node) add(one);
    else
        add(*node);
    return out;
}

bool usable(const std::string& id) { return !id.empty() && id.size() <= sms::address_max && valid_utf8(id); }

std::optional<inbound> message_of(const message_rule& rule, const tree& item) {
    inbound event;
    event.key = value_at(item, rule.id);
    if (!usable(event.key) || !sms::address(event, sms::with_plus(value_at(item, rule.sender)))) return std::nullopt;
    event.minute = minute_of(time_at(item, rule));
    said words;
    words.message_id = event.key;
    const auto charset = rule.charset.empty() ? std::string() : value_at(item, rule.charset);
    words.text = to_utf8(value_at(item, rule.text), charset);
    words.media = media_at(item, rule);
    if (words.text.empty() && words.media.empty()) return std::nullopt;
    event.body = std::move(words);
    return event;
}

std::optional<inbound> report_of(const report_rule& rule, const tree& item) {
    const auto status = value_at(item, rule.status);
    const auto found = rule.codes.find(status);
    delivery report;
    report.ref = value_at(item, rule.id);
    inbound event;
    if (found == rule.codes.end() || !usable(report.ref)) return std::nullopt;
    if (!sms::address(event, sms::with_plus(value_at(item, rule.sender)))) return std::nullopt;
    report.verdict = found->second;
    if (report.verdict != verdict_kind::delivered) {
        report.detail = repaired_utf8(status);
        if (!rule.detail.empty()) report.detail += ' ' + repaired_utf8(value_at(item, rule.detail));
    }
    event.key = report.ref + ':' + repaired_utf8(status);
    event.body = std::move(report);
    return event;
}

}  // namespace

std::string value_at(const tree& item, std::string_view field) {
    const auto* node = node_at(item, field);
    if (!node || node->is_null() || node->is_structured()) return {};
    return node->is_string() ? node->get<std::string>() : node->dump();
}

std::vector<inbound> read_messages(const message_rule& rule, const http_request& request, const hook_place& place) {
    return each(rule, request, place, [&](const tree& item) { return message_of(rule, item); });
}

std::vector<inbound> read_reports(const report_rule& rule, const http_request& request, const hook_place& place) {
    return each(rule, request, place, [&](const tree& item) { return report_of(rule, item); });
}

}  // namespace linli::adapters::described
