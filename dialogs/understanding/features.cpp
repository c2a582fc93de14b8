#include "dialogs/understanding/features.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace linli {
namespace {

// What each kind of piece weighs before training: how much it tells beyond its parts.
constexpr float weight_of_one = 0.5F;  // a single Chinese character says little
constexpr float weight_of_two = 1.F;
constexpr float weight_of_three = 0.7F;
constexpr float weight_of_gap = 0.5F;  // two characters with another one between
constexpr float weight_of_word = 1.2F;
constexpr float weight_of_words = 0.8F;    // two Latin words in a row
constexpr float weight_of_letters = 0.4F;  // a few letters of a word
constexpr float weight_of_mark = 0.4F;
constexpr float weight_of_edge = 0.5F;    // how the message begins and ends
constexpr std::size_t longest_word = 32;  // letters that are looked at; no word is longer

constexpr std::uint64_t seed = 0xCBF29CE484222325ULL;
constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t c) { return (hash ^ c) * 0x100000001B3ULL; }
// The kinds of pieces have hashes of their own.
constexpr std::uint64_t han = mix(seed, 1), gap = mix(seed, 2), word = mix(seed, 3), letters = mix(seed, 4),
                        mark = mix(seed, 5), first = mix(seed, 6), last = mix(seed, 7), size = mix(seed, 8);

// FNV leaves the upper bits poor where little was mixed in; the model's table uses both halves.
constexpr std::uint64_t finished(std::uint64_t h) {
    h ^= h >> 33;
    h *= 0xFF51AFD7ED558CCDULL;
    return h ^ (h >> 33);
}

// The end of a Latin word without its commonest endings: leaks, leaked, leaking are leak, dripping is
// drip, batteries are batter as battery is.
std::size_t stem_end(const std::u32string& s, std::size_t begin, std::size_t end) {
    const auto ends = [&](std::u32string_view tail) {
        return end - begin > tail.size() + 2 && s.compare(end - tail.size(), tail.size(), tail) == 0;
    };
    const auto undoubled = [&](std::size_t e) {
        const bool twice = e - begin > 3 && s[e - 1] == s[e - 2] && s[e - 1] != U'l' && s[e - 1] != U's';
        return twice ? e - 1 : e;
    };
    if (ends(U"ies") || ends(U"ied")) return end - 3;
    if (ends(U"ing")) return undoubled(end - 3);
    if (ends(U"ed")) return undoubled(end - 2);
    if (ends(U"es")) return end - 2;
    if (ends(U"s") || (ends(U"y") && end - begin > 4) || (ends(U"e") && end - begin > 3)) return end - 1;
    return end;
}

bool before(const feature& a, const feature& b) { return a.hash != b.hash ? a.hash < b.hash : a.weight > b.weight; }

// Hashes are spread evenly, so their first bits alone bring each feature near to its place.
void sort_by_hash(std::vector<feature>& features) {
    constexpr int bits = 8;
    constexpr std::size_t many = 1000;  // features; with more the buckets are no longer small
    if (features.size() > many) {
        std::sort(features.begin(), features.end(), before);
        return;
    }
    const auto bucket_of = [](const feature& f) { return f.hash >> (64 - bits); };
    std::array<std::uint32_t, (1 << bits) + 1> begin{};
    for (const auto& f : features) ++begin[bucket_of(f) + 1];
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    std::vector<feature> sorted(features.size());
    for (const auto& f : features) sorted[begin[bucket_of(f)]++] = f;
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        const auto f = sorted[i];
        std::size_t k = i;
        for (; k > 0 && before(f, sorted[k - 1]); --k) sorted[k] = sorted[k - 1];
        sorted[k] = f;
    }
    features.swap(sorted);
}

class cutter {
public:
    cutter(const folded& text, std::vector<feature>& out) : s_(text.chars), out_(out) {}

