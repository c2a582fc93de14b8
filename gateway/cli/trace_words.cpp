// A message's life as JSON and as lines. Nobody's name, number or address is in it.
#include <fmt/format.h>

#include "dialogs/work.hpp"
#include "gateway/case_json.hpp"
#include "gateway/cli/trace_of.hpp"
#include "gateway/log.hpp"

namespace linli::gateway::cli {
namespace {

using json = nlohmann::ordered_json;

json number(person_id who) { return who == person_id::nobody ? json() : json(static_cast<std::int64_t>(who)); }
json code(case_code c) { return c == case_code::none ? json() : json(code_text(c)); }

std::size_t characters(std::string_view text) {
    std::size_t n = 0;
    for (const char c : text) n += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    return n;
}

json ids_of(const std::string& ids) {
    auto all = json::array();
    for (std::size_t at = 0; at < ids.size();) {
        const auto end = std::min(ids.find(' ', at), ids.size());
        if (end > at) all.push_back(ids.substr(at, end - at));
        at = end + 1;
    }
    return all;
}

json tries_of(const std::vector<storage::attempt>& all) {
    auto out = json::array();
    for (const auto& a : all)
        out.push_back(
            {{"time", utc_text(a.at)}, {"how", a.how}, {"detail", a.detail}, {"platform_ids", ids_of(a.ids)}});
    return out;
}

json sends(const std::vector<storage::traced_send>& all) {
    auto out = json::array();
    for (const auto& s : all)
        out.push_back({{"outbox", s.outbox > 0 ? json(s.outbox) : json()},
                       {"because_of", s.cause ? json(s.cause) : json()},
                       {"to", number(s.room)},
                       {"channel", s.channel},
                       {"case", code(s.about)},
                       {"tag", s.tag},
                       {"state", state_of(s)},
                       {"not_before", s.waiting ? json(utc_text(s.due)) : json()},
                       {"tries", tries_of(s.tries)},
                       {"reports", tries_of(s.reports)}});
    return out;
}

json message_json(const storage::traced_message& m, bool words) {
    json out{{"id", m.id},
             {"time", utc_text(m.at)},
             {"channel", m.channel},
             {"sender", number(m.sender)},
             {"room", number(m.room)},
             {"kind", m.kind},
             {"case", code(m.about)},
             {"platform_id", m.platform_id},
             {"answers", m.reply_to},
             {"characters", characters(m.text)},
             {"attachments", m.attachments},
             {"media", m.media},
             {"edited", m.edited},
             {"forwarded", m.forwarded}};
    if (words) out["text"] = masked_digits(m.text);
    return out;
}

void append_send(std::string& out, const storage::traced_send& s) {
    const auto to = fmt::format("{} to room {}{}{}{}", s.outbox > 0 ? std::to_string(s.outbox) : "-",
                                static_cast<std::int64_t>(s.room), s.channel.empty() ? "" : " by " + s.channel,
                                s.about == case_code::none ? "" : ", about " + code_text(s.about),
                                s.tag.empty() ? "" : ", " + s.tag);
    out += fmt::format("  sent       {}: {}\n", to, state_of(s));
    const auto line = [&](const storage::attempt& a, std::string_view before) {
        out += fmt::format("             {}  {}{}{}{}\n", utc_text(a.at), before, a.how,
                           a.detail.empty() ? "" : "  " + a.detail, a.ids.empty() ? "" : "  id " + a.ids);
    };
    for (const auto& a : s.tries) line(a, "");
    for (const auto& a : s.reports) line(a, "the platform reports: ");
}

void append_message(std::string& out, const whole_life& l, bool words) {
    const auto& m = *l.message;
    out += fmt::format("message {}  {}  by {}, from person {}{}\n", m.id, utc_text(m.at), m.channel,
                       static_cast<std::int64_t>(m.sender),
                       m.room == m.sender ? "" : fmt::format(" in room {}", static_cast<std::int64_t>(m.room)));
    out += "  verified   " + l.verified + "\n";
    out += fmt::format("  {:<10} {} characters{}{}{}{}{}{}\n", m.kind, characters(m.text),
                       m.attachments ? fmt::format(", {} attachments", m.attachments) : "",
                       m.media ? fmt::format(", {} to be fetched", m.media) : "", m.edited ? ", an edit" : "",
                       m.forwarded ? ", forwarded" : "", m.platform_id.empty() ? "" : ", platform id " + m.platform_id,
                       m.reply_to.empty() ? "" : ", answers " + m.reply_to);
    if (words) out += "  words      " + masked_digits(m.text) + "\n";
    out += fmt::format("  turn       {}{}\n", m.note.empty() ? "taken" : m.note,
                       m.about == case_code::none ? "" : ", filed under " + code_text(m.about));
    for (const auto& e : l.changed)
        out += fmt::format("  changed    {} line {}: {}, by {}{}\n", code_text(e.code), e.seq, name_of(e.what),
                           name_of(e.actor_role), e.actor_name.empty() ? "" : " " + masked_name(e.actor_name));
    if (l.changed.empty()) out += "  changed    no case\n";
}

}  // namespace

json to_json(const whole_life& l, bool words) {
    auto changed = json::array();
    for (const auto& e : l.changed)
        changed.push_back({{"case", code_text(e.code)},
                           {"line", e.seq},
                           {"what", name_of(e.what)},
                           {"role", name_of(e.actor_role)},
                           {"who", masked_name(e.actor_name)}});
    return {{"message", l.message ? message_json(*l.message, words) : json()},
            {"verified", l.verified},
            {"turn", l.message ? json(l.message->note) : json()},
            {"changed", std::move(changed)},
            {"sent", sends(l.sent)},
            {"then", sends(l.then)}};
}

std::string to_text(const whole_life& l, bool words) {
    std::string out;
    if (l.message) append_message(out, l, words);
    if (!l.message && !l.sent.empty())
        out += l.sent.front().cause ? fmt::format("a message of ours, because of message {}\n", l.sent.front().cause)
                                    : "a message of ours; a deadline came\n";
    for (const auto& s : l.sent) append_send(out, s);
    if (l.message && l.sent.empty()) out += "  sent       nothing that the last 14 days tell of\n";
    if (!l.then.empty()) out += "  soon after, in the same room, by a deadline:\n";
    for (const auto& s : l.then) append_send(out, s);
    return out;
}

}  // namespace linli::gateway::cli
