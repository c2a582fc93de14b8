#include "gateway/config/problems.hpp"

#include <algorithm>
#include <numeric>

namespace linli::gateway {
namespace {

// Optimal string alignment distance: a swap of neighbours counts once, as it does for fingers.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t differs = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + differs});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

}  // namespace

std::string to_text(const problems& found) {
    std::string text;
    for (const auto& p : found) text += p.where + ": " + p.what + "\n";
    return text;
}

void sort_by_line(problems& found) { std::ranges::stable_sort(found, {}, &problem::line); }

std::string meant(std::string_view given, std::span<const std::string_view> known) {
    const auto word = nearest(given, known);
    return word.empty() ? std::string() : "; did you mean \"" + std::string(word) + "\"?";
}

std::string_view nearest(std::string_view given, std::span<const std::string_view> known) {
    constexpr std::size_t longest = 64;  // no key of ours is that long, and the distance costs its square
    if (given.size() > longest) return {};
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, given.size() / 3) + 1;
    for (const auto word : known) {
        const auto d = distance(given, word);
        if (d < best_distance) {
            best = word;
            best_distance = d;
        }
    }
    return best;
}

}  // namespace linli::gateway