    void run() {
        for (std::size_t i = 0; i < s_.size();) {
            if (is_letter(s_[i])) {
                i = latin(i);
            } else {
                if (is_han(s_[i]))
                    chinese(i);
                else if (s_[i] == U'?' || s_[i] == U'!')
                    put(mix(mark, s_[i]), weight_of_mark);
                ++i;
            }
        }
        edges();
        put(mix(size, size_class()), weight_of_edge);
    }

private:
    void put(std::uint64_t hash, float weight) { out_.push_back({finished(hash), weight}); }

    void chinese(std::size_t i) {
        before_ = 0;
        ++units_;
        const auto one = mix(han, s_[i]);
        put(one, weight_of_one);
        const bool second = i + 1 < s_.size() && is_han(s_[i + 1]);
        const bool third = i + 2 < s_.size() && is_han(s_[i + 2]);
        if (second) put(mix(one, s_[i + 1]), weight_of_two);
        if (second && third) put(mix(mix(one, s_[i + 1]), s_[i + 2]), weight_of_three);
        if (third) put(mix(mix(gap, s_[i]), s_[i + 2]), weight_of_gap);
    }

    std::size_t latin(std::size_t begin) {
        std::size_t end = begin;
        while (end < s_.size() && is_word(s_[end])) ++end;
        const auto stop = std::min(stem_end(s_, begin, end), begin + longest_word);
        std::uint64_t hash = word;
        for (auto k = begin; k < stop; ++k) hash = mix(hash, s_[k]);
        put(hash, weight_of_word);
        if (before_ != 0) put(before_ * 31 + hash, weight_of_words);
        before_ = hash;
        units_ += 2;
        pieces(begin, std::min(end, begin + longest_word));
        return end;
    }

    // Three and four letters, the word's borders counting as a letter.
    void pieces(std::size_t begin, std::size_t end) {
        const auto at = [&](std::size_t k) -> std::uint64_t {
            return k == 0 || k > end - begin ? 1 : s_[begin + k - 1];
        };
        const std::size_t length = end - begin + 2;
        for (std::size_t k = 0; k + 3 <= length; ++k) {
            auto hash = mix(mix(mix(letters, at(k)), at(k + 1)), at(k + 2));
            put(hash, weight_of_letters);
            if (k + 4 <= length) put(mix(hash, at(k + 3)), weight_of_letters);
        }
    }

    void edges() {
        constexpr std::u32string_view blank = U" .,!?;:\n\"~()[]\uFFFC";
        const std::u32string_view all = s_;
        const auto begin = all.find_first_not_of(blank);
        if (begin == all.npos) return;
        const auto end = all.find_last_not_of(blank) + 1;
        put(mix(mix(first, all[begin]), begin + 1 < end ? all[begin + 1] : 0), weight_of_edge);
        put(mix(mix(last, all[end - 1]), end > begin + 1 ? all[end - 2] : 0), weight_of_edge);
    }

    std::uint64_t size_class() const {
        std::uint64_t c = 0;
        for (std::size_t n = units_; n > 1; n /= 2) ++c;
        return c;
    }

    const std::u32string& s_;
    std::vector<feature>& out_;
    std::uint64_t before_ = 0;  // the Latin word before
    std::size_t units_ = 0;     // Chinese characters, and two for a word
};

}  // namespace

void cut(const folded& text, std::vector<feature>& out) { cutter(text, out).run(); }

feature named(std::string_view kind, std::string_view name, float weight) {
    std::uint64_t hash = mix(seed, 9);
    for (const char c : kind) hash = mix(hash, static_cast<unsigned char>(c));
    hash = mix(hash, ':');
    for (const char c : name) hash = mix(hash, static_cast<unsigned char>(c));
    return {finished(hash), weight};
}

void settle(std::vector<feature>& features) {
    sort_by_hash(features);
    features.erase(std::unique(features.begin(), features.end(),
                               [](const feature& a, const feature& b) { return a.hash == b.hash; }),
                   features.end());
    float square = 0;
    for (const auto& f : features) square += f.weight * f.weight;
    if (square <= 0) return;
    const float scale = 1 / std::sqrt(square);
    for (auto& f : features) f.weight *= scale;
}

}  // namespace linli
