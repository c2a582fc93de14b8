#include "gateway/config/load.hpp"

#include <algorithm>
#include <array>

#include <unistd.h>

#include <fmt/format.h>

#include "gateway/config/sections.hpp"
#include "gateway/data/read_file.hpp"
#include "gateway/data/toml_parse.hpp"

namespace linli::gateway {
namespace {

constexpr std::string_view embedded_default = "the embedded default";
constexpr std::size_t file_max = 1 << 20;  // a thousand members of staff are 100 KB

// Written alike, but for case and the hyphen that a variable's name cannot hold.
bool same_word(std::string_view key, std::string_view segment) {
    const auto plain = [](char c) {
        return c == '-' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::equal(key.begin(), key.end(), segment.begin(), segment.end(),
                      [&](char a, char b) { return plain(a) == plain(b); });
}

std::string key_for(const toml::table& table, std::string_view segment) {
    for (const auto& [key, node] : table)
        if (same_word(key.str(), segment)) return std::string(key.str());
    std::string lower(segment);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::vector<std::string_view> split(std::string_view name) {
    std::vector<std::string_view> parts;
    for (auto at = name.find("__"); at != std::string_view::npos; at = name.find("__")) {
        parts.push_back(name.substr(0, at));
        name.remove_prefix(at + 2);
    }
    parts.push_back(name);
    return parts;
}

void overlay(toml::table& root, const std::string& variable, const std::string& value, origins& from, problems& found) {
    auto parts = split(std::string_view(variable).substr(6));  // after "LINLI_"
    toml::table* table = &root;
    std::string path;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto key = key_for(*table, parts[i]);
        path += (path.empty() ? "" : ".") + key;
        if (i + 1 == parts.size()) {
            table->insert_or_assign(key, value);
            from.variables.insert_or_assign(path, variable);
            return;
        }
        if (!table->contains(key)) {
            table->insert_or_assign(key, toml::table{});
            from.variables.insert_or_assign(path, variable);
        }
        auto* next = table->get(key)->as_table();
        if (!next) {
            found.push_back(
                {"environment " + variable, fmt::format("\"{}\" is no table, so nothing in it can be set", path)});
            return;
        }
        table = next;
    }
}

// Gives the names of all, also of those with which something is wrong.
std::vector<std::string> read_channels(table_reader& root, const origins& from, problems& found,
                                       std::span<const adapters::channel_type> known, config& into) {
    std::vector<std::string> names;
    if (const auto* channels = root.table("channels")) {
        table_reader all(*channels, "channels", from, found);
        for (const auto& [name, table] : all.subtables()) {
            table_reader one(*table, "channels." + name, from, found);
            read_channel(one, name, known, from, found, into);
            names.push_back(name);
        }
    }
    const auto web = std::find_if(known.begin(), known.end(), [](const auto& type) { return type.name == "web"; });
    if (names.empty() && web != known.end()) {
        into.channels.push_back({{"web", "web", {}, {}}, web->limits});
        names.push_back("web");
    }
    return names;
}

result<config, problems> read_root(const toml::table& table, const origins& from, problems found,
                                   std::span<const adapters::channel_type> known) {
    static const toml::table nothing;
    config c;
    table_reader root(table, "", from, found);
    const auto section = [&](const char* name) {
        const auto* there = root.table(name);
        return table_reader(there ? *there : nothing, name, from, found);
    };
    auto gateway = section("gateway");
    read_gateway(gateway, c);
    auto timing = section("timing");
    read_timing(timing, c);
    auto calendar = section("calendar");
    read_calendar(calendar, c);
    auto rules = section("rules");
    read_rules(rules, c);
    const auto names = read_channels(root, from, found, known, c);
    auto community = section("community");
    read_community(community, from, found, c);
    auto staff = section("staff");
    read_staff(staff, from, names, found, c);
    const std::array<table_reader*, 6> sections{&gateway, &timing, &calendar, &rules, &community, &staff};
    const std::vector<const table_reader*> elsewhere(sections.begin(), sections.end());
    for (auto* one : sections) one->finish(elsewhere);
    root.finish(elsewhere);
    sort_by_line(found);
    if (!found.empty()) return failure{std::move(found)};
    return c;
}

}  // namespace

const channel_settings* config::find_channel(std::string_view name) const {
    for (const auto& c : channels)
        if (c.table.name == name) return &c;
    return nullptr;
}

const channel_settings* config::web() const {
    for (const auto& c : channels)
        if (c.table.type == "web") return &c;
    return nullptr;
}

problem config::at(unsigned line, std::string what) const {
    const auto name = file.empty() ? std::string(embedded_default) : file.string();
    return {line ? fmt::format("{}:{}", name, line) : name, std::move(what), line};
}

environment process_environment() {
    environment all;
    for (char** entry = ::environ; entry && *entry; ++entry) {
        const std::string_view text = *entry;
        const auto equals = text.find('=');
        if (text.starts_with("LINLI_") && equals != std::string_view::npos)
            all.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return all;
}

result<config, problems> parse_config(std::string_view text, const std::string& name, const environment& variables,
                                      std::span<const adapters::channel_type> known) {
    auto parsed = parse_toml(text, name);
    if (!parsed) return failure{problems{{fmt::format("{}:{}", name, parsed.error().line), parsed.error().what}}};
    problems found;
    origins from{name, {}};
    for (const auto& [variable, value] : variables)
        if (variable.find("__") != std::string::npos) overlay(*parsed, variable, value, from, found);
    return read_root(*parsed, from, std::move(found), known);
}

result<config, problems> load_config(const std::filesystem::path& file, const environment& variables,
                                     std::span<const adapters::channel_type> known) {
    if (file.empty()) return parse_config("", std::string(embedded_default), variables, known);
    const auto text = read_file(file, file_max);
    if (!text) return failure{problems{{"the configuration", text.error()}}};
    auto loaded = parse_config(*text, file.string(), variables, known);
    if (loaded) loaded->file = file;
    return loaded;
}

}  // namespace linli::gateway
