#include "gateway/data/texts_file.hpp"

#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "dialogs/embedded.hpp"

namespace linli::gateway {

std::span<const embedded_file> data_files();  // generated (CMakeLists.txt, linli_embed)

namespace {

struct sentence {
    std::string text;
    unsigned line = 0;
};
using sentences = std::map<std::string, sentence, std::less<>>;

void flatten(const toml::table& table, const std::string& path, const std::string& file,
             sentences& into, problems& found) {
    for (const auto& [key, node] : table) {
        const auto full = path + std::string(key.str());
        const auto line = node.source().begin.line;
        if (const auto* below = node.as_table())
            flatten(*below, full + ".", file, into, found);
        else if (const auto* text = node.as_string())
            into.emplace(full, sentence{text->get(), line});
        else
            found.push_back({fmt::format("{}:{}", file, line), fmt::format("\"{}\" must be a text", full)});
    }
}

sentences parse(const texts_source& source, problems& found) {
    sentences all;
    const auto parsed = toml::parse(source.toml);
    if (!parsed)
        found.push_back({fmt::format("{}:{}", source.name, parsed.error().source().begin.line),
                         std::string(parsed.error().description())});
    else
        flatten(parsed.table(), "", source.name, all, found);
    return all;
}

std::set<std::string> placeholders(std::string_view text) {
    std::set<std::string> all;
    for (auto open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
        const auto close = text.find('}', open);
        if (close == text.npos) break;
        all.emplace(text.substr(open + 1, close - open - 1));
    }
    return all;
}

// What `mine` lacks of `other`, or says with other placeholders.
void compare(const sentences& mine, const std::string& my_name, const sentences& other,
             const std::string& other_name, bool also_placeholders, problems& found) {
    std::vector<std::string_view> known;
    for (const auto& [key, value] : mine) known.push_back(key);
    for (const auto& [key, theirs] : other) {
        const auto ours = mine.find(key);
        if (ours == mine.end()) {
            const auto meant = nearest(key, known);
            found.push_back({my_name, fmt::format("the text \"{}\" is missing ({} has it in line {}){}", key,
                                                  other_name, theirs.line,
                                                  meant.empty() || other.contains(meant)
                                                      ? ""
                                                      : fmt::format("; is it \"{}\"?", meant))});
            continue;
        }
        const auto wanted = placeholders(theirs.text);
        const auto given = placeholders(ours->second.text);
        if (also_placeholders && wanted != given)
            found.push_back({fmt::format("{}:{}", my_name, ours->second.line),
                             fmt::format("\"{}\" has the placeholders {{{}}}, and {} has {{{}}}", key,
                                         fmt::join(given, "} {"), other_name, fmt::join(wanted, "} {"))});
    }
}

texts::table table_of(const sentences& all) {
    texts::table table;
    for (const auto& [key, s] : all) table.emplace(key, s.text);
    return table;
}

std::string read_whole(const std::filesystem::path& file, problems& found) {
    std::ifstream in(file, std::ios::binary);
    if (!in) found.push_back({file.string(), "the file cannot be read"});
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

std::string_view embedded_data(std::string_view path) {
    for (const auto& file : data_files())
        if (file.path == path) return file.bytes;
    throw std::out_of_range("not embedded: " + std::string(path));
}

result<texts, problems> parse_texts(const texts_source& zh, const texts_source& en) {
    problems found;
    const auto chinese = parse(zh, found);
    const auto english = parse(en, found);
    if (!found.empty()) return failure{std::move(found)};
    compare(english, en.name, chinese, zh.name, true, found);
    compare(chinese, zh.name, english, en.name, false, found);
    if (!found.empty()) return failure{std::move(found)};
    return texts(table_of(chinese), table_of(english));
}

result<texts, problems> load_texts(const std::filesystem::path& folder) {
    const texts_source zh{"the embedded zh-CN.toml", std::string(embedded_data("texts/zh-CN.toml"))};
    const texts_source en{"the embedded en.toml", std::string(embedded_data("texts/en.toml"))};
    if (folder.empty()) return parse_texts(zh, en);
    problems found;
    const auto file = [&](const char* name) {
        const auto path = folder / name;
        return texts_source{path.string(), read_whole(path, found)};
    };
    const auto own_zh = file("zh-CN.toml");
    const auto own_en = file("en.toml");
    if (!found.empty()) return failure{std::move(found)};
    // What the program says must be there: the embedded files know.
    const auto needed = parse(zh, found);
    const auto given = parse(own_zh, found);
    compare(given, own_zh.name, needed, zh.name, true, found);
    compare(needed, zh.name, given, own_zh.name, false, found);
    if (!found.empty()) return failure{std::move(found)};
    return parse_texts(own_zh, own_en);
}

}  // namespace linli::gateway
