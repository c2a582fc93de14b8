#include "gateway/data/time_zone.hpp"

#include <stdexcept>

#include <date/tz.h>

namespace linli::gateway {

bool is_time_zone(const std::string& name) {
    try {
        date::locate_zone(name);
        return !name.empty();
    } catch (const std::runtime_error&) {  // the library's only way to say so
        return false;
    }
}

std::vector<offset_change> offsets_of(const std::string& name, instant from, instant to) {
    const auto* zone = date::locate_zone(name);
    std::vector<offset_change> table;
    auto at = std::chrono::floor<std::chrono::seconds>(from);
    const auto until = std::chrono::floor<std::chrono::seconds>(to);
    while (at < until) {
        const auto info = zone->get_info(at);
        if (table.empty() || table.back().offset != info.offset)
            table.push_back({std::chrono::time_point_cast<std::chrono::milliseconds>(at), info.offset});
        if (info.end <= at) break;
        at = info.end;
    }
    return table;
}

}  // namespace linli::gateway
