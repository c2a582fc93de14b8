#include "gateway/data/texts_file.hpp"

#include <fmt/format.h>

#include <set>

#include "gateway/data/toml_parse.hpp"
#include "gateway/data/toml_reader.hpp"

namespace linli {
namespace {

struct entry {
    std::string text;
    int line = 0;
};
using entries = std::map<std::string, entry, std::less<>>;

// Tables become dotted keys: [ask] what = "…" is "ask.what".
std::optional<config_error> flatten(const toml::table& table, const std::string& prefix,
                                    std::string_view file, entries& out) {
    for (const auto& [key, node] : table) {
        const auto name = prefix + std::string(key.str());
        const int line = static_cast<int>(node.source().begin.line);
        if (const auto* inner = node.as_table()) {
            if (auto wrong = flatten(*inner, name + ".", file, out)) return wrong;
        } else if (const auto text = node.value<std::string>()) {
            out[name] = {*text, line};
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

std::optional<config_error> compare(const entries& one, const entries& other, text_file file,
                                    std::string_view other_name) {
    for (const auto& [key, e] : one) {
        const auto found = other.find(key);
        if (found == other.end())
            return config_error{std::string(file.name), e.line, fmt::format("{} does not stand in {}", key, other_name)};
        if (placeholders(e.text) != placeholders(found->second.text))
            return config_error{std::string(file.name), e.line,
                                fmt::format("{} has other {{placeholders}} than in {}", key, other_name)};
    }
    return std::nullopt;
}

texts::table plain(entries from) {
    texts::table out;
    for (auto& [key, e] : from) out.emplace(key, std::move(e.text));
    return out;
}

}  // namespace

result<texts, config_error> parse_texts(text_file zh, text_file en) {
    entries read_zh, read_en;
    for (auto [file, into] : {std::pair{zh, &read_zh}, std::pair{en, &read_en}}) {
        const auto parsed = parse_toml(file.toml, file.name);
        if (!parsed) return failure{parsed.error()};
        if (auto wrong = flatten(*parsed, "", file.name, *into)) return failure{*wrong};
    }
    if (auto wrong = compare(read_zh, read_en, zh, en.name)) return failure{*wrong};
    if (auto wrong = compare(read_en, read_zh, en, zh.name)) return failure{*wrong};
    return texts(plain(std::move(read_zh)), plain(std::move(read_en)));
}

}  // namespace linli
