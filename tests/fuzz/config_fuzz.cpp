// The configuration: a value or problems, and each problem names a place.
#include <cstdint>
#include <cstdlib>

#include "gateway/config/load.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto c = linli::gateway::parse_config({reinterpret_cast<const char*>(data), size}, "f", {},
                                                linli::adapters::catalogue());
    if (!c && c.error().empty()) std::abort();
    return 0;
}
