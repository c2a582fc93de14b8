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

void section::refuse(std::string_view key, std::string_view why) { of_.refuse(full(key), std::string(why)); }

void section::miss(std::string_view key, std::string_view what) {
    of_.add({full(key), flaw::kind::missing, std::string(what)});
}

std::string section::full(std::string_view key) const { return key.empty() ? name_ : name_ + '.' + std::string(key); }

std::string section::text(std::string_view key, std::string_view otherwise) {
    const auto* value = take(key);
    if (!value) return std::string(otherwise);
    if (auto said = plain(*value)) return *std::move(said);
    refuse(key, "must be a text");
    return std::string(otherwise);
}

bool section::flag(std::string_view key) { return one_of(key, {"false", "true"}) == 1; }

std::size_t section::one_of(std::string_view key, const std::vector<std::string_view>& words) {
    const auto given = text(key, words.front());
    const auto found = std::find(words.begin(), words.end(), given);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    of_.add({full(key), flaw::kind::wrong, {}, {words.begin(), words.end()}});
    return 0;
}

std::vector<std::pair<std::string, std::string>> section::pairs(std::string_view key) {
    std::vector<std::pair<std::string, std::string>> out;
    const auto* value = take(key);
    if (!value) return out;
    if (!value->is_object())
        refuse(key, "must be a table of texts");
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
        of_.add({full(key), flaw::kind::unknown, {}, asked_});
    }
}

}  // namespace linli::adapters::described
