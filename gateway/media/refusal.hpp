// Why a picture or a file was not taken. The names are `media_refused.reason` (dialogs/event.hpp),
// from which the texts for people are chosen.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "dialogs/fields.hpp"

namespace linli::media {

enum class refusal : std::uint8_t {
    too_big,          // more bytes than we take
    too_many_pixels,  // more pixels than we decode
    not_a_picture,    // damaged, cut short, or it broke the decoder
    unsupported,      // none of JPEG, PNG, WebP; or a moving WebP
    busy,             // too many pictures wait already: try again
    no_space,         // our disk is full: try again
    gone,             // the platform does not hold it any more
};
constexpr auto names_of(refusal) {
    return std::array<std::string_view, 7>{"too_big", "too_many_pixels", "not_a_picture", "unsupported",
                                           "busy",    "no_space",        "gone"};
}

}  // namespace linli::media
