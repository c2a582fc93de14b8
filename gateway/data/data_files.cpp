#include "gateway/data/data_files.hpp"

#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <stdexcept>

#include <fmt/format.h>

#include "dialogs/embedded.hpp"
#include "dialogs/understanding/models.hpp"
#include "gateway/data/taxonomy_file.hpp"
#include "gateway/data/texts_file.hpp"

namespace linli::gateway {

std::span<const embedded_file> data_files();  // generated (CMakeLists.txt, linli_embed)
std::span<const embedded_file> taught_files();

namespace {

struct source {
    std::string name;  // stands in the problems
    std::string text;
    bool own = false;  // of the deployment
};

std::optional<source> read_own(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    return source{path.string(), {std::istreambuf_iterator<char>(in), {}}, true};
}

source find(const std::filesystem::path& folder, const std::string& name) {
    if (!folder.empty())
        if (auto own = read_own(folder / name)) return *std::move(own);
    return {"the embedded " + name, std::string(embedded_data("texts/" + name)), false};
}

std::vector<source> embedded_sentences(const std::string& language) {
    std::vector<source> all;
    for (const auto& file : data_files())
        if (file.path.starts_with("texts/" + language + "/"))
            all.push_back({"the embedded " + std::string(file.path.substr(6)), std::string(file.bytes), false});
    return all;
}

// Of one language: `zh-CN.toml`, or all of the folder `zh-CN`, or what is embedded.
std::vector<source> sentences(const std::filesystem::path& folder, const std::string& language) {
    if (folder.empty()) return embedded_sentences(language);
    if (auto own = read_own(folder / (language + ".toml"))) return {*std::move(own)};
    std::vector<source> all;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder / language, none))
        if (entry.path().extension() == ".toml")
            if (auto own = read_own(entry.path())) all.push_back(*std::move(own));
    return all.empty() ? embedded_sentences(language) : all;
}

std::vector<text_file> as_files(const std::vector<source>& all) {
    std::vector<text_file> out;
    for (const auto& one : all) out.push_back({one.name, one.text});
    return out;
}

problems as_problems(const config_error& e) {
    return {{e.line ? fmt::format("{}:{}", e.file, e.line) : e.file, e.what}};
}

}  // namespace

std::string_view embedded_model() { return taught_files().front().bytes; }

model_bytes model_of(const std::filesystem::path& data_dir) {
    model_bytes m;
    std::ifstream in(data_dir / learned_model, std::ios::binary);
    if (!in) return m;
    m.own_.assign(std::istreambuf_iterator<char>(in), {});
    if (!models::from(m.own_)) m.own_.clear();
    return m;
}

std::vector<corpus_batch> embedded_corpus() {
    constexpr std::string_view folder = "corpus/";
    std::vector<corpus_batch> all;
    for (const auto& file : data_files()) {
        if (!file.path.starts_with(folder)) continue;
        auto batch = parse_batch(file.path.substr(folder.size()), file.bytes);
        if (!batch) throw std::logic_error(std::string(file.path) + ": " + batch.error().what);
        all.push_back(*std::move(batch));
    }
    return all;
}

std::string_view embedded_data(std::string_view path) {
    for (const auto& file : data_files())
        if (file.path == path) return file.bytes;
    throw std::out_of_range("not embedded: " + std::string(path));
}

result<texts, problems> load_texts(const std::filesystem::path& folder) {
    const auto zh = sentences(folder, "zh-CN");
    const auto en = sentences(folder, "en");
    if (zh.front().own || en.front().own) {  // what the program says must be there: the embedded files know
        const auto needed = sentences({}, "zh-CN");
        const auto& own = zh.front().own ? zh : en;
        if (auto checked = parse_texts(as_files(needed), as_files(own)); !checked)
            return failure{as_problems(checked.error())};
    }
    auto parsed = parse_texts(as_files(zh), as_files(en));
    if (!parsed) return failure{as_problems(parsed.error())};
    return *std::move(parsed);
}

result<taxonomy, problems> load_taxonomy(const std::filesystem::path& folder) {
    const auto file = find(folder, "taxonomy.toml");
    auto parsed = parse_taxonomy(file.text, file.name);
    if (!parsed) return failure{as_problems(parsed.error())};
    return *std::move(parsed);
}

}  // namespace linli::gateway
