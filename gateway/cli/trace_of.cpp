#include "gateway/cli/trace_of.hpp"

#include <algorithm>
#include <charconv>

#include "dialogs/work.hpp"
#include "gateway/case_json.hpp"
#include "gateway/control_socket.hpp"

namespace linli::gateway::cli {
namespace {

constexpr std::int64_t first_outbox = std::int64_t{1} << 32;  // storage/queues.cpp: ids_a_start
constexpr std::size_t matches_max = 20;
// An album is answered a second after its last piece, a question is nudged after minutes.
constexpr std::chrono::minutes soon{10};

template <class Number>
bool whole(std::string_view text, Number& n) {
    const auto done = std::from_chars(text.data(), text.data() + text.size(), n);
    return done.ec == std::errc{} && done.ptr == text.data() + text.size();
}

std::string proof_of(const config& c, const std::string& channel) {
    if (channel == terminal_channel) return "by the control socket, which only the owner of the data can use";
    const auto* settings = c.find_channel(channel);
    if (!settings) return "by a channel that is not configured any more";
    const auto& table = settings->table;
    if (table.type == "web") return "by the session of a browser";
    if (table.type == "smpp" || table.get("receive") == "poll")
        return "over the connection that we opened with our credentials";
    return "by the webhook's secret or signature";
}

// Outbox numbers are in the order of time: what has a lower one than the message's own answers was there before it.
void drop_earlier(std::vector<storage::traced_send>& then, const std::vector<storage::traced_send>& sent) {
    const auto first = std::ranges::find_if(sent, [](const auto& s) { return s.outbox > 0; });
    if (first == sent.end()) return;
    std::erase_if(then, [&](const auto& s) { return s.outbox > 0 && s.outbox < first->outbox; });
}

// The lines of the log that this turn wrote: a turn has one moment, and one author.
void add_changes(whole_life& l, storage::reader& cases) {
    std::vector<case_code> codes{l.message->about};
    for (const auto& s : l.sent) codes.push_back(s.about);
    std::ranges::sort(codes);
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    for (const auto code : codes) {
        if (code == case_code::none) continue;
        for (auto& e : cases.entries(code))
            if (e.at == l.message->at && (e.actor == l.message->sender || e.actor == person_id::nobody))
                l.changed.push_back(std::move(e));
    }
}

}  // namespace

wanted read_wanted(const std::string& typed, const config& c) {
    wanted w;
    if (whole(typed, w.number) && w.number > 0) {
        w.platform_id = typed;  // where no message has that number
        return w;
    }
    w.number = 0;
    const auto hash = typed.find('#');
    if (const auto code = parse_code(typed.substr(0, hash))) {
        const bool good =
            hash == typed.npos || (whole(std::string_view(typed).substr(hash + 1), w.index) && w.index > 0);
        if (good) {
            w.about = *code;
            return w;
        }
    }
    const auto colon = typed.find(':');
    const auto name = typed.substr(0, colon);
    if (colon != typed.npos && (c.find_channel(name) || name == terminal_channel)) {
        w.channel = name;
        w.platform_id = typed.substr(colon + 1);
    } else {
        w.platform_id = typed;
    }
    return w;
}

matches find_matches(storage::tracing& record, const wanted& w) {
    matches m;
    if (w.about != case_code::none) {
        m.messages = record.messages_of(w.about, w.index ? w.index : matches_max);
        if (w.index > m.messages.size()) m.messages.clear();
        if (w.index && !m.messages.empty()) m.messages = {m.messages[w.index - 1]};
        return m;
    }
    if (w.number >= first_outbox && record.send(w.number)) m.sends = {w.number};
    if (w.number > 0 && w.number < first_outbox && record.message(w.number)) m.messages = {w.number};
    if (m.size() > 0 || w.platform_id.empty()) return m;
    m.messages = record.messages_named(w.channel, w.platform_id, matches_max);
    m.sends = record.sends_named(w.channel, w.platform_id, matches_max);
    return m;
}

whole_life life_of_message(storage::tracing& record, storage::reader& cases, const config& c, std::int64_t id) {
    whole_life l;
    l.message = record.message(id);
    if (!l.message) return l;
    l.verified = proof_of(c, l.message->channel);
    l.sent = record.sends_because_of(id);
    l.then = record.sends_into(l.message->room, l.message->at, l.message->at + soon);
    drop_earlier(l.then, l.sent);
    add_changes(l, cases);
    return l;
}

whole_life life_of_send(storage::tracing& record, std::int64_t outbox) {
    whole_life l;
    if (auto s = record.send(outbox)) l.sent.push_back(*std::move(s));
    return l;
}

std::string state_of(const storage::traced_send& s) {
    if (s.waiting) return s.web ? "waiting for the browser" : "waiting";
    return s.tries.empty() ? "unknown" : s.tries.back().how;
}

std::string masked_name(const std::string& name) {
    if (name.empty()) return {};
    std::size_t end = 1;
    while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xc0) == 0x80) ++end;
    return name.substr(0, end) + "*";
}

}  // namespace linli::gateway::cli
