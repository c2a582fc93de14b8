#include "gateway/data/data_files.hpp"

#include <fstream>
#include <iterator>
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

source find(const std::filesystem::path& folder, const std::string& name) {
    const auto path = folder / name;
    if (std::ifstream in(path, std::ios::binary); !folder.empty() && in)
        return {path.string(), {std::istreambuf_iterator<char>(in), {}}, true};
    return {"the embedded " + name, std::string(embedded_data("texts/" + name)), false};
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
    const auto zh = find(folder, "zh-CN.toml");
    const auto en = find(folder, "en.toml");
    if (zh.own || en.own) {  // what the program says must be there: the embedded file knows
        const auto needed = find({}, "zh-CN.toml");
        const auto& own = zh.own ? zh : en;
        if (auto checked = parse_texts({needed.name, needed.text}, {own.name, own.text}); !checked)
            return failure{as_problems(checked.error())};
    }
    auto parsed = parse_texts({zh.name, zh.text}, {en.name, en.text});
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
