#include "gateway/data/texts_file.hpp"

#include <fmt/format.h>

#include <set>

#include "gateway/data/toml_parse.hpp"
#include "gateway/data/toml_reader.hpp"

namespace linli {
namespace {

struct entry {
    std::string text;
    std::string_view file;
    int line = 0;
};
using entries = std::map<std::string, entry, std::less<>>;

// Tables become dotted keys: [ask] what = "…" is "ask.what".
std::optional<config_error> flatten(const toml::table& table, const std::string& prefix, std::string_view file,
                                    entries& out) {
    for (const auto& [key, node] : table) {
        const auto name = prefix + std::string(key.str());
        const int line = static_cast<int>(node.source().begin.line);
        if (const auto* inner = node.as_table()) {
            if (auto wrong = flatten(*inner, name + ".", file, out)) return wrong;
        } else if (const auto text = node.value<std::string>()) {
            const auto [found, is_new] = out.try_emplace(name, entry{*text, file, line});
            if (!is_new)
                return config_error{std::string(file), line,
                                    fmt::format("{} stands in {} already", name, found->second.file)};
        } else {
            return config_error{std::string(file), line, fmt::format("{} must be a text", name)};
        }
    }
    return std::nullopt;
}

std::set<std::string> placeholders(std::string_view text) {
    std::set<std::string> out;
    for (auto open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
        const auto close = text.find('}', open);
        if (close == text.npos) break;
        out.emplace(text.substr(open + 1, close - open - 1));
    }
    return out;
}

// "en.toml", or "en" of "en/told.toml" and its like.
std::string all_of(std::span<const text_file> files) {
    const auto name = files.front().name;
    return std::string(files.size() == 1 ? name : name.substr(0, name.rfind('/')));
}

std::optional<config_error> compare(const entries& one, const entries& other, std::span<const text_file> others) {
    for (const auto& [key, e] : one) {
        const auto found = other.find(key);
        if (found == other.end())
            return config_error{std::string(e.file), e.line,
                                fmt::format("{} does not stand in {}", key, all_of(others))};
        if (placeholders(e.text) != placeholders(found->second.text))
            return config_error{std::string(e.file), e.line,
                                fmt::format("{} has other {{placeholders}} than in {}", key, found->second.file)};
    }
    return std::nullopt;
}

texts::table plain(entries from) {
    texts::table out;
    for (auto& [key, e] : from) out.emplace(key, std::move(e.text));
    return out;
}

}  // namespace

result<texts, config_error> parse_texts(std::span<const text_file> zh, std::span<const text_file> en) {
    entries read_zh, read_en;
    for (auto [files, into] : {std::pair{zh, &read_zh}, std::pair{en, &read_en}})
        for (const auto& file : files) {
            const auto parsed = parse_toml(file.toml, file.name);
            if (!parsed) return failure{parsed.error()};
            if (auto wrong = flatten(*parsed, "", file.name, *into)) return failure{*wrong};
        }
    if (auto wrong = compare(read_zh, read_en, en)) return failure{*wrong};
    if (auto wrong = compare(read_en, read_zh, zh)) return failure{*wrong};
    return texts(plain(std::move(read_zh)), plain(std::move(read_en)));
}

}  // namespace linli
