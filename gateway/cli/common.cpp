#include <cstdio>

#include "gateway/cli/commands.hpp"
#include "storage/database_look.hpp"
#include "storage/sqlite_reader.hpp"

namespace linli::gateway::cli {

void complain(const std::string& what) { std::fprintf(stderr, "linli: %s\n", what.c_str()); }

result<config, problems> load_again(const common& o) {
    return load_config(o.config, process_environment(), adapters::catalogue());
}

std::optional<config> load(const common& o) {
    auto loaded = load_again(o);
    if (loaded) return *std::move(loaded);
    std::fputs(to_text(loaded.error()).c_str(), stderr);
    return std::nullopt;
}

std::unique_ptr<storage::reader> open_reader(const config& c) {
    const auto data = storage::look_at_database(c.database, c.key_file);
    if (!data) {
        complain(data.error());
        return nullptr;
    }
    using state = storage::database_look::state;
    if (data->how == state::absent || data->how == state::empty) {
        complain("there is no data yet in " + c.database.string() + "; `linli serve` makes it");
        return nullptr;
    }
    auto opened = storage::sqlite_reader::open(c.database, c.key_file);
    if (!opened) {
        complain(opened.error());
        return nullptr;
    }
    return *std::move(opened);
}

}  // namespace linli::gateway::cli
