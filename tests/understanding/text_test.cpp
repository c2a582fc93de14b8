#include <catch2/catch.hpp>

#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/text.hpp"
#include "tests/understanding/reading_of.hpp"

using namespace linli;

namespace {

std::string cleaned(std::string_view text, std::size_t most = 4000) {
    bool cut = false;
    const auto r = clean(text, most, cut);
    REQUIRE(r);
    return *r;
}

bool refused(std::string_view text) {
    bool cut = false;
    return !clean(text, 4000, cut);
}

}  // namespace

TEST_CASE("Text that is not UTF-8 is refused") {
    for (const std::string_view text : {"\xff", "a\x80", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                                        "\xe6\xbc", "\xf0\x9f\x98", "ok \xc3", "\xf8\x88\x80\x80\x80"}) {
        INFO(text.size());
        CHECK(refused(text));
    }
    CHECK_FALSE(refused("漏水 😀 é"));
    CHECK_FALSE(refused(""));
}

TEST_CASE("Characters that nobody sees are dropped") {
    CHECK(cleaned("a\x01\x02z\x7f") == "az");
    CHECK(cleaned("a\r\nb\rc\td") == "a\nb\nc d");
    CHECK(cleaned("\xe2\x80\xae漏水\xe2\x80\xac") == "漏水");                  // bidi override
    CHECK(cleaned("\xe2\x81\xa6x\xe2\x81\xa9\xe2\x80\x8f") == "x");            // isolates, RLM
    CHECK(cleaned("煤\xe2\x80\x8b气\xef\xbb\xbf味\xe2\x80\x8d") == "煤气味");  // zero width
    CHECK(cleaned("a\xc2\x85"
                  "b") == "a\nb");  // C1 next line
    CHECK(cleaned("a\xef\xbf\xbf"
                  "b") == "ab");  // noncharacter
    CHECK(cleaned(std::string_view("a\0b", 3)) == "ab");
}

TEST_CASE("Emoji sequences stay whole") {
    const std::string family = "👨\xe2\x80\x8d👩\xe2\x80\x8d👧";
    CHECK(cleaned(family) == family);
    CHECK(cleaned("❤\xef\xb8\x8f") == "❤\xef\xb8\x8f");
    CHECK(cleaned("3\xef\xb8\x8f\xe2\x83\xa3") == "3\xef\xb8\x8f\xe2\x83\xa3");
    CHECK(cleaned("a\xef\xb8\x8f"
                  "b") == "ab");
}

TEST_CASE("Text is composed and trimmed") {
    CHECK(cleaned("cafe\xcc\x81") == "caf\xc3\xa9");
    CHECK(cleaned("  漏水　\n") == "漏水");
    CHECK(cleaned(" \n\t ") == "");
    CHECK(cleaned("e\xe2\x80\x8b\xcc\x81") == "\xc3\xa9");  // what was dropped does not part them
}

TEST_CASE("Long text is cut between visible characters, and says so") {
    bool cut = false;
    CHECK(*clean("abcdef", 6, cut) == "abcdef");
    CHECK_FALSE(cut);
    CHECK(*clean("abcdef", 5, cut) == "abcde");
    CHECK(cut);
    CHECK(*clean("漏水了", 2, cut) == "漏水");
    CHECK(cut);
    CHECK(*clean("a👨\xe2\x80\x8d👩\xe2\x80\x8d👧", 3, cut) == "a");
    CHECK(*clean("x3\xef\xb8\x8f\xe2\x83\xa3", 2, cut) == "x");
    std::string pile = "a";  // an accent pile must not take everything with it
    for (int i = 0; i < 1000; ++i) pile += "\xcd\xa0";
    CHECK(count_chars(*clean(pile, 500, cut)) > 400);
    const std::string huge(100'000, 'x');
    CHECK(clean(huge, 4000, cut)->size() == 4000);
    CHECK(cut);
}

TEST_CASE("Folding gives one spelling to what means the same") {
    const std::vector<spelling> spellings{{"点梯", "电梯"}, {"dianti", "电梯"}, {"u", "you"}, {"huai le", "坏了"}};
    const auto of = [&](const char* text) { return fold(text, spellings); };
    CHECK(of("電梯") == "电梯");
    CHECK(of("ＡＢＣ１２３！") == "abc123!");
    CHECK(of("Don't STOP") == "dont stop");
    CHECK(of("it’s") == "its");
    CHECK(of("点梯坏了") == "电梯坏了");
    CHECK(of("DianTi huai  le") == "电梯 坏了");
    CHECK(of("dianti2") == "dianti2");
    CHECK(of("can u hurry, bus") == "can you hurry, bus");
    CHECK(of("漏水。") == "漏水.");
    CHECK(of("③") == "3");
    CHECK(of("樓道沒燈") == "楼道没灯");
}

TEST_CASE("What was folded can be quoted as it was written") {
    const folder f(std::vector<spelling>{{"dianti", "电梯"}});
    const auto text = f.fold("3棟 DianTi 壞了");
    CHECK(text.words(0, text.size()) == "3棟 DianTi 壞了");
    const auto at = text.chars.find(U"电梯");
    REQUIRE(at != std::u32string::npos);
    CHECK(text.words(at, at + 2) == "DianTi");
}

TEST_CASE("Hostile texts are read without harm") {
    std::string emoji;
    for (int i = 0; i < 3000; ++i) emoji += "😀";
    std::string flags;
    for (int i = 0; i < 5000; ++i) flags += "着火了 3栋 没有";
    std::string digits(100'000, '1');
    std::string rtl = "مرحبا هناك تسرب مياه";
    std::string letters;
    for (int i = 0; i < 20'000; ++i) letters += "b 1-";
    for (const auto& text : {emoji, flags, digits, rtl, letters, std::string("\n\n\n"), std::string("&|!*")}) {
        const auto r = test::the_reader().read(text, language::en);  // not even cut
        CHECK(r.guesses.size() <= 4);
        CHECK(r.codes.size() <= 8);
        CHECK(r.phone == "");
    }
    CHECK(test::reading_of(emoji, language::en).language == language::en);
    CHECK(test::reading_of(flags).life_safety == danger::certain);
    CHECK(test::reading_of(rtl).life_safety == danger::none);
}
