#include "gateway/data/closest_word.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace linli {
namespace {

// How many letters must be added, dropped, changed or swapped with their neighbour.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(now);
    }
    return last[b.size()];
}

}  // namespace

std::string_view closest_word(std::string_view word, std::span<const std::string_view> known) {
    constexpr std::size_t longest = 64;  // a longer word is no slip of the finger
    if (word.size() > longest) return {};
    std::string_view best;
    std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const auto k : known) {
        if (const auto d = distance(word, k); d < least && d < k.size()) {
            least = d;
            best = k;
        }
    }
    if (!best.empty()) return best;
    for (const auto k : known)  // "sla_human_ack" for "human_ack"
        if (word.size() > 3 && k.size() > 3 && (k.find(word) != k.npos || word.find(k) != k.npos)) return k;
    return {};
}

}  // namespace linli
