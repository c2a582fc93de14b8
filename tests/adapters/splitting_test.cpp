#include "adapters/splitting.hpp"

#include <catch2/catch.hpp>

#include "adapters/gsm7.hpp"
#include "adapters/utf8.hpp"

using namespace linli::adapters;
using unit = capabilities::unit;

namespace {

std::string times(std::string_view s, int n) {
    std::string out;
    for (int i = 0; i < n; ++i) out += s;
    return out;
}

// Everything but spaces and line ends, which a cut may drop.
std::string dense(std::string_view s) {
    std::string out;
    for (const char c : s)
        if (c != ' ' && c != '\n') out += c;
    return out;
}

std::string joined(const std::vector<std::string>& pieces) {
    std::string out;
    for (const auto& p : pieces) out += p;
    return out;
}

}  // namespace

TEST_CASE("the alphabet is GSM 03.38's") {
    const std::u32string base =
        U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ "
        U"!\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        U"ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    CHECK(base.size() == 127);  // and the escape
    for (const char32_t c : base) CHECK(gsm7_units(c) == 1);
    for (const char32_t c : std::u32string(U"\f^{}\\[~]|€")) CHECK(gsm7_units(c) == 2);
    int counted = 0;
    for (char32_t c = 0; c < 0x3000; ++c) counted += gsm7_units(c) > 0;
    CHECK(counted == 137);
    for (const char32_t c : std::u32string(U"`áíóúâêôãõç’‘“”–—…•\t\x1B路😀")) CHECK(gsm7_units(c) == 0);
}

TEST_CASE("parts are counted as the operators count them") {  // 3GPP TS 23.038 and 23.040
    struct row {
        std::string text;
        sms_encoding encoding;
        std::size_t units, parts;
    };
    const auto gsm = sms_encoding::gsm7;
    const auto ucs = sms_encoding::ucs2;
    const std::vector<row> rows{
        {"", gsm, 0, 1},
        {times("a", 160), gsm, 160, 1},
        {times("a", 161), gsm, 161, 2},
        {times("a", 306), gsm, 306, 2},
        {times("a", 307), gsm, 307, 3},
        {times("a", 158) + "€", gsm, 160, 1},
        {times("a", 159) + "€", gsm, 161, 2},
        {times("€", 80), gsm, 160, 1},
        {times("€", 81), gsm, 162, 2},
        {times("a", 152) + "€" + times("a", 10), gsm, 164, 2},
        {times("a", 151) + "€" + times("a", 153), gsm, 306, 2},
        {times("a", 152) + "€" + times("a", 152), gsm, 306, 3},  // the pair is not split
        {"~^{}[]\\|", gsm, 16, 1},
        {times("a", 159) + "\f", gsm, 161, 2},
        {times("a\n", 80), gsm, 160, 1},
        {"à", gsm, 1, 1},
        {"Ç", gsm, 1, 1},
        {"Ω", gsm, 1, 1},
        {"Ñ", gsm, 1, 1},
        {"á", ucs, 1, 1},
        {"ç", ucs, 1, 1},
        {"`", ucs, 1, 1},
        {"\t", ucs, 1, 1},
        {"Don’t", ucs, 5, 1},
        {"e\xCC\x81", ucs, 2, 1},
        {times("路", 70), ucs, 70, 1},
        {times("路", 71), ucs, 71, 2},
        {times("路", 134), ucs, 134, 2},
        {times("路", 135), ucs, 135, 3},
        {times("😀", 35), ucs, 70, 1},
        {times("😀", 36), ucs, 72, 2},
        {times("路", 66) + "😀" + times("路", 65), ucs, 133, 2},
        {times("路", 66) + "😀" + times("路", 66), ucs, 134, 3},
        {times("路", 66) + "👍🏽", ucs, 70, 1},
    };
    for (const auto& r : rows) {
        INFO(r.text);
        CHECK(count_sms(r.text) == sms_count{r.encoding, r.units, r.parts});
    }
}

