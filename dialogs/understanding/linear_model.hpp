// A linear model over hashed features: a table of small weights, made by training.hpp.
//
//   model   = "LLM2" u32 classes, u32 slots (a power of two), u32 postings, u32 rows
//             classes * { f32 scale, f32 bias }
//             slots * { u32 tag (0: free), u24 first, u8 how many }
//             postings * { u8 class, i8 weight }
//             rows * row_size * { i8 weight }
//             classes * { name, "\n" }
//
// A feature that speaks for few classes has postings; one that speaks for many ("how many" is 255)
// has a row, a weight for every class, which is summed up sixteen at a time. All little-endian. A
// weight is worth `weight * scale` of its class. The model borrows its bytes, which must outlive it
// (they are part of the program, or a file that the gateway read). Reading is pure and takes some
// microseconds; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "dialogs/understanding/features.hpp"

namespace linli {

// Weights of one row: the classes, and zeros up to a whole number of sixteens.
constexpr std::size_t row_size(std::size_t classes) { return (classes + 15) / 16 * 16; }
inline constexpr std::uint32_t is_row = 255;

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
    struct weights {  // of one feature
        const char* at = nullptr;
        std::uint32_t count = 0;
    };
    slot at(std::size_t i) const;
    weights find(std::uint64_t hash) const;

    std::vector<std::string_view> names_;
    std::vector<float> scales_;
    std::vector<float> biases_;
    const char* slots_ = nullptr;
    const char* postings_ = nullptr;
    const char* rows_ = nullptr;
    std::size_t mask_ = 0;
    std::size_t row_size_ = 0;
};

// Scores as shares of one.
void to_shares(std::vector<float>& scores);

}  // namespace linli
