#include "dialogs/understanding/terms.hpp"

#include <catch2/catch.hpp>

using namespace linli;

namespace {

std::string asked(std::string_view text) {
    std::string out;
    for (const auto& w : search_words(text)) {
        if (!out.empty()) out += " | ";
        for (std::size_t i = 0; i < w.terms.size(); ++i) out += (i ? "+" : "") + w.terms[i];
        if (w.begins) out += "*";
    }
    return out;
}

}  // namespace

TEST_CASE("a run of Chinese stands as its pairs and its end", "[terms]") {
    CHECK(search_terms("厨房漏水") == "厨房 房漏 漏水 水");
    CHECK(search_terms("灯") == "灯");
    CHECK(search_terms("12栋电梯,换了XPA-1250皮带") == "12 栋电 电梯 梯 换了 了 xpa 1250 皮带 带");
    CHECK(search_terms("電梯 ＡＢ１２") == "电梯 梯 ab12");  // traditional, full-width
    CHECK(search_terms("The Lift's door") == "the lifts door");
    CHECK(search_terms("\" ' * ( ) : - ^ ; --\n\t").empty());
    CHECK(search_terms("").empty());
}

TEST_CASE("a phone number is no term, a flat is", "[terms]") {
    CHECK(search_terms("电话13800001111") == "电话 话");
    CHECK(search_terms("138 0000 1111 漏水") == "漏水 水");
    CHECK(search_terms("0571-88886666").empty());
    CHECK(search_terms("12-3-1201") == "12 3 1201");
    CHECK(search_terms("3-2-1201") == "3 2 1201");
}

TEST_CASE("a question is its words without what only holds them together", "[terms]") {
    CHECK(asked("电梯") == "电梯");
    CHECK(asked("电梯门 夹人") == "电梯+梯门 | 夹人");
    CHECK(asked("灯") == "灯*");
    CHECK(asked("12栋漏水") == "12 | 漏水");
    CHECK(asked("12号楼 2单元") == "12 | 2");
    CHECK(asked("how was the lift in tower B fixed last time") == "lift | b");
    CHECK(asked("\" OR done:* NEAR(电梯") == "done | near | 电梯");  // each between quotes
    CHECK(asked("of the").empty());
    CHECK(search_words(std::string(4000, 'x')).front().terms.front().size() == 40);
    std::string many;
    for (int i = 0; i < 100; ++i) many += "w" + std::to_string(i) + " ";
    CHECK(search_words(many).size() == search_words_max);
}

TEST_CASE("a part of a place is one term", "[terms]") {
    CHECK(place_term("b", "12") == "b12");
    CHECK(place_term("b", "A座") == "ba座");
    CHECK(place_term("r", "").empty());
    CHECK(place_term("", "water.leak") == "waterleak");
}
