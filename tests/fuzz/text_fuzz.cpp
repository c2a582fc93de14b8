// Cleaning a stranger's words: never more than asked for, and the same when cleaned again.
#include <cstdint>

#include "dialogs/understanding/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t most = 200;
    bool cut = false;
    const auto once = linli::clean({reinterpret_cast<const char*>(data), size}, most, cut);
    if (!once) return 0;
    if (linli::count_chars(*once) > most) __builtin_trap();
    const auto twice = linli::clean(*once, most, cut);
    if (!twice || *twice != *once) __builtin_trap();
    return 0;
}
