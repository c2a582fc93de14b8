// Which characters the words of a list begin with, to pass over most places of a text at once.
//
// A quick no: where `may_begin` is false no word of the list begins; where it is true one may. Pure.
#pragma once

#include <array>
#include <cstdint>

namespace linli {

class first_letters {
public:
    constexpr first_letters() = default;
    template <class List>
    constexpr explicit first_letters(const List& words) {
        for (const auto& w : words) add(w.front());
    }
    constexpr void add(char32_t c) { bits_[c >> 6 & rows] |= std::uint64_t{1} << (c & 63); }
    constexpr bool may_begin(char32_t c) const { return (bits_[c >> 6 & rows] >> (c & 63) & 1) != 0; }

private:
    static constexpr char32_t rows = 31;  // 2048 bits: a list of a hundred words lets one in twenty pass
    std::array<std::uint64_t, rows + 1> bits_{};
};

}  // namespace linli
