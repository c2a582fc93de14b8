// Every transcript beside this file is played line by line; what the bot says, and how cases move, must
// be what the file says. LINLI_REWRITE=1 writes the files anew: the diff is the review.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/conversations/world.hpp"
#include "tests/support/files.hpp"

using namespace linli;

namespace {

// Lines that somebody does; every other line but remarks and blanks is what must follow.
bool is_done_by_somebody(const std::string& line) {
    if (line.starts_with('+') || line.starts_with('@')) return true;
    if (line.starts_with("bot") || line.starts_with("case CP-") || line.starts_with("toast@") ||
        line.starts_with(' ') || line.starts_with('#') || line == "forgotten")
        return false;
    return line.find("> ") != std::string::npos;
}

bool is_remark(const std::string& line) { return line.empty() || line.starts_with('#'); }

std::string played(const std::string& transcript) {
    test::world w;
    std::string out, line;
    std::istringstream in(transcript);
    while (std::getline(in, line)) {
        if (is_remark(line)) out += line + "\n";
        if (!is_done_by_somebody(line)) continue;
        out += line + "\n";
        for (const auto& follows : w.play(line)) out += follows + "\n";
    }
    return out;
}

}  // namespace

TEST_CASE("transcripts", "[conversations]") {
    const auto folder = test::source_path("tests/conversations");
    std::size_t count = 0;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        ++count;
        DYNAMIC_SECTION(file.filename().string()) {
            const auto expected = test::read_file(file);
            const auto actual = played(expected);
            if (std::getenv("LINLI_REWRITE"))
                std::ofstream(file) << actual;
            else
                CHECK(actual == expected);
        }
    }
    CHECK(count >= 40);
}
