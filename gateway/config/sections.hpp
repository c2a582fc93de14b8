// The tables of a configuration, one function each. Internal to config/. Those of the top level are finished by who
// reads them all (load.cpp): what is unknown in one may belong in another.
#pragma once

#include <span>

#include "adapters/catalogue.hpp"
#include "dialogs/result.hpp"
#include "gateway/config/config.hpp"
#include "gateway/config/table.hpp"

namespace linli::gateway {

void read_gateway(table_reader& t, config& into);
void read_timing(table_reader& t, config& into);
void read_calendar(table_reader& t, config& into);
void read_rules(table_reader& t, config& into);
void read_shift_days(table_reader& t, shift_settings& into);
void read_channel(table_reader& t, const std::string& name, std::span<const adapters::channel_type> known,
                  const origins& from, problems& found, config& into);
void read_community(table_reader& t, const origins& from, problems& found, config& into);
// After the channels. `names`: those that the file names, also where something is wrong with them.
void read_staff(table_reader& t, const origins& from, std::span<const std::string> names, problems& found,
                config& into);

// A file that holds one secret: its text without the newline at the end.
result<std::string, std::string> read_secret_file(const std::filesystem::path& file);

}  // namespace linli::gateway
