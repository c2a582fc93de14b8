#include "gateway/channel_builder.hpp"

#include "gateway/control_socket.hpp"

namespace linli::gateway {
namespace {

void add(const adapters::channel_type& type, const channel_settings& c, const config& from,
         channels& into, problems& found) {
    auto made = type.make(c.table);
    if (!made)
        found.push_back({from.file.string(), "[channels." + c.table.name + "] " + made.error()});
    else
        into.add({c.table.name, c.table.type, *std::move(made), c.limits, c.sources});
}

}  // namespace

problems build_channels(const config& c, channels& into) {
    problems found;
    for (const auto& settings : c.channels)
        add(*adapters::find_channel_type(settings.table.type), settings, c, into, found);
    const channel_settings terminal{{terminal_channel, "web", {}, {}}, {}};
    add(*adapters::find_channel_type("web"), terminal, c, into, found);
    return found;
}

}  // namespace linli::gateway
