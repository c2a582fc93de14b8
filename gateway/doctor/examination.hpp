// Everything that `linli doctor` looks at: this machine, the database, the running `serve`, our public
// address, and each channel. Reads only.
#pragma once

#include <optional>

#include "gateway/channels.hpp"
#include "gateway/config/config.hpp"
#include "gateway/doctor/asking.hpp"
#include "gateway/doctor/report.hpp"
#include "storage/tracing.hpp"

namespace linli::gateway::doctor {

report examine(const config& c, const channels& known);

// The parts of it; each adds its lines.
void look_at_disk(report& to, const config& c);
std::unique_ptr<storage::tracing> look_at_database(report& to, const config& c, instant now);
struct running {
    bool here = false;
    std::map<std::string, std::string> troubles;  // of channels, as `serve` sees them
};
running look_at_serve(report& to, const config& c);
void look_at_address(report& to, const config& c, const std::optional<outside>& own, bool serving);
void look_at_channels(report& to, const config& c, const channels& known, const answers& told, const running& serve,
                      storage::tracing* record, instant now);

}  // namespace linli::gateway::doctor
