// One table of a description, read key by key; what is wrong with it is told to the channel's reader.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/config_values.hpp"
#include "adapters/described/tree.hpp"

namespace linli::adapters::described {

class section {
public:
    section(const tree& table, std::string name, channel_reader& of) : table_(table), name_(std::move(name)), of_(of) {}

    bool has(std::string_view key) const { return member(table_, key) != nullptr; }
    // A text, or a number or truth value as text.
    std::string text(std::string_view key, std::string_view otherwise = {});
    bool flag(std::string_view key);
    // One of `words`, the first where the key is absent; its place among them.
    std::size_t one_of(std::string_view key, const std::vector<std::string_view>& words);
    std::vector<std::pair<std::string, std::string>> pairs(std::string_view key);
    // A table of any depth, or nothing.
    tree table(std::string_view key);

    void refuse(std::string_view key, std::string_view why);
    // For a key that must be there, or as things are.
    void miss(std::string_view key, std::string_view what = {});
    // Every key that nobody asked for is a mistake.
    void finish();

private:
    const tree* take(std::string_view key);
    std::string full(std::string_view key) const;

    const tree& table_;
    std::string name_;
    channel_reader& of_;
    std::vector<std::string> asked_;
};

}  // namespace linli::adapters::described
