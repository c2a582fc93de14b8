#include <cstdio>

#include <fmt/format.h>

#include "gateway/case_json.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/cli/trace_of.hpp"
#include "gateway/exit_codes.hpp"

namespace linli::gateway::cli {
namespace {

void print(const nlohmann::ordered_json& value) {
    const auto text = value.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
}

// Several messages may have the same id on different platforms, or in different chats.
void print_matches(storage::tracing& record, const matches& found, bool json) {
    auto all = nlohmann::ordered_json::array();
    for (const auto id : found.messages)
        if (const auto m = record.message(id)) {
            all.push_back({{"trace", id}, {"time", utc_text(m->at)}, {"channel", m->channel}, {"kind", m->kind}});
            if (!json) fmt::print("{:<12} {}  {}  {}\n", id, utc_text(m->at), m->channel, m->kind);
        }
    for (const auto id : found.sends)
        if (const auto s = record.send(id)) {
            const auto at = s->tries.empty() ? s->due : s->tries.front().at;
            all.push_back({{"trace", id}, {"time", utc_text(at)}, {"channel", s->channel}, {"kind", "sent"}});
            if (!json) fmt::print("{:<12} {}  {}  sent\n", id, utc_text(at), s->channel);
        }
    if (json) print({{"matches", all}});
}

}  // namespace

int trace(const common& o, const std::string& what, bool json, bool words) {
    const auto settings = load(o);
    if (!settings) return exit_code::configuration;
    const auto cases = open_reader(*settings);
    if (!cases) return exit_code::failed;
    const auto opened = storage::tracing::open(settings->database, settings->key_file);
    if (!opened) {
        complain(opened.error());
        return exit_code::failed;
    }
    auto& record = **opened;
    const auto found = find_matches(record, read_wanted(what, *settings));
    if (found.size() == 0) {
        complain("nothing is known of \"" + what + "\"; `linli trace --help` says what may be asked for");
        return exit_code::failed;
    }
    if (found.size() > 1) {
        print_matches(record, found, json);
        complain("several messages are meant; trace one by its number");
        return exit_code::failed;
    }
    const auto life = found.messages.empty() ? life_of_send(record, found.sends.front())
                                             : life_of_message(record, *cases, *settings, found.messages.front());
    if (json)
        print(to_json(life, words));
    else
        std::fputs(to_text(life, words).c_str(), stdout);
    return exit_code::good;
}

}  // namespace linli::gateway::cli
