#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "dialogs/ascii.hpp"
#include "gateway/config/sections.hpp"

namespace linli::gateway {
namespace {

constexpr std::size_t buildings_max = 1000;  // the largest compounds have a few hundred
constexpr std::size_t units_max = 40;        // of one building; long slabs have a dozen
constexpr std::int64_t floors_max = 200;     // higher is no dwelling
constexpr std::int64_t rooms_max = 99;       // a flat's number on its floor has two digits

using names = result<std::vector<std::string>, std::string>;

std::optional<int> whole(std::string_view digits) {
    int n = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return n;
}

std::string not_a_name(std::string_view written) {
    std::string plain;
    for (const char c : written)
        if (is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) plain += c;
    const auto meant = plain == written ? std::string() : name_in_places(plain);
    return fmt::format("\"{}\" is no name: it is a number, a letter or both, such as 3, A or B2{}", written,
                       meant.empty() ? "" : fmt::format("; did you mean \"{}\"?", meant));
}

// "1-12", "A-D", "B1-B6"
names range_of(std::string_view written, std::string_view first, std::string_view last) {
    const auto from = name_in_places(trimmed(first)), to = name_in_places(trimmed(last));
    const bool letters = from.size() == 1 && to.size() == 1 && from[0] >= 'A' && to[0] >= 'A';
    const auto head = !from.empty() && from[0] >= 'A' && !letters ? from.substr(0, 1) : std::string();
    const auto low = letters ? std::optional<int>(from[0]) : whole(std::string_view(from).substr(head.size()));
    const auto high = letters                ? std::optional<int>(to[0])
                      : to.starts_with(head) ? whole(std::string_view(to).substr(head.size()))
                                             : std::nullopt;
    if (!low || !high)
        return failure{fmt::format("\"{}\" is no range: both ends are numbers or letters, as in 1-12 or A-D", written)};
    if (*low > *high) return failure{fmt::format("\"{}\" counts down; did you mean \"{}-{}\"?", written, to, from)};
    std::vector<std::string> all;
    for (int n = *low; n <= *high; ++n)
        all.push_back(letters ? std::string(1, static_cast<char>(n)) : head + std::to_string(n));
    return all;
}

// "3", "A", "1-12", "1-3, 5, A-D"
names names_of(std::string_view text) {
    std::vector<std::string> all;
    while (true) {
        const auto comma = text.find(',');
        const auto item = trimmed(text.substr(0, comma));
        const auto dash = item.find('-');
        if (dash != item.npos) {
            auto some = range_of(item, item.substr(0, dash), item.substr(dash + 1));
            if (!some) return some;
            all.insert(all.end(), some->begin(), some->end());
        } else {
            all.push_back(name_in_places(item));
            if (all.back().empty()) return failure{not_a_name(item)};
        }
        if (comma == text.npos) return all;
        text.remove_prefix(comma + 1);
    }
}

// units = 2 is entrances 1 and 2; units = "A-C" names them.
std::vector<std::string> read_units(table_reader& t) {
    std::string text;
    t.scalar("units", text);
    if (text.empty()) return {};
    if (const auto count = whole(text)) {
        if (*count < 1 || static_cast<std::size_t>(*count) > units_max) {
            t.refuse("units", fmt::format("\"units\" must be a whole number from 1 to {}, or names such as "
                                          "\"A-C\"",
                                          units_max));
            return {};
        }
        text = "1-" + text;
    }
    auto all = names_of(text);
    if (all && all->size() <= units_max) return *std::move(all);
    t.refuse("units",
             all ? fmt::format("\"units\" names more than {} entrances", units_max) : "\"units\": " + all.error());
    return {};
}

void read_buildings(const toml::table& table, const origins& from, problems& found, config& into) {
    table_reader t(table, "community.buildings", from, found);
    building like;
    std::string text;
    t.scalar("name", text);
    like.units = read_units(t);
    std::int64_t floors = 0, rooms = 0;
    t.integer("floors", floors, 1, floors_max);
    t.integer("rooms", rooms, 1, rooms_max);
    like.floors = static_cast<int>(floors);
    like.rooms = static_cast<int>(rooms);
    t.finish();
    if (trimmed(text).empty())
        return t.refuse("name",
                        "a table of [[community.buildings]] needs \"name\", such as \"3\", \"A\" or "
                        "\"1-12\"");
    const auto all = names_of(text);
    if (!all) return t.refuse("name", "\"name\": " + all.error());
    for (const auto& name : *all) {
        if (find_building(into.buildings, name) != nullptr)
            return t.refuse("name", fmt::format("building \"{}\" is described twice", name));
        if (into.buildings.size() == buildings_max)
            return t.refuse("name", fmt::format("more than {} buildings", buildings_max));
        like.name = name;
        into.buildings.push_back(like);
    }
}

}  // namespace

void read_community(table_reader& t, const origins& from, problems& found, config& into) {
    for (const auto* one : t.tables("buildings")) read_buildings(*one, from, found, into);
}

}  // namespace linli::gateway
