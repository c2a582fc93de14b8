#include "gateway/data/toml_parse.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "dialogs/understanding/text.hpp"

namespace linli {
namespace {

// toml++ 3.3 looks for blanks among letters, outside of quotes and within, and is undefined where it finds one
// from U+00A1 to U+0499 or about U+3000 (is_non_ascii_horizontal_whitespace). Above U+FEFF it is defined. So it
// reads every sign beyond ASCII as one of the last plane, which is private and refused here, and what it read or
// says of it is brought back. That holds wherever it looks, and keeps lines and columns as they are.
constexpr char32_t last_plane = 0x100000;

template <typename Move>
std::string with_each_sign(std::string_view text, Move move) {
    std::string out;
    out.reserve(text.size() + text.size() / 3);
    for (std::size_t at = 0; at < text.size();) {
        const auto from = at;
        const auto sign = next_char(text, at);
        if (sign == no_char)
            out += text.substr(from, at - from);  // toml++ cuts long words of its own
        else
            append_utf8(out, move(sign));
    }
    return out;
}

std::string raised(std::string_view text) {
    return with_each_sign(text, [](char32_t c) { return c >= 0x80 && c < 0x10000 ? c + last_plane : c; });
}

std::string lowered(std::string_view text) {
    return with_each_sign(text, [](char32_t c) { return c >= last_plane ? c - last_plane : c; });
}

// Nothing, or the key that stands twice in one table: toml++ takes "é" and "\u00e9" for two.
std::optional<toml::key> lower(toml::node& node) {
    std::optional<toml::key> twice;
    if (auto* words = node.as_string()) words->get() = lowered(words->get());
    if (auto* items = node.as_array())
        for (auto& item : *items)
            if (auto key = lower(item)) twice = std::move(key);
    auto* table = node.as_table();
    if (!table) return twice;
    std::vector<toml::key> high;
    for (auto&& [key, value] : *table) {
        if (auto deeper = lower(value)) twice = std::move(deeper);
        if (lowered(key.str()) != key.str()) high.push_back(key);
    }
    for (const auto& key : high) {
        toml::key low(lowered(key.str()), key.source());
        if (!table->insert(low, std::move(*table->get(key.str()))).second) twice = std::move(low);
        table->erase(key.str());
    }
    return twice;
}

struct place_and_why {
    std::size_t at;
    std::string_view why;
};

// What toml++ shall not see.
std::optional<place_and_why> refused(std::string_view text) {
    constexpr std::string_view is_private = "signs from U+100000 on are private to this program; leave them out";
    for (std::size_t at = 0; at < text.size();) {
        const auto from = at;
        const auto sign = next_char(text, at);
        if (sign == no_char) return place_and_why{from, "this is no UTF-8; save the file as UTF-8"};
        if (sign >= last_plane || text.substr(from).starts_with("\\U0010")) return place_and_why{from, is_private};
    }
    return std::nullopt;
}

std::string_view from_place(std::string_view text, toml::source_position place) {
    for (toml::source_index line = 1; line < place.line; ++line)
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    std::size_t at = 0;
    for (toml::source_index column = 1; column < place.column && at < text.size(); ++column) next_char(text, at);
    return text.substr(at);
}

// For a person who does not know TOML. `rest`: from where toml++ stopped; `what`: its own words.
std::string explained(std::string_view rest, std::string what) {
    if ((rest.starts_with('\n') || rest.starts_with("\r\n")) && what.find("control characters") != what.npos)
        return "quotes open on this line and do not close on it";
    std::size_t end = 0;
    if (rest.empty() || next_char(rest, end) < 0x80) return what;
    // Whoever types Chinese types "＝" and "“" easily.
    return fmt::format("\"{}\" cannot stand here; outside of quotes only plain signs such as = \" [ may ({})",
                       rest.substr(0, end), what);
}

failure<config_error> wrong(std::string_view file_name, std::size_t line, std::string what) {
    return failure{config_error{std::string(file_name), static_cast<int>(line), std::move(what)}};
}

}  // namespace

result<toml::table, config_error> parse_toml(std::string_view text, std::string_view file_name) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (const auto no = refused(text)) {
        const auto lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(no->at), '\n');
        return wrong(file_name, static_cast<std::size_t>(lines) + 1, std::string(no->why));
    }
    auto parsed = toml::parse(raised(text), file_name);
    if (!parsed) {
        const auto place = parsed.error().source().begin;
        return wrong(file_name, place.line, explained(from_place(text, place), lowered(parsed.error().description())));
    }
    if (const auto twice = lower(parsed.table()))
        return wrong(file_name, twice->source().begin.line,
                     fmt::format("the key \"{}\" stands twice, once as an escape", twice->str()));
    return std::move(parsed).table();
}

std::string_view type_name(const toml::node& value) {
    switch (value.type()) {
        case toml::node_type::string:
            return "a text";
        case toml::node_type::integer:
            return "a whole number";
        case toml::node_type::floating_point:
            return "a number with a fraction";
        case toml::node_type::boolean:
            return "true or false";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::table:
            return "a table";
        default:
            return "a date or time";
    }
}

}  // namespace linli
