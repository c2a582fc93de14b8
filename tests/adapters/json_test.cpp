#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "adapters/described/tree.hpp"
#include "adapters/json_read.hpp"
#include "adapters/json_write.hpp"
#include "adapters/utf8.hpp"

using namespace linli::adapters;

namespace {

std::string as_json(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

}  // namespace

TEST_CASE("every text comes back from the JSON that is written of it") {
    std::string all;
    for (char32_t c = 1; c < 0x3000; ++c) append_utf8(all, c);
    append_utf8(all, 0x1F600);
    all += '\0';
    CHECK(nlohmann::json::parse(as_json(all)).get<std::string>() == all);
    CHECK(as_json("a\"\\\n\x01") == R"("a\"\\\n\u0001")");
    CHECK(as_json("\xE2\x80\xA8\xE2\x80\xA9</script>") == "\"\\u2028\\u2029</script>\"");
}

TEST_CASE("bytes that are no UTF-8 are replaced, one by one") {
    for (const auto* bad : {"\xFF", "\xC0\xAF", "\xE2\x82", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80"}) {
        INFO(as_json(bad));
        CHECK_FALSE(valid_utf8(bad));
        CHECK(valid_utf8(repaired_utf8(bad)));
        CHECK(nlohmann::json::accept(as_json(bad)));
        CHECK(nlohmann::json::parse(as_json(bad)).get<std::string>() == repaired_utf8(bad));
    }
    CHECK(repaired_utf8("a\xFFz") == "a\xEF\xBF\xBDz");
    CHECK(repaired_utf8("漏水😀") == "漏水😀");
}

TEST_CASE("the writer puts its commas") {
    std::string out;
    json_writer w(out);
    w.begin('{').key("a").number(-1).key("b").begin('[').text("x").flag(true).begin('{').end('}').end(']');
    w.key("c").raw("null").end('}');
    CHECK(out == R"({"a":-1,"b":["x",true,{}],"c":null})");
}

TEST_CASE("a prefix ends at a character") {
    CHECK(prefix_within("漏水", 6) == 6);
    CHECK(prefix_within("漏水", 5) == 3);
    CHECK(prefix_within("漏水", 2) == 0);
}

TEST_CASE("JSON of strangers is bounded") {
    CHECK(parse_json(R"({"a":1})"));
    CHECK_FALSE(parse_json(R"({"a":1)"));
    CHECK_FALSE(parse_json(""));
    CHECK_FALSE(parse_json("1e999"));
    CHECK_FALSE(parse_json("\"\xFF\""));
    CHECK_FALSE(parse_json(R"("\ud800")"));
    CHECK_FALSE(parse_json("[1,2,3]", 6));
    const std::string deep(json_depth_max, '[');
    CHECK(parse_json(deep + "1" + std::string(json_depth_max, ']')));
    CHECK_FALSE(parse_json(deep + "[1]" + std::string(json_depth_max, ']')));
    CHECK_FALSE(parse_json(deep + "[[]]" + std::string(json_depth_max, ']')));
    CHECK_FALSE(parse_json(std::string(1'000'000, '[')));
}

TEST_CASE("JSON of strangers says what another library reads in it") {
    const std::string longer = "[\"" + std::string(300'000, 'x') + "\"]";
    const auto kept = parse_json("[1]");  // stays what it is, whatever is parsed after it
    for (const std::string text :
         {R"({"a":[1,-1,1.5,true,false,null,"\u6f0f水"],"b":{"c":18446744073709551615,"d":-9223372036854775808},
        "":{}})",
          "3", "{}", longer.c_str(), "[2]"}) {
        CHECK(nlohmann::json::parse(simdjson::minify(json(parse_json(text).value()))) == nlohmann::json::parse(text));
        CHECK(described::parse_tree(text) == described::tree::parse(text));
    }
    CHECK(simdjson::minify(json(kept.value())) == "[1]");
    CHECK(parse_json("\xEF\xBB\xBF{}"));
    CHECK(number_at(parse_json(R"({"twice":1,"twice":2})").value(), "twice") == 1);
    CHECK(described::parse_tree(R"({"twice":1,"twice":2})").value()["twice"] == 1);
    CHECK_FALSE(parse_json("18446744073709551616"));
}

TEST_CASE("fields are read by their type and by nothing else") {
    const auto read = parse_json(
        R"({"s":"x","n":5,"big":18446744073709551615,"neg":-9007199254740993,"f":1.5,"b":true,"o":{},"a":[],"one":[7]})");
    const json j = read.value();
    CHECK(text_at(j, "s") == "x");
    for (const auto* other : {"n", "b", "o", "a", "none"}) CHECK(text_at(j, other).empty());
    CHECK(id_at(j, "n") == "5");
    CHECK(id_at(j, "big") == "18446744073709551615");
    CHECK(id_at(j, "neg") == "-9007199254740993");
    for (const auto* other : {"s", "f", "b", "o", "none"}) CHECK(id_at(j, other).empty());
    CHECK(number_at(j, "big") == 0);
    CHECK(number_at(j, "f") == 0);
    CHECK(flag_at(j, "b"));
    CHECK_FALSE(flag_at(j, "n"));
    CHECK_FALSE(object_at(j, "a"));
    CHECK_FALSE(array_at(j, "o"));
    CHECK_FALSE(member(*member(j, "a"), "s"));
    CHECK_FALSE(first_of(array_at(j, "a")));
    CHECK_FALSE(first_of(array_at(j, "none")));
    CHECK(plain_of(*first_of(array_at(j, "one"))) == "7");
    CHECK(plain_of(*member(j, "f")) == "1.5");
    CHECK(plain_of(*member(j, "b")) == "true");
    CHECK(plain_of(*member(j, "s")) == "x");
    for (const auto* other : {"o", "a"}) CHECK_FALSE(plain_of(*member(j, other)));
}
