// The two models of the reader in one piece of bytes: what kind of message it is, and whether life
// is in danger; between them how often each kind means danger.
//
//   models = "LUM2" u32 size of the first, linear_model of the kinds, classes * f32 danger,
//            linear_model of danger
//
// Borrows the bytes, which must outlive it. Made by teaching.hpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/understanding/linear_model.hpp"

namespace linli {

struct models {
    linear_model kinds;                  // classes: subcategories, intents and none (signals.hpp)
    linear_model danger;                 // classes: "calm", "danger"
    std::vector<float> danger_of_kinds;  // by class of `kinds`: share of its messages, 0..1

    static std::optional<models> from(std::string_view bytes);
    static std::string joined(std::string_view kinds, std::span<const float> danger_of_kinds, std::string_view danger);
};

}  // namespace linli
