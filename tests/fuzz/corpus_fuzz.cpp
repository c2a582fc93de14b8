// Files that a person gives to `linli classify --learn`, and models that lie in a data folder.
#include <cstdint>
#include <vector>

#include "dialogs/understanding/corpus.hpp"
#include "dialogs/understanding/models.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto batch = linli::parse_batch("fuzz", bytes))
        for (const auto& line : batch->lines)
            if (!linli::parse_batch("again", linli::to_tsv(line))) __builtin_trap();
    if (const auto m = linli::models::from(bytes)) {
        const std::vector<linli::feature> some{{1, 1.F}, {~0ULL, 1.F}, {size, 1.F}};
        std::vector<float> scores;
        m->kinds.score(some, scores);
        m->danger.score(some, scores);
    }
    return 0;
}
