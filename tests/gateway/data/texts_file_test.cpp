#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "gateway/data/data_files.hpp"
#include "gateway/data/texts_file.hpp"
#include "tests/support/files.hpp"

using namespace linli;

namespace {

using files = std::vector<text_file>;

std::string refused(const files& zh, const files& en) {
    const auto parsed = parse_texts(zh, en);
    if (parsed) return {};
    return parsed.error().file + ":" + std::to_string(parsed.error().line) + " " + parsed.error().what;
}

}  // namespace

TEST_CASE("the sentences of a language stand in several files", "[texts]") {
    const files zh{{"zh-CN/a.toml", "hello = \"您好\""}, {"zh-CN/b.toml", "[ask]\nwhat = \"什么？{n}\""}};
    const files en{{"en.toml", "hello = \"Hello\"\n[ask]\nwhat = \"What? {n}\""}};
    const auto parsed = parse_texts(zh, en);
    REQUIRE(parsed);
    CHECK(parsed->say(language::zh, "ask.what", {{"n", "1"}}) == "什么？1");
    CHECK(parsed->say(language::en, "hello", {}) == "Hello");
}

TEST_CASE("what is missing, stands twice or has other placeholders is named by its file", "[texts]") {
    const files one{{"en/a.toml", "hello = \"Hello\""}, {"en/b.toml", "bye = \"Bye\""}};
    CHECK(refused({{"zh-CN.toml", "hello = \"您好\"\nbye = \"再见\"\nmore = \"还有\""}}, one) ==
          "zh-CN.toml:3 more does not stand in en");
    CHECK(refused({{"zh-CN.toml", "hello = \"您好\""}}, one) == "en/b.toml:1 bye does not stand in zh-CN.toml");
    CHECK(refused({{"zh-CN/a.toml", "hello = \"您好\""}, {"zh-CN/b.toml", "hello = \"您好\""}}, one) ==
          "zh-CN/b.toml:1 hello stands in zh-CN/a.toml already");
    CHECK(refused({{"zh-CN.toml", "hello = \"{name}您好\"\nbye = \"再见\""}}, one) ==
          "zh-CN.toml:1 hello has other {placeholders} than in en/a.toml");
}

TEST_CASE("a deployment's own texts are a folder, or one file, a language", "[texts]") {
    const auto folder = std::filesystem::temp_directory_path() / "linli-own-texts";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    CHECK(gateway::load_texts(folder));  // nothing of their own
    std::filesystem::copy(test::source_path("dialogs/texts/en"), folder / "en");
    CHECK(gateway::load_texts(folder));
    std::filesystem::remove(folder / "en" / "told.toml");
    CHECK_FALSE(gateway::load_texts(folder));
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(test::source_path("dialogs/texts/en")))
        all = entry.path().filename() == "intake.toml" ? test::read_file(entry.path()) + all
                                                       : all + test::read_file(entry.path());
    std::ofstream(folder / "en.toml") << all;
    CHECK(gateway::load_texts(folder));
    std::filesystem::remove_all(folder);
}
