// Which words of a list may stand at one place of a text, by the character that they begin with.
//
// `first_letters` is a quick no: where `may_begin` is false no word of the list begins; where it is
// true one may. `words_by_letter` has the few words themselves. Pure.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

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

struct first_of_word {
    constexpr char32_t operator()(const auto& w) const { return w.front(); }
};
struct last_of_word {
    constexpr char32_t operator()(const auto& w) const { return w.back(); }
};

// `Letter` says which character of a word counts. Words with the same one stay in their order, so
// that the longer of two may stand first.
template <class Word, std::size_t N, class Letter = first_of_word>
class words_by_letter {
public:
    constexpr explicit words_by_letter(const std::array<Word, N>& words, Letter letter = {})
        : words_(words), letter_(letter) {
        for (std::size_t i = 1; i < N; ++i)  // std::stable_sort is not constexpr yet
            for (std::size_t k = i; k > 0 && letter_(words_[k]) < letter_(words_[k - 1]); --k)
                std::swap(words_[k], words_[k - 1]);
        for (const auto& w : words_) {
            some_.add(letter_(w));
            for (std::size_t c = letter_(w) + 1; c < ascii_.size(); ++c) ++ascii_[c];
        }
    }

    constexpr std::span<const Word> with(char32_t c) const {
        if (c < 0x80) return {words_.begin() + ascii_[c], words_.begin() + ascii_[c + 1]};
        if (!some_.may_begin(c)) return {};
        const auto first =
            std::partition_point(words_.begin(), words_.end(), [&](const Word& w) { return letter_(w) < c; });
        auto last = first;
        while (last != words_.end() && letter_(*last) == c) ++last;
        return {first, last};
    }

private:
    std::array<Word, N> words_;  // by their letters
    Letter letter_;
    std::array<std::uint16_t, 0x81> ascii_{};  // by letter, where its words begin
    first_letters some_;
};

}  // namespace linli
