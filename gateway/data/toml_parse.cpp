#include "gateway/data/toml_parse.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace linli {
namespace {

// Behind the quotes that open at `i`; the end of the line, or of the text, where they never close.
std::size_t behind_quotes(std::string_view text, std::size_t i) {
    const char quote = text[i];
    const bool escapes = quote == '"';
    const auto three = [&](std::size_t k) { return text.substr(k, 3) == std::string(3, quote); };
    if (three(i)) {
        for (i += 3; i < text.size(); ++i) {
            if (escapes && text[i] == '\\') {
                ++i;
            } else if (three(i)) {
                // One or two more belong to the words: """"yes"""""
                for (int more = 0; more < 2 && three(i + 1); ++more) ++i;
                return i + 3;
            }
        }
        return text.size();
    }
    for (++i; i < text.size() && text[i] != '\n'; ++i) {
        if (escapes && text[i] == '\\')
            ++i;
        else if (text[i] == quote)
            return i + 1;
    }
    return std::min(i, text.size());
}

bool plain(char c) { return (c >= ' ' && c < 0x7F) || c == '\t' || c == '\n' || c == '\r'; }

// The first sign outside of quotes and comments that is no printable ASCII. TOML has none there, but whoever
// types Chinese types "＝" and "“" easily; and toml++ 3.3 is undefined where it looks for a blank and finds "é",
// or a vertical tab behind a bracket.
std::optional<std::size_t> stray(std::string_view text) {
    for (std::size_t i = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; i < text.size();) {
        const char c = text[i];
        if (!plain(c)) return i;
        if (c == '#')
            i = std::min(text.find('\n', i), text.size());
        else if (c == '"' || c == '\'')
            i = behind_quotes(text, i);
        else
            ++i;
    }
    return std::nullopt;
}

std::string character_at(std::string_view text, std::size_t i) {
    const auto first = static_cast<unsigned char>(text[i]);
    if (first < 0x80) return fmt::format("\\x{:02x}", first);
    std::size_t end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    return std::string(text.substr(i, end - i));
}

}  // namespace

result<toml::table, config_error> parse_toml(std::string_view text, std::string_view file_name) {
    if (const auto at = stray(text)) {
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*at), '\n');
        return failure{config_error{std::string(file_name), static_cast<int>(line),
                                    fmt::format("\"{}\" stands outside of quotes; only plain signs such as = \" [ may",
                                                character_at(text, *at))}};
    }
    auto parsed = toml::parse(text, file_name);
    if (!parsed) {
        const auto& e = parsed.error();
        return failure{config_error{std::string(file_name), static_cast<int>(e.source().begin.line),
                                    std::string(e.description())}};
    }
    return std::move(parsed).table();
}

}  // namespace linli
