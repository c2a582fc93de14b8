// Reads a message with the community's real taxonomy, as the program does.
#pragma once

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "dialogs/understanding/reader.hpp"
#include "dialogs/understanding/text.hpp"
#include "gateway/data/data_files.hpp"
#include "gateway/data/taxonomy_file.hpp"

namespace linli::test {

inline std::string taxonomy_text() {
    std::ifstream file(LINLI_SOURCE_DIR "/dialogs/texts/taxonomy.toml");
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

inline const taxonomy& the_taxonomy() {
    static const taxonomy t = [] {
        auto parsed = parse_taxonomy(taxonomy_text(), "taxonomy.toml");
        if (!parsed) FAIL(parsed.error().file << ":" << parsed.error().line << ": " << parsed.error().what);
        return *std::move(parsed);
    }();
    return t;
}

inline const reader& the_reader() {
    static const reader r(the_taxonomy(), gateway::embedded_model());
    return r;
}

inline reading reading_of(std::string_view text, language hint = language::zh) {
    bool cut = false;
    const auto clean_text = clean(text, 4000, cut);
    REQUIRE(clean_text);
    return the_reader().read(*clean_text, hint);
}

inline std::string best(const reading& r) {
    return r.guesses.empty() ? std::string("none") : r.guesses.front().category;
}

}  // namespace linli::test
