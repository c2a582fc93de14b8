#include "adapters/rendering.hpp"

#include <catch2/catch.hpp>

#include "adapters/gsm7.hpp"

using namespace linli;
using namespace linli::adapters;

namespace {

outgoing question(std::string text, std::vector<std::string> labels) {
    outgoing m;
    m.text = std::move(text);
    int digit = 0;
    for (auto& label : labels) {
        ++digit;
        m.choices.push_back({digit, std::move(label), "q:" + std::to_string(digit)});
    }
    return m;
}

capabilities sms() {
    capabilities can;
    can.text_max = 6;
    can.count = capabilities::unit::sms;
    return can;
}

capabilities chat() {
    capabilities can;
    can.buttons_max = 12;
    can.button_text_max = 20;
    can.photos = true;
    return can;
}

}  // namespace

TEST_CASE("on a plain phone choices stand behind the question") {  // conversations/sms-en.txt
    const auto r = render(question("Is anyone inside?", {"No", "Yes", "Don't know"}), sms());
    CHECK(r.text == "Is anyone inside? 1 No 2 Yes 3 Don't know");
    CHECK(r.buttons.empty());
    CHECK(count_sms(r.text) == sms_count{sms_encoding::gsm7, 41, 1});
}

TEST_CASE("choices after a text of several lines, or that begin with digits, have lines") {
    CHECK(render(question("Send this?\nLift, B.", {"Yes", "Change"}), sms()).text ==
          "Send this?\nLift, B.\n1 Yes 2 Change");
    CHECK(render(question("Which?", {"3-2-1101", "Other"}), sms()).text == "Which?\n1 3-2-1101\n2 Other");
}

TEST_CASE("where there are buttons the text has no digits") {
    const auto asked = question("是吗?", {"是", "不是"});
    const auto r = render(asked, chat());
    CHECK(r.text == "是吗?");
    REQUIRE(r.buttons.size() == 1);
    CHECK(r.buttons[0][1].label == "不是");
    CHECK(r.buttons[0][1].data == "q:2");
}

TEST_CASE("buttons that do not fit become lines, all of them") {
    auto can = chat();
    can.buttons_max = 2;
    CHECK(render(question("?", {"a", "b", "c"}), can).text == "?\n1 a\n2 b\n3 c");
    CHECK(render(question("?", {"a", "a label that is too long"}), chat()).text ==
          "?\n1 a\n2 a label that is too long");
    auto m = question("?", {"a"});
    m.choices[0].data = std::string(65, 'x');
    CHECK(render(m, chat()).buttons.empty());
    CHECK(render(question("?", {"a"}), chat(), false).text == "?\n1 a");
}

TEST_CASE("choices without words are still readable") {
    const auto r = render(question("", {"是", "不是"}), chat());
    CHECK(r.text == "1 是\n2 不是");
    CHECK(r.parts.size() == 1);
}

TEST_CASE("photos are carried or fall away") {
    outgoing m;
    m.text = "done";
    m.photos.resize(2);
    CHECK(render(m, chat()).photos == 2);
    CHECK(render(m, sms()).photos == 0);
}

TEST_CASE("short labels share a row, wide ones count double") {
    const auto narrow = question("", {"1", "2", "3", "4", "5", "6"});
    const auto rows = button_rows(narrow.choices);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].size() == 5);
    CHECK(rows[1].front().label == "6");
    const auto labels = question("", {"公共区域照明", "电梯运行异常", "门"});
    const auto wide = button_rows(labels.choices);
    REQUIRE(wide.size() == 2);
    CHECK(wide[0].size() == 1);
    CHECK(wide[1].size() == 2);
    CHECK(button_rows({}).empty());
}
