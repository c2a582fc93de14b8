// One message of ours in the form that a channel can carry. What a channel lacks is degraded here
// and nowhere else: choices become lines with their digits, photos that cannot be carried fall away
// (the words say what matters, and staff are told: verdict::photos_left), long texts are cut (splitting.hpp).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"
#include "dialogs/message.hpp"

namespace linli::adapters {

using button_row = std::span<const choice>;

struct rendered {
    std::string text;                 // whole; with the choices where there are no buttons
    std::vector<std::string> parts;   // `text` in pieces of capabilities::text_max
    std::vector<button_row> buttons;  // for the last part; they lie in the message's `choices`
    std::size_t photos = 0;           // how many of the message's photos are carried
};

inline constexpr std::size_t choice_data_max = 64;  // bytes; Telegram's callback_data is the shortest

// `buttons_wanted` false: the caller needs the keyboard for something else.
rendered render(const outgoing& message, const capabilities& can, bool buttons_wanted = true);

// The buttons of all rows.
std::vector<choice> choices_of(const rendered& message);

// "1 Yes\n2 No"; for SMS "1 Yes 2 No", unless a label begins with a digit and would run together.
std::string choice_lines(const std::vector<choice>& choices, bool compact);

// Line breaks and runs of blanks become one space: the parameter of a template.
std::string in_one_line(std::string_view text);

// Short labels share a row.
std::vector<button_row> button_rows(const std::vector<choice>& choices);

}  // namespace linli::adapters
