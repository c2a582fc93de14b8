#include "dialogs/understanding/teaching.hpp"

#include <algorithm>
#include <map>

#include "dialogs/understanding/models.hpp"

namespace linli {

lesson lesson_of(const signals& s, const corpus_line& line) {
    auto m = s.of(line.text);
    return {line.label, line.danger_here, std::move(m.features), std::move(m.danger_features)};
}

std::vector<lesson> lessons_of_taxonomy(const signals& s) {
    std::vector<lesson> out;
    const auto add = [&](const std::string& label, danger level, const std::vector<std::string>& phrases) {
        for (const auto& p : phrases) out.push_back(lesson_of(s, {label, level, {}, p}));
    };
    for (const auto& c : s.taxonomy().categories)
        for (const auto& sub : c.subcategories) {
            const auto level = sub.life_safety ? danger::certain : danger::none;
            add(sub.id, level, sub.phrases_zh);
            add(sub.id, level, sub.phrases_en);
        }
    for (const auto& i : s.taxonomy().intents) {
        add(std::string(intent_class) + i.id, danger::none, i.phrases_zh);
        add(std::string(intent_class) + i.id, danger::none, i.phrases_en);
    }
    for (const auto& n : s.taxonomy().red_flag_negatives) out.push_back(lesson_of(s, {"", danger::none, {}, n.text}));
    return out;
}

namespace {

// How often a message of each kind told of danger; what nobody could tell counts as half. A kind
// with few messages is taken for a calm one.
std::vector<float> danger_of_kinds(std::span<const lesson* const> lessons,
                                   const std::map<std::string, std::uint32_t>& numbers) {
    constexpr float supposed = 4;     // messages that are thought to be there already, …
    constexpr float of_these = 0.2F;  // and how many of them tell of danger
    std::vector<float> danger(numbers.size(), of_these), all(numbers.size(), supposed);
    for (const auto* l : lessons) {
        if (l->label.empty()) continue;
        const auto kind = numbers.at(l->label);
        danger[kind] += static_cast<float>(l->danger_here) / static_cast<float>(danger::certain);
        ++all[kind];
    }
    for (std::size_t i = 0; i < all.size(); ++i) danger[i] /= all[i];
    return danger;
}

}  // namespace

std::string teach(std::span<const lesson* const> lessons) {
    std::map<std::string, std::uint32_t> numbers;
    for (const auto* l : lessons)
        if (!l->label.empty()) numbers.emplace(l->label, 0);
    std::vector<std::string> names;
    for (auto& [name, number] : numbers) {
        number = static_cast<std::uint32_t>(names.size());
        names.push_back(name);
    }
    std::vector<example> kinds, danger_examples;
    for (const auto* l : lessons) {
        if (!l->label.empty()) kinds.push_back({l->features, numbers[l->label], 1});
        if (l->danger_here == danger::possible) continue;
        danger_examples.push_back({l->danger_features, l->danger_here == danger::certain, 1});
    }
    training_options of_kinds;
    training_options of_danger;
    of_kinds.step = 4;
    of_kinds.even = 0;
    of_danger.step = 3;
    of_danger.even = 0;
    const std::vector<std::string> danger_names{"calm", "danger"};
    return models::joined(train(kinds, names, of_kinds), danger_of_kinds(lessons, numbers),
                          train(danger_examples, danger_names, of_danger));
}

}  // namespace linli
