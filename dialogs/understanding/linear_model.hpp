// A linear model over hashed features: a table of small weights, made by training.hpp.
//
//   model   = "LLM1" u32 classes, u32 slots (a power of two), u32 postings
//             classes * { f32 scale, f32 bias }
//             slots * { u32 tag (0: free), u24 first posting, u8 how many }
//             postings * { u8 class, i8 weight }
//             classes * { name, "\n" }
//
// All little-endian. A weight is worth `weight * scale` of its class. The model borrows its bytes,
// which must outlive it (they are part of the program, or a file that the gateway read). Reading is
// pure and takes about a microsecond; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "dialogs/understanding/features.hpp"

namespace linli {

class linear_model {
public:
    linear_model() = default;  // knows no class
    // nullopt when the bytes are no such model; every offset in them is checked here, once.
    static std::optional<linear_model> from(std::string_view bytes);

    std::size_t classes() const { return names_.size(); }
    std::string_view name(std::size_t i) const { return names_[i]; }
    // The class of that name; `classes()` when there is none.
    std::size_t find(std::string_view name) const;

    // One number a class, the higher the likelier. `features` are settled. Returns how much of the
    // text the model has seen before, 0..1.
    float score(std::span<const feature> features, std::vector<float>& out) const;

private:
    struct slot {
        std::uint32_t tag = 0;
        std::uint32_t first = 0;
        std::uint32_t count = 0;
    };
    struct place_of {  // of the weights of one feature
        const char* postings = nullptr;
        std::uint32_t count = 0;
    };
    slot at(std::size_t i) const;
    const char* find(std::uint64_t hash, std::uint32_t& count) const;

    std::vector<std::string_view> names_;
    std::vector<float> scales_;
    std::vector<float> biases_;
    const char* slots_ = nullptr;
    const char* postings_ = nullptr;
    std::size_t mask_ = 0;
};

// Scores as shares of one.
void to_shares(std::vector<float>& scores);

}  // namespace linli
