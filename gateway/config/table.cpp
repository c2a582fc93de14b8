#include "gateway/config/table.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

#include <fmt/format.h>

#include "gateway/config/shown.hpp"
#include "gateway/data/toml_parse.hpp"

namespace linli::gateway {
table_reader::table_reader(const toml::table& table, std::string path, const origins& from, problems& into)
    : table_(table), path_(std::move(path)), from_(from), into_(into) {}

std::string table_reader::full(std::string_view key) const {
    return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

std::string table_reader::title() const { return path_.empty() ? "the top level" : "[" + path_ + "]"; }

// The value itself, or the innermost table on the way to it.
const toml::node& table_reader::deepest(std::string_view key) const {
    if (const auto* whole = table_.get(key)) return *whole;  // also a key that holds a point
    const toml::node* at = &table_;
    while (at->is_table()) {
        const auto name = key.substr(0, key.find('.'));
        const auto* next = at->as_table()->get(name);
        if (!next) break;
        at = next;
        key.remove_prefix(std::min(name.size() + 1, key.size()));
    }
    return *at;
}

problem table_reader::at(std::string_view key, std::string what) const {
    const auto line = deepest(key).source().begin.line;
    auto variable = from_.variables.find(full(key));
    if (line == 0 && variable == from_.variables.end()) variable = from_.variables.find(path_);
    if (variable != from_.variables.end()) return {"environment " + variable->second, std::move(what)};
    if (line == 0) return {from_.file, std::move(what)};
    return {fmt::format("{}:{}", from_.file, line), std::move(what), line};
}

bool table_reader::from_environment(std::string_view key) const { return from_.variables.contains(full(key)); }

void table_reader::refuse(std::string_view key, std::string why) {
    into_.push_back(at(key, std::move(why)));
    refused_.emplace_back(key);
}

bool table_reader::refused(std::string_view key) const {
    return std::find(refused_.begin(), refused_.end(), key) != refused_.end();
}

std::string table_reader::written(std::string_view key) const {
    const auto& node = deepest(key);
    if (const auto* words = node.as_string()) return words->get();
    if (const auto* whole = node.as_integer()) return std::to_string(whole->get());
    if (const auto* part = node.as_floating_point()) return fmt::format("{}", part->get());
    if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
    return {};
}

bool table_reader::has(std::string_view key) const { return table_.contains(key); }

const toml::node* table_reader::take(std::string_view key) {
    asked_.emplace_back(key);
    return table_.get(key);
}

std::optional<std::string> table_reader::text(std::string_view key, std::string_view example) {
    const auto* node = take(key);
    if (!node) return std::nullopt;
    if (const auto* value = node->as_string()) return value->get();
    refuse(key,
           fmt::format("\"{}\" must be a text such as {} = \"{}\", and is {}", key, key, example, type_name(*node)));
    return std::nullopt;
}

void table_reader::string(std::string_view key, std::string& into) {
    if (auto value = text(key, "…")) into = std::move(*value);
}

void table_reader::scalar(std::string_view key, std::string& into) {
    if (auto plain = written(key); !plain.empty()) {
        take(key);
        into = std::move(plain);
    } else {
        string(key, into);
    }
}

void table_reader::boolean(std::string_view key, bool& into) {
    const auto* node = take(key);
    if (!node) return;
    const bool from_variable = from_environment(key);
    if (const auto* value = node->as_boolean()) {
        into = value->get();
    } else if (const auto* word = node->as_string(); word && from_variable && *word == "true") {
        into = true;
    } else if (word && from_variable && *word == "false") {
        into = false;
    } else {
        refuse(key, fmt::format("\"{}\" must be true or false, and is {}", key, type_name(*node)));
    }
}

void table_reader::integer(std::string_view key, std::int64_t& into, std::int64_t least, std::int64_t most) {
    const auto* node = take(key);
    if (!node) return;
    std::optional<std::int64_t> given;
    if (const auto* value = node->as_integer()) {
        given = value->get();
    } else if (const auto* word = node->as_string(); word && from_environment(key)) {
        const std::string& digits = word->get();
        std::int64_t n = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
        if (error == std::errc{} && end == digits.data() + digits.size()) given = n;
    }
    if (given && *given >= least && *given <= most)
        into = *given;
    else
        refuse(key, fmt::format("\"{}\" must be a whole number from {} to {}", key, least, most));
}

void table_reader::duration(std::string_view key, span_of_time& into) {
    const auto given = text(key, "30m");
    if (!given) return;
    if (const auto value = parse_duration(*given))
        into = *value;
    else
        refuse(key, fmt::format("\"{}\" must be a duration such as 0s, 30m, 24h or 7d, and is {}", key, shown(*given)));
}

void table_reader::hours(std::string_view key, daily_hours& into) {
    const auto given = text(key, "22:00-07:00");
    if (!given) return;
    if (const auto value = parse_hours(*given))
        into = *value;
    else
        refuse(key, fmt::format("\"{}\" must be hours such as 22:00-07:00, or \"\" for none, and is {}", key,
                                shown(*given)));
}

void table_reader::rate(std::string_view key, double& into) {
    const auto given = text(key, "30/s");
    if (!given) return;
    if (const auto value = parse_rate(*given))
        into = *value;
    else
        refuse(key, fmt::format("\"{}\" must be a rate such as 30/s, 20/m or 1000/h, and is {}", key, shown(*given)));
}

void table_reader::strings(std::string_view key, std::vector<std::string>& into) {
    const auto* node = take(key);
    if (!node) return;
    if (const auto* word = node->as_string(); word && from_environment(key)) {
        into.clear();
        std::istringstream items(word->get());
        for (std::string item; std::getline(items, item, ',');) into.push_back(item);
        return;
    }
    const auto* list = node->as_array();
    if (!list) {
        refuse(key, fmt::format("\"{}\" must be a list of texts, and is {}", key, type_name(*node)));
        return;
    }
    into.clear();
    for (const auto& item : *list) {
        if (const auto* word = item.as_string())
            into.push_back(word->get());
        else
            refuse(key, fmt::format("\"{}\" must hold texts only, and holds {}", key, type_name(item)));
    }
}

const toml::table* table_reader::table(std::string_view key) {
    const auto* node = take(key);
    if (!node) return nullptr;
    if (!node->is_table()) refuse(key, fmt::format("\"{}\" must be a table, and is {}", key, type_name(*node)));
    return node->as_table();
}

std::vector<const toml::table*> table_reader::tables(std::string_view key) {
    const auto* node = take(key);
    std::vector<const toml::table*> all;
    if (!node) return all;
    const auto* list = node->as_array();
    if (!list) {
        refuse(key, fmt::format("\"{}\" must be written as [[{}]] for each", key, full(key)));
        return all;
    }
    for (const auto& item : *list) {
        if (const auto* one = item.as_table())
            all.push_back(one);
        else
            refuse(key, fmt::format("\"{}\" must hold tables only, and holds {}", key, type_name(item)));
    }
    return all;
}

std::vector<std::pair<std::string, const toml::table*>> table_reader::subtables() {
    std::vector<std::pair<std::string, const toml::table*>> all;
    for (const auto& [key, node] : table_) {
        const std::string name(key.str());
        if (const auto* one = table(name)) all.emplace_back(name, one);
    }
    return all;
}

bool table_reader::knows(std::string_view key) const {
    return std::find(asked_.begin(), asked_.end(), key) != asked_.end();
}

std::string table_reader::hint(std::string_view key, std::span<const table_reader* const> elsewhere) const {
    for (const auto* other : elsewhere)
        if (other->knows(key)) return fmt::format("; it belongs in [{}]", other->path());
    const std::vector<std::string_view> known(asked_.begin(), asked_.end());
    auto likely = meant(key, known);
    return likely.empty() && path_.empty() ? fmt::format("; there are {}", fmt::join(known, ", ")) : likely;
}

void table_reader::finish(std::span<const table_reader* const> elsewhere) {
    for (const auto& [key, node] : table_)
        if (!knows(key.str()))
            refuse(key.str(),
                   fmt::format("unknown key \"{}\" in {}{}", key.str(), title(), hint(key.str(), elsewhere)));
}

}  // namespace linli::gateway
