#include "adapters/described/section.hpp"

#include <algorithm>

namespace linli::adapters::described {

namespace {

std::optional<std::string> plain(const tree& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number() || value.is_boolean()) return value.dump();
    return std::nullopt;
}

}  // namespace

const tree* section::take(std::string_view key) {
    asked_.emplace_back(key);
    return member(table_, key);
}

void section::refuse(std::string_view key, std::string_view why) {
    if (problem_.empty()) problem_ = '[' + name_ + "] " + std::string(key) + ' ' + std::string(why);
}

std::string section::text(std::string_view key, std::string_view otherwise) {
    const auto* value = take(key);
    if (!value) return std::string(otherwise);
    if (auto said = plain(*value)) return *std::move(said);
    refuse(key, "must be a text");
    return {};
}

bool section::flag(std::string_view key) {
    const auto given = text(key, "false");
    if (given != "true" && given != "false") refuse(key, "must be true or false");
    return given == "true";
}

std::size_t section::one_of(std::string_view key, const std::vector<std::string_view>& words) {
    const auto given = text(key, words.front());
    const auto found = std::find(words.begin(), words.end(), given);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    std::string all;
    for (const auto word : words) all += (all.empty() ? "" : ", ") + std::string(word);
    refuse(key, "must be one of " + all);
    return 0;
}

std::vector<std::pair<std::string, std::string>> section::pairs(std::string_view key) {
    std::vector<std::pair<std::string, std::string>> out;
    const auto* value = take(key);
    if (!value) return out;
    if (!value->is_object()) refuse(key, "must be a table of texts");
    else
        for (const auto& [name, one] : value->items()) {
            auto said = plain(one);
            if (!said) refuse(key, "must hold texts only");
            out.emplace_back(name, said.value_or(""));
        }
    return out;
}

tree section::table(std::string_view key) {
    const auto* value = take(key);
    if (!value) return {};
    if (!value->is_object()) refuse(key, "must be a table");
    return *value;
}

void section::finish() {
    if (!table_.is_object()) return refuse("", "must be a table");
    for (const auto& [key, value] : table_.items()) {
        if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
        std::string known;
        for (const auto& one : asked_) known += (known.empty() ? "" : " ") + one;
        refuse(key, "is no key; there are: " + known);
    }
}

}  // namespace linli::adapters::described
