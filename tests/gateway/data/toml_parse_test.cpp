// The text of TOML files: what a person gets wrong, and what only a fuzzer does.
#include "gateway/data/toml_parse.hpp"

#include <string>
#include <string_view>

#include <catch2/catch.hpp>

using namespace linli;
using namespace std::literals;

namespace {

std::string wrong(std::string_view text) {
    const auto parsed = parse_toml(text, "f");
    return parsed ? "nothing is wrong" : std::to_string(parsed.error().line) + ": " + parsed.error().what;
}

}  // namespace

TEST_CASE("a sign that is not plain ASCII is named, unless it stands in words or in a remark") {
    CHECK(wrong("[gateway]\n\nlisten ＝ \"127.0.0.1:1\"") ==
          "3: \"＝\" cannot stand here; outside of quotes only plain signs such as = \" [ may (Error while parsing "
          "key-value pair: expected '=', saw '＝')");
    for (const auto* text :
         {"[gateway]\nlisten = “127.0.0.1:1”", "\né = 1", "\n[é]", "\nx = 1 é", "\nx = [1 、2]", "\nx = \"1\"。",
          "\nx = {a = 'b'，b = 2}", "\nx　= 1", "\n\"a\"é = 1", "x = '''\n''' é", "x = \"\"\"\n\"\"\"\"\"é\""})
        CHECK_THAT(wrong(text), Catch::StartsWith("2: \"") && Catch::Contains("cannot stand here"));
    for (const auto* good : {"# 说明：＝\nx = '邻里\"' # ＝\n", "x = \"\"\"“é\"\"\"\"\" # é\n", "x = \"邻\\\"里\"\n",
                             "x = '''\\“'''\n", "\xEF\xBB\xBFx = 1\n", "x = \"\"\"\\\n  「邻」\\\n  é\"\"\"\n"})
        CHECK(wrong(good) == "nothing is wrong");
}

// Found by the fuzzer, or kin of what it found: toml++ looked for a blank where no words could be.
TEST_CASE("malformed TOML with signs beyond ASCII is a mistake with its line") {
    for (const auto text :
         {"\n\xC3\xA9"sv, "\nE2\xCD\x8C"sv, "\n[\v"sv, "\n[!"sv, "\n\t11D=09_0F2D=0_0F\"\"\"\"\xC2\xBF\x30\x39_00F"sv,
          "\nx = 1\"é\""sv, "\nx = 1.\"é\""sv, "\nx = 1é"sv, "\nx = \"\"\"\\é\"\"\""sv, "\nx = \"\"\"\\ 。\"\"\""sv,
          "\nx = \"\\é\""sv, "\nx = 1\ré"sv, "\nx = '"sv, "\nx = '''é"sv, "\n[\"é"sv, "# '\nx = é"sv})
        CHECK_THAT(wrong(text), Catch::StartsWith("2: "));
    for (const auto* text : {"\na = \"never closed\né = 1", "\na = 'never closed # é\r\n\r\n"})
        CHECK(wrong(text) == "2: quotes open on this line and do not close on it");
    for (const auto* text : {"\nx = '\xE4\xB8", "\n\xED\xA0\x80 = 1", "\n# \xE0\x80\x80"})
        CHECK(wrong(text) == "2: this is no UTF-8; save the file as UTF-8");
    for (const auto* text : {"\nx = '\U00104E2D'", "\nx = \"\\U0010D800\"", "\n# \U0010FFFF"})
        CHECK(wrong(text) == "2: signs from U+100000 on are private to this program; leave them out");
}

TEST_CASE("words and keys beyond ASCII come out of TOML as they went in, with their lines") {
    const auto parsed =
        parse_toml("'é' = 'á'\n\n['邻里'.b]\n\"、\" = [\"\\u4E2D。\", { \"\\u00e9\" = '🙂\u07FF' }]\n", "f");
    REQUIRE(parsed);
    CHECK(parsed->size() == 2);
    CHECK((*parsed)["é"].value_or(""s) == "á");
    const auto table = (*parsed)["邻里"]["b"];
    CHECK(table.node()->source().begin.line == 3);
    const auto list = table["、"];
    CHECK(list.node()->source().begin.line == 4);
    CHECK(list[0].value_or(""s) == "中。");
    CHECK(list[1]["é"].value_or(""s) == "🙂\u07FF");
    CHECK(parsed->find("邻里")->first.source().begin.line == 3);
}

TEST_CASE("a key beyond ASCII that stands twice is a mistake, however it is written") {
    CHECK_THAT(wrong("'é' = 1\n\"é\" = 2"), Catch::StartsWith("2: ") && Catch::Contains("cannot redefine"));
    CHECK(wrong("\na = [{'é' = 1, \"\\u00e9\" = 2}]") == "2: the key \"é\" stands twice, once as an escape");
}
