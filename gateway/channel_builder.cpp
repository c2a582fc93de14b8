#include "gateway/channel_builder.hpp"

#include <stdexcept>

#include "gateway/control_socket.hpp"

namespace linli::gateway {
namespace {

void add(const channel_settings& c, channels& into) {
    auto made = adapters::find_channel_type(c.table.type)->make(c.table);
    if (!made) throw std::logic_error("[channels." + c.table.name + "] was not checked");
    into.add({c.table.name, c.table.type, *std::move(made), c.limits, c.sources});
}

}  // namespace

void build_channels(const config& c, channels& into) {
    for (const auto& settings : c.channels) add(settings, into);
    add({{terminal_channel, "web", {}, {}}, {}}, into);
}

}  // namespace linli::gateway
