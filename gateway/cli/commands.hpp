// The commands of `linli`, one function each. Each returns an exit code (gateway/exit_codes.hpp), writes
// data to standard output and messages to standard error.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/config/load.hpp"
#include "storage/reader.hpp"

namespace linli::gateway::cli {

struct common {
    std::filesystem::path config;  // empty: the embedded default
};

int serve(const common& o, bool new_staff_link);
int check(const common& o, bool replay);
int chat(const common& o, const std::string& name, const std::string& language);
int classify(const common& o, bool json);
// How well messages are read, batch by batch: those named, or all.
int evaluate(const common& o, const std::vector<std::string>& only);
int learn(const common& o, const std::string& file);  // file empty: prints what staff corrected
int cases(const common& o, bool json, bool all);
struct dossier_file {
    std::string path;      // empty: no dossier; "-": standard output
    std::string photos;    // "embed", or "link": signed addresses that end
    std::string language;  // empty: the community's
};
int show_case(const common& o, const std::string& code, bool json, const dossier_file& dossier);
int retry(const common& o);
int examine(const common& o, bool json);  // `linli doctor`
// `words`: show also what the person wrote, numbers masked.
int trace(const common& o, const std::string& what, bool json, bool words);
int export_messages(const common& o);

// The configuration, or the problems on standard error.
std::optional<config> load(const common& o);
result<config, problems> load_again(const common& o);
// The database beside or without a running `serve`; the reason on standard error where there is none.
std::unique_ptr<storage::reader> open_reader(const config& c);

void complain(const std::string& what);  // "linli: …" on standard error

}  // namespace linli::gateway::cli
