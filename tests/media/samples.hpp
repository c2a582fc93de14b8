// The pictures under tests/media/samples, and tools to make worse ones of them.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/media/decode.hpp"

namespace linli::media {

using bytes = std::vector<std::uint8_t>;

inline bytes sample(const std::string& name) {
    std::ifstream file(std::string(LINLI_SOURCE_DIR "/tests/media/samples/") + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void append(bytes& to, std::string_view text) { to.insert(to.end(), text.begin(), text.end()); }

inline bool contains(const bytes& where, std::string_view text) {
    return std::search(where.begin(), where.end(), text.begin(), text.end(),
                       [](auto b, char c) { return b == static_cast<std::uint8_t>(c); }) != where.end();
}

using colour = std::array<int, 3>;

inline bool near(const raster& picture, int x, int y, colour wanted, int tolerance = 24) {
    const std::uint8_t* pixel = &picture.row(y)[static_cast<std::size_t>(x) * 3];
    for (std::size_t c = 0; c < 3; ++c)
        if (std::abs(pixel[c] - wanted[c]) > tolerance) return false;
    return true;
}

// The four-coloured card of the samples, upright: red and green above blue and yellow.
inline bool is_card(const raster& p, colour last = {224, 224, 32}) {
    return p.width == 64 && p.height == 48 && near(p, 8, 8, {224, 32, 32}) && near(p, 56, 8, {32, 192, 32}) &&
           near(p, 8, 40, {32, 32, 224}) && near(p, 56, 40, last);
}

}  // namespace linli::media
