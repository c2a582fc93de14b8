// The two models of the reader in one piece of bytes: what kind of message it is, and whether life
// is in danger.
//
//   models = "LUM1" u32 size of the first, linear_model of the kinds, linear_model of danger
//
// Borrows the bytes, which must outlive it. Made by teaching.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dialogs/understanding/linear_model.hpp"

namespace linli {

struct models {
    linear_model kinds;   // classes: subcategories, intents and none (signals.hpp)
    linear_model danger;  // classes: "calm", "danger"

    static std::optional<models> from(std::string_view bytes);
    static std::string joined(std::string_view kinds, std::string_view danger);
};

}  // namespace linli
