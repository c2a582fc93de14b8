// The whole reading of a message: whatever it is, the answer is bounded and quotes the message.
#include <cstdint>
#include <fstream>
#include <iterator>

#include "dialogs/understanding/place.hpp"
#include "dialogs/understanding/reader.hpp"
#include "dialogs/understanding/text.hpp"

namespace {

// The sealed word rules and models of an empty taxonomy: what is fuzzed are the readers, not the data.
const linli::reader& the_reader() {
    static const linli::taxonomy nothing;
    static const std::string model = [] {
        std::ifstream in(LINLI_MODEL, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    }();
    // Two described buildings, so that bare numbers are tried as their flats.
    static const linli::reader reads(nothing, model, {{"3", {"1", "2"}, 18, 4}, {"B", {}, 30, 8}});
    return reads;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t most = 4'000;
    bool cut = false;
    const auto text = linli::clean({reinterpret_cast<const char*>(data), size}, most, cut);
    if (!text) return 0;
    constexpr std::size_t longest_part = 8;  // of an address: numbers and letters
    if (linli::lone_name(*text).size() > longest_part) __builtin_trap();
    const auto r = the_reader().read(*text, linli::language::zh);
    if (r.guesses.size() > 4 || r.codes.size() > 8 || r.matters.size() > 3) __builtin_trap();
    const auto& p = r.place;
    for (const auto* part : {&p.building, &p.unit, &p.room, &p.floor})
        if (part->size() > longest_part) __builtin_trap();
    if (!p.floor.empty() && !p.room.empty()) __builtin_trap();
    if (!r.time_words.empty() && text->find(r.time_words) == std::string::npos) __builtin_trap();
    return 0;
}
