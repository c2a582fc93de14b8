#include <cstdio>

#include <fmt/format.h>

#include "dialogs/cases/lifecycle.hpp"
#include "dialogs/work.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/community_builder.hpp"
#include "gateway/exit_codes.hpp"
#include "gateway/tls_files.hpp"
#include "gateway/web/sessions.hpp"
#include "storage/data_lock.hpp"
#include "storage/database_look.hpp"

namespace linli::gateway::cli {
namespace {

constexpr std::size_t cases_max = 1'000'000;  // every case there is

// The log of each case, folded, must give what is stored.
bool same_as_stored(case_file stored, const std::vector<case_entry>& log) {
    if (log.empty() || log.front().what != action::open) return false;
    auto folded = replay(log);
    folded.version = stored.version = 0;  // of the row, not of the case
    return folded == stored;
}

int check_replay(const config& c) {
    const auto reads = open_reader(c);
    if (!reads) return exit_code::failed;
    std::size_t wrong = 0, all = 0;
    if (const auto verdict = reads->integrity(); verdict != "ok") {
        complain("the database is damaged: " + verdict);
        ++wrong;
    }
    for (const auto& f : reads->cases(false, cases_max)) {
        // A case that changes between two questions is read once more before it counts as wrong.
        bool good = same_as_stored(f, reads->entries(f.code));
        if (!good)
            if (const auto again = reads->find_case(f.code)) good = same_as_stored(*again, reads->entries(f.code));
        if (!good) complain(code_text(f.code) + ": its log does not give the stored case");
        wrong += good ? 0 : 1;
        ++all;
    }
    fmt::print("replayed {} cases, {} wrong\n", all, wrong);
    return wrong == 0 ? exit_code::good : exit_code::failed;
}

std::string told(const storage::database_look& data) {
    using state = storage::database_look::state;
    switch (data.how) {
        case state::absent:
            return "not there yet: `linli serve` makes it";
        case state::empty:
            return "still empty";
        case state::earlier:
            return "of an earlier release: `linli serve` brings it up to date";
        case state::current:
            break;
    }
    return fmt::format("schema {}", data.schema);
}

void warn(const config& c) {
    if (c.public_url.empty())
        for (const auto& one : c.channels)
            if (one.table.type != "web" && one.table.get("receive", "webhook") == "webhook")
                complain("warning: channels." + one.table.name +
                         " waits for webhooks, and gateway.public_url is not set: none is registered");
    if (!c.public_url.empty() && c.public_url.starts_with("http://"))
        complain("warning: gateway.public_url is not https: cookies and messages can be read on the way");
}

}  // namespace

int check(const common& o, bool replay_cases) {
    const auto settings = load(o);
    if (!settings) return exit_code::configuration;
    problems found;
    const auto folder = storage::flaw_of_data_folder(settings->data_dir);
    const auto data = storage::look_at_database(settings->database, settings->key_file);
    if (auto built = build_without_people(*settings, now()); !built) found = built.error();
    if (!settings->tls_certificate.empty())
        if (auto pair = load_tls(settings->tls_certificate, settings->tls_key); !pair)
            found.push_back(settings->at(settings->tls_line, pair.error()));
    sort_by_line(found);
    std::fputs(to_text(found).c_str(), stderr);
    if (!folder.empty())
        complain(folder);
    else if (!data)
        complain(data.error());
    if (!found.empty()) return exit_code::configuration;
    if (!folder.empty() || !data) return exit_code::failed;
    warn(*settings);
    fmt::print("configuration  {}\n", settings->file.empty() ? "the embedded default" : settings->file.string());
    fmt::print("data           {} ({})\n", settings->database.string(), told(*data));
    for (const auto& c : settings->channels) fmt::print("channel        {} ({})\n", c.table.name, c.table.type);
    fmt::print("staff room     on {}; {} members configured\n", settings->staff.group_channel,
               settings->staff.members.size());
    return replay_cases ? check_replay(*settings) : exit_code::good;
}

}  // namespace linli::gateway::cli
