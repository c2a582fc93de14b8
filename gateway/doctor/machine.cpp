// This machine, its database, and the `serve` that runs on it.
#include <sys/stat.h>

#include <fmt/format.h>
#include <chrono>
#include <nlohmann/json.hpp>

#include "gateway/cli/control_client.hpp"
#include "gateway/doctor/examination.hpp"
#include "storage/data_lock.hpp"
#include "storage/database_look.hpp"
#include "storage/rights.hpp"

namespace linli::gateway::doctor {
namespace {

constexpr std::uintmax_t mebibyte = 1 << 20;
constexpr std::uintmax_t least_free = 500 * mebibyte;     // a day of photos, and a checkpoint
constexpr std::uintmax_t enough_free = 5'120 * mebibyte;  // then no share of the disk matters
constexpr std::uintmax_t least_percent = 5;
constexpr std::chrono::seconds check_patience{10};  // of the database; 1 GB takes about 5 s
constexpr std::chrono::minutes longest_wait{30};    // of a message whose platform does not take it
constexpr std::chrono::seconds serve_patience{3};

bool others_may_read(const std::filesystem::path& file) {
    struct stat s {};
    return ::stat(file.c_str(), &s) == 0 && (s.st_mode & 077) != 0;
}

// The storage's sentence says what is wrong and, after a semicolon, what to do.
check refused(std::string subject, const std::string& sentence) {
    const auto end = sentence.find("; ");
    return {std::move(subject), "file", state::wrong, sentence.substr(0, end),
            end == sentence.npos ? "stop `linli serve`, keep a copy, and put back the last backup"
                                 : sentence.substr(end + 2)};
}

void look_at_rights(report& to, std::string_view subject, const std::filesystem::path& file) {
    if (!others_may_read(file)) return;
    to.push_back({std::string(subject), "rights", state::wrong,
                  file.string() + " can be read by other users of this machine", "chmod 600 " + file.string()});
}

void look_at_queues(report& to, storage::tracing& record, instant now) {
    const auto parked = record.parked();
    to.push_back({"database", "set aside", parked ? state::wrong : state::good, fmt::format("{} events", parked),
                  parked ? "the log says why (\"trouble\"); then run `linli retry`" : ""});
    const auto oldest = record.oldest_waiting();
    const bool late = oldest && now - *oldest > longest_wait;
    to.push_back({"database", "to send", late ? state::wrong : state::good,
                  oldest ? fmt::format("the oldest message waits for {} minutes",
                                       std::max<std::int64_t>(
                                           0, std::chrono::floor<std::chrono::minutes>(now - *oldest).count()))
                         : "nothing waits",
                  late ? "start `linli serve`, or mend the channel that is wrong below" : ""});
}

}  // namespace

void look_at_disk(report& to, const config& c) {
    if (const auto why = storage::flaw_of_data_folder(c.data_dir); !why.empty()) to.push_back(refused("machine", why));
    std::error_code failed;
    const auto folder = storage::part_that_exists(c.data_dir);
    const auto space = std::filesystem::space(folder, failed);
    if (failed) {
        to.push_back({"machine", "disk", state::wrong, folder.string() + ": " + failed.message(),
                      "make the data folder usable for the user who runs Linli"});
        return;
    }
    const bool little = space.available < least_free ||
                        (space.available < enough_free && space.available * 100 < space.capacity * least_percent);
    to.push_back({"machine", "disk", little ? state::wrong : state::good,
                  fmt::format("{} MB free", space.available / mebibyte),
                  little ? "make room: without it nothing is accepted any more (503)" : ""});
}

std::unique_ptr<storage::tracing> look_at_database(report& to, const config& c, instant now) {
    const auto looked = storage::look_at_database(c.database, c.key_file);
    if (!looked) {
        to.push_back(refused("database", looked.error()));
        return nullptr;
    }
    if (looked->how == storage::database_look::state::absent) {
        to.push_back({"database", "file", state::unsaid, "there is none yet in " + c.database.string(),
                      "`linli serve` makes it"});
        return nullptr;
    }
    auto opened = storage::tracing::open(c.database, c.key_file);
    if (!opened) {
        to.push_back(refused("database", opened.error()));
        return nullptr;
    }
    look_at_rights(to, "database", c.database);
    look_at_rights(to, "key file", c.key_file);
    try {
        const auto until = std::chrono::steady_clock::now() + check_patience;
        const auto found = (*opened)->health([until] { return std::chrono::steady_clock::now() > until; });
        if (!found)
            to.push_back({"database", "health", state::unsaid, "too large to be looked through in a few seconds",
                          "`linli check --replay` looks through all of it"});
        else if (*found == "ok")
            to.push_back({"database", "health", state::good, c.database.string(), ""});
        else
            to.push_back({"database", "health", state::wrong, "it is damaged: " + *found,
                          "stop `linli serve`, keep a copy, and put back the last backup"});
        look_at_queues(to, **opened, now);
    } catch (const storage::store_error& e) {
        to.push_back({"database", "health", state::wrong, e.what(),
                      "stop `linli serve`, keep a copy, and put back the last backup"});
        return nullptr;
    }
    return *std::move(opened);
}

running look_at_serve(report& to, const config& c) {
    running out;
    cli::control_client serve(c.data_dir);
    if (!serve.connected()) {
        to.push_back({"serve", "process", state::unsaid, "no `linli serve` runs on " + c.data_dir.string(),
                      "start it, unless it is meant to be stopped"});
        return out;
    }
    out.here = true;
    serve.wait_at_most(serve_patience);
    serve.send(R"({"do":"status"})");
    const auto line = serve.read();
    const auto told = line ? nlohmann::json::parse(*line, nullptr, false) : nlohmann::json();
    if (!told.is_object() || !told.contains("ready")) {
        to.push_back({"serve", "process", state::wrong, "it runs, and gives no answer",
                      "look at its log; restart it (an older release cannot answer this)"});
        return out;
    }
    const auto reasons = told.value("reasons", std::string());
    const bool ready = told.value("ready", false);
    to.push_back({"serve", "process", ready ? state::good : state::wrong, ready ? "ready" : "not ready: " + reasons,
                  ready ? "" : "look at its log; \"the store cannot commit\" means a full or read-only disk"});
    const auto troubles = told.value("troubles", nlohmann::json::object());
    for (const auto& [name, what] : troubles.items())
        if (what.is_string()) out.troubles[name] = what.get<std::string>();
    return out;
}

}  // namespace linli::gateway::doctor
