#include <cstdio>

#include <fmt/format.h>

#include "dialogs/cards.hpp"
#include "dialogs/work.hpp"
#include "gateway/case_json.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/community_builder.hpp"
#include "gateway/exit_codes.hpp"
#include "gateway/web/sessions.hpp"

namespace linli::gateway::cli {
namespace {

constexpr std::size_t cases_max = 1'000'000;  // a community of a million matters has outgrown a list

void print(const nlohmann::ordered_json& value) {
    const auto text = value.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
}

std::shared_ptr<const community> words_of(const config& c) {
    auto built = build_without_people(c, now());
    if (built) return *built;
    std::fputs(to_text(built.error()).c_str(), stderr);
    return nullptr;
}

void print_line(const community& c, const case_file& f) {
    const auto line = fmt::format("{}  {}  {:10}  {}  {}  {}\n", code_text(f.code), name_of(f.priority),
                                  name_of(f.state), utc_text(f.created_at),
                                  place_text(c, f.place, c.language), f.intake.summary);
    std::fputs(line.c_str(), stdout);
}

void print_whole(const community& c, const case_file& f, const std::vector<case_entry>& log) {
    print_line(c, f);
    fmt::print("{}\n", category_text(c, f.category, c.language));
    if (!f.owner_name.empty()) fmt::print("owner: {}\n", f.owner_name);
    if (!f.result.empty()) fmt::print("result: {}\n", f.result);
    if (f.score) fmt::print("score: {} {}\n", f.score, f.comment);
    for (const auto& e : log)
        fmt::print("{}  {:14}  {}  {}\n", utc_text(e.at), name_of(e.what), e.actor_name, e.text);
}

}  // namespace

int cases(const common& o, bool json, bool all) {
    const auto settings = load(o);
    if (!settings) return exit_code::configuration;
    const auto reads = open_reader(*settings);
    if (!reads) return exit_code::failed;
    auto list = reads->cases(!all && !json, cases_max);
    if (!json) {
        const auto c = words_of(*settings);
        if (!c) return exit_code::configuration;
        sort_by_urgency(list);
        for (const auto& f : list) print_line(*c, f);
        if (list.empty()) complain(all ? "there are no cases" : "no case is open (--all shows the others)");
        return exit_code::good;
    }
    auto array = nlohmann::ordered_json::array();
    for (const auto& f : list) array.push_back(listed_case(f));
    print(array);
    return exit_code::good;
}

int show_case(const common& o, const std::string& code, bool json) {
    const auto settings = load(o);
    if (!settings) return exit_code::configuration;
    const auto wanted = parse_code(code);
    if (!wanted) {
        complain("\"" + code + "\" is no case code; one looks like CP-0412");
        return exit_code::usage;
    }
    const auto reads = open_reader(*settings);
    if (!reads) return exit_code::failed;
    const auto file = reads->find_case(*wanted);
    if (!file) {
        complain("there is no case " + code_text(*wanted));
        return exit_code::failed;
    }
    const auto log = reads->entries(*wanted);
    if (json) {
        print(whole_case(*file, log, reads->messages_of(*wanted)));
        return exit_code::good;
    }
    const auto c = words_of(*settings);
    if (!c) return exit_code::configuration;
    print_whole(*c, *file, log);
    return exit_code::good;
}

int export_messages(const common& o) {
    const auto settings = load(o);
    if (!settings) return exit_code::configuration;
    const auto reads = open_reader(*settings);
    if (!reads) return exit_code::failed;
    bool written = true;
    reads->messages([&](const storage::message_row& m) {
        const nlohmann::ordered_json line{
            {"time", utc_text(m.at)}, {"channel", m.channel}, {"sender", m.sender},
            {"text", m.text},         {"kind", m.kind},
            {"case", m.about == case_code::none ? nlohmann::ordered_json()
                                                : nlohmann::ordered_json(code_text(m.about))}};
        const auto text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
        written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
        return written;
    });
    return written && std::fflush(stdout) == 0 ? exit_code::good : exit_code::failed;
}

}  // namespace linli::gateway::cli