TEST_CASE("a text that fits is one piece, an empty one none") {
    CHECK(split_text("", 10, unit::utf16).empty());
    CHECK(split_text(" \n ", 10, unit::utf16).empty());
    CHECK(split_text("0123456789", 10, unit::utf16) == std::vector<std::string>{"0123456789"});
    CHECK(split_text("😀😀😀", 6, unit::utf16).size() == 1);
    CHECK(split_text("😀😀😀", 5, unit::utf16) == std::vector<std::string>{"😀😀", "😀"});
}

TEST_CASE("cuts prefer a blank line, a line, a sentence, a word") {
    using pieces = std::vector<std::string>;
    CHECK(split_text("one two.\n\nthree four. five\nsix", 26, unit::characters) ==
          pieces{"one two.\n\nthree four. five", "six"});
    CHECK(split_text("aaaa bbbb.\n\ncccc. dddd eeee", 20, unit::characters) == pieces{"aaaa bbbb.", "cccc. dddd eeee"});
    CHECK(split_text("aaaa\nbbbb. cccc dddd", 12, unit::characters) == pieces{"aaaa\nbbbb.", "cccc dddd"});
    CHECK(split_text("v1.2 and on. Then more", 16, unit::characters) == pieces{"v1.2 and on.", "Then more"});
    CHECK(split_text("3栋电梯坏了。请尽快来人看看", 10, unit::characters) == pieces{"3栋电梯坏了。", "请尽快来人看看"});
    CHECK(split_text("aaa bbb ccc", 7, unit::characters) == pieces{"aaa bbb", "ccc"});
    CHECK(split_text("aaaaaaaaaa", 4, unit::characters) == pieces{"aaaa", "aaaa", "aa"});
}

TEST_CASE("a cut is never inside a character") {
    const std::string family = "👨‍👩‍👧";
    CHECK(split_text("xxx" + family, 5, unit::characters) == std::vector<std::string>{"xxx", family});
    CHECK(split_text("ab" + std::string("e\xCC\x81"), 3, unit::characters) ==
          std::vector<std::string>{"ab", "e\xCC\x81"});
    CHECK(split_text("🇩🇪🇫🇷", 3, unit::characters) == std::vector<std::string>{"🇩🇪", "🇫🇷"});
    // A pile of marks longer than the limit is cut between code points, not between bytes.
    const auto pieces = split_text("e" + times("\xCC\x81", 50), 10, unit::utf16);
    for (const auto& p : pieces) {
        CHECK(valid_utf8(p));
        CHECK(utf16_length(p) <= 10);
    }
    CHECK(joined(pieces) == "e" + times("\xCC\x81", 50));
}

TEST_CASE("whatever comes, every piece fits and nothing is lost") {
    const std::vector<std::string> bits{"word ",  "路", "😀", "€",        "\n\n", "a",
                                        "停水。", "x",  "é", "👍🏽", " ",    "\xFF"};
    unsigned seed = 7;
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (int i = 0; i < 120; ++i) {
            seed = seed * 1664525u + 1013904223u;
            text += bits[(seed >> 16) % bits.size()];
        }
        for (const auto u : {unit::characters, unit::utf16, unit::sms}) {
            const std::size_t max = u == unit::sms ? 1 : 40;
            const auto pieces = split_text(text, max, u);
            for (const auto& p : pieces) CHECK(length_in(p, u) <= max);
            CHECK(dense(joined(pieces)) == dense(text));
        }
    }
}

TEST_CASE("a second limit in characters holds as well") {
    for (const auto& p : split_text(times("0123456789", 400), 20, unit::sms, 1600))
        CHECK(length_in(p, unit::characters) <= 1600);
}

TEST_CASE("plain punctuation brings a text back to GSM-7") {
    CHECK(count_sms("Don’t – “worry”… now").encoding == sms_encoding::ucs2);
    CHECK(plain_punctuation("Don’t – “worry”…\xC2\xA0now") == "Don't - \"worry\"... now");
}
