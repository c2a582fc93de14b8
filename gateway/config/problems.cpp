#include "gateway/config/problems.hpp"

#include <algorithm>

#include "gateway/data/closest_word.hpp"

namespace linli::gateway {
std::string to_text(const problems& found) {
    std::string text;
    for (const auto& p : found) text += p.where + ": " + p.what + "\n";
    return text;
}

void sort_by_line(problems& found) { std::ranges::stable_sort(found, {}, &problem::line); }

std::string on_line(unsigned line) { return line ? " (line " + std::to_string(line) + ")" : ""; }

std::string meant(std::string_view given, std::span<const std::string_view> known) {
    const auto word = closest_word(given, known);
    return word.empty() ? std::string() : "; did you mean \"" + std::string(word) + "\"?";
}

}  // namespace linli::gateway
