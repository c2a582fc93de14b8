// linli_teach TAXONOMY OUT BATCH…: teaches the reader's models while the program is built.
// Not a part of it: CMakeLists.txt runs this and embeds what it writes.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "dialogs/understanding/evaluation.hpp"
#include "gateway/data/taxonomy_file.hpp"

namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string name_of_file(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() < 3) {
        std::fputs("linli_teach TAXONOMY OUT BATCH...\n", stderr);
        return 2;
    }
    const auto t = linli::parse_taxonomy(bytes_of(words[0]), words[0]);
    if (!t) {
        std::fprintf(stderr, "%s:%d: %s\n", words[0].c_str(), t.error().line, t.error().what.c_str());
        return 1;
    }
    std::vector<linli::corpus_batch> batches;
    for (std::size_t i = 2; i < words.size(); ++i) {
        auto batch = linli::parse_batch(name_of_file(words[i]), bytes_of(words[i]));
        if (!batch) {
            std::fprintf(stderr, "%s:%d: %s\n", words[i].c_str(), batch.error().line, batch.error().what.c_str());
            return 1;
        }
        batches.push_back(*std::move(batch));
    }
    const auto model = linli::evaluation(*t, batches).models_of_all();
    std::ofstream out(words[1], std::ios::binary);
    out.write(model.data(), static_cast<std::streamsize>(model.size()));
    return out.flush() ? 0 : 1;
}
