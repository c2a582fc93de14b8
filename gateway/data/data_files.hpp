// The data that a manager edits: texts and taxonomy, embedded in the program; a folder of the deployment's own
// (`texts_dir`) may replace the sentences of a language, `zh-CN` and `en` (a folder of .toml files each, or the one
// file zh-CN.toml), and taxonomy.toml.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "dialogs/result.hpp"
#include "dialogs/taxonomy.hpp"
#include "dialogs/texts.hpp"
#include "dialogs/understanding/corpus.hpp"
#include "gateway/config/problems.hpp"

namespace linli::gateway {

// What replaces a language must hold every one of its texts, with the same placeholders.
result<texts, problems> load_texts(const std::filesystem::path& folder);
result<taxonomy, problems> load_taxonomy(const std::filesystem::path& folder);

// A file that was built into the program: "texts/taxonomy.toml". Throws std::out_of_range on a bug.
std::string_view embedded_data(std::string_view path);

// The models that the reader was taught when the program was built, and what it was taught on.
std::string_view embedded_model();
std::vector<corpus_batch> embedded_corpus();

// Where `linli classify --learn` puts what it has learned, inside the data folder.
inline constexpr std::string_view learned_model = "understanding.model";

// The learned models of a deployment, else the embedded ones.
class model_bytes {
public:
    std::string_view bytes() const { return own_.empty() ? embedded_model() : own_; }
    bool learned() const { return !own_.empty(); }

private:
    friend model_bytes model_of(const std::filesystem::path& data_dir);
    std::string own_;
};
// Bytes that are no models (another version of the program wrote them) are passed over.
model_bytes model_of(const std::filesystem::path& data_dir);

}  // namespace linli::gateway
