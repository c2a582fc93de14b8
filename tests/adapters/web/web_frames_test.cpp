#include "adapters/web/web_frames.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace linli;
using namespace linli::adapters::web;
using nlohmann::json;

namespace {

const std::string hash(64, 'a');

std::string refused(const std::string& text) {
    const auto frame = read_frame(text);
    return frame ? "read" : frame.error().why;
}

template <class T>
T read(const std::string& text) {
    auto frame = read_frame(text);
    REQUIRE(frame);
    REQUIRE(std::holds_alternative<T>(*frame));
    return std::get<T>(*frame);
}

}  // namespace

TEST_CASE("frames of the page") {
    CHECK(read<hello_frame>(R"({"t":"hello","last":12})").last == 12);
    CHECK(read<hello_frame>(R"({"t":"hello"})").last == 0);
    CHECK(read<seen_frame>(R"({"t":"seen","seq":9007199254740993})").seq == 9007199254740993);
    const auto say = read<say_frame>(R"({"t":"say","id":"3f-A9","text":"漏水 \ud83d\ude00","photos":[")" + hash +
                                     R"("],"reply_to":4,"more":{}})");
    CHECK(say.id == "3f-A9");
    CHECK(say.text == "漏水 😀");
    CHECK(say.photos == std::vector<std::string>{hash});
    CHECK(say.reply_to == 4);
    CHECK(read<say_frame>(R"({"t":"say","id":"nz1A_BrK-D","text":"x"})").id == "nz1A_BrK-D");  // the terminal's
    CHECK(read<say_frame>(R"({"t":"say","id":"a","photos":[")" + hash + R"("]})").text.empty());
    const auto press = read<press_frame>(R"({"t":"press","id":"b","data":"q:1:2","of":7})");
    CHECK(press.data == "q:1:2");
    CHECK(press.of == 7);
}

TEST_CASE("frames that no page of ours sends") {
    for (const auto* bad : {"",
                            "{",
                            "[]",
                            "1",
                            "null",
                            R"({"t":1})",
                            R"({"t":"row"})",
                            R"({"t":"hello","last":-1})",
                            R"({"t":"hello","last":"1"})",
                            R"({"t":"hello","last":1.5})",
                            R"({"t":"hello","last":1e30})",
                            R"({"t":"hello","last":18446744073709551615})",
                            R"({"t":"seen","seq":null})",
                            R"({"t":"say","text":"x"})",
                            R"({"t":"say","id":"","text":"x"})",
                            R"({"t":"say","id":"a b","text":"x"})",
                            R"({"t":"say","id":"../x","text":"x"})",
                            R"({"t":"say","id":{"$gt":""},"text":"x"})",
                            R"({"t":"say","id":"a"})",
                            R"({"t":"say","id":"a","text":""})",
                            R"({"t":"say","id":"a","text":{"x":1}})",
                            R"({"t":"say","id":"a","text":"\ud800"})",
                            R"({"t":"say","id":"a","text":"x","reply_to":{}})",
                            R"({"t":"press","id":"a"})",
                            R"({"t":"press","id":"a","data":""})",
                            R"({"t":"press","id":"a","data":7})",
                            R"({"t":"press","id":"a","data":"x","of":-7})"}) {
        INFO(bad);
        CHECK(refused(bad) == "malformed");
    }
    CHECK(refused(R"({"t":"say","id":")" + std::string(65, 'a') + R"(","text":"x"})") == "malformed");
    CHECK(refused(R"({"t":"press","id":"a","data":")" + std::string(65, 'a') + R"("})") == "malformed");
    CHECK(refused("{\"t\":\"say\",\"id\":\"a\",\"text\":\"\xFF\"}") == "malformed");
    CHECK(refused(std::string(frame_max + 1, ' ')) == "too_long");
}

TEST_CASE("words of which nobody sees anything are no words") {
    const auto with = [](const std::string& text, const json& photos) {
        return refused(json{{"t", "say"}, {"id", "a"}, {"text", text}, {"photos", photos}}.dump());
    };
    for (const auto* blank : {" ", "\n\t", "\xe2\x80\x8b", " \xe2\x80\x8b\xe2\x81\xa0\xef\xbb\xbf ", "\xe3\x80\x80"}) {
        CHECK(with(blank, json::array()) == "empty");
        CHECK(with(blank, {hash}) == "read");  // the photo speaks
    }
    CHECK(with("\xe2\x80\x8b.", json::array()) == "read");
    const auto told = read_frame(R"({"t":"say","id":"a-1","text":" "})");
    REQUIRE_FALSE(told);
    CHECK(told.error().id == "a-1");  // so that the page can be told
}

TEST_CASE("photos are hashes, at most ten") {
    const auto with = [](const json& photos) {
        return refused(json{{"t", "say"}, {"id", "a"}, {"text", "x"}, {"photos", photos}}.dump());
    };
    CHECK(with(json::array()) == "read");
    CHECK(with(std::vector<std::string>(10, hash)) == "read");
    CHECK(with(std::vector<std::string>(11, hash)) == "bad_photo");
    CHECK(with({hash + "a"}) == "bad_photo");
    CHECK(with({std::string(64, 'G')}) == "bad_photo");
    CHECK(with({std::string(61, 'a') + "/.."}) == "bad_photo");
    CHECK(with({1}) == "bad_photo");
    CHECK(with("x") == "bad_photo");
    const auto told = read_frame(R"({"t":"say","id":"a-1","text":"x","photos":[1]})");
    REQUIRE_FALSE(told);
    CHECK(told.error().id == "a-1");  // so that the page can be told
}

TEST_CASE("a row says what it has and nothing more") {
    std::string out;
    web_row row;
    row.seq = 7;
    row.at = instant{std::chrono::milliseconds{1764000000000}};
    row.text = "a\"b\xE2\x80\xA8";
    append_row(out, row);
    CHECK(
        out ==
        R"({"t":"row","seq":7,"at":1764000000000,"from":"bot","text":"a\"b\u2028","choices":[],"photos":[],"files":[]})");
    row.from = row_from::staff;
    row.who = "李工";
    row.id = "u-1";
    row.choices = {{1, "是", "q:1"}};
    row.photos = {{hash, 3, 4}};
    row.files = {{"a.mp4", "/media/x", media_kind::video}};
    row.case_code = "CP-0412";
    row.tag = "card:412";
    row.reply_to = 5;
    row.withdrawn = row.contact = true;
    out.clear();
    append_row(out, row);
    CHECK(json::parse(out) == json{{"t", "row"},
                                   {"seq", 7},
                                   {"at", 1764000000000},
                                   {"from", "staff"},
                                   {"who", "李工"},
                                   {"id", "u-1"},
                                   {"text", "a\"b\xE2\x80\xA8"},
                                   {"choices", {{{"digit", 1}, {"label", "是"}, {"data", "q:1"}}}},
                                   {"photos", {{{"hash", hash}, {"width", 3}, {"height", 4}}}},
                                   {"files", {{{"name", "a.mp4"}, {"link", "/media/x"}, {"kind", "video"}}}},
                                   {"case", "CP-0412"},
                                   {"tag", "card:412"},
                                   {"reply_to", 5},
                                   {"withdrawn", true},
                                   {"contact", true}});
}

TEST_CASE("hostile words cannot leave their place in a row") {
    for (const auto* hostile :
         {"\",\"from\":\"staff\",\"x\":\"", "\\", "\\\"", "\n{}", "\xFF\"", "</script>", "\xE2\x80\xAE", "\x7F"}) {
        std::string out;
        web_row row;
        row.text = row.who = row.id = row.tag = hostile;
        row.choices = {{1, hostile, hostile}};
        append_row(out, row);
        const auto parsed = json::parse(out, nullptr, false);
        INFO(out);
        REQUIRE_FALSE(parsed.is_discarded());
        CHECK(parsed["from"] == "bot");
        CHECK(parsed["choices"][0]["label"] == parsed["text"]);
    }
}

TEST_CASE("the other frames") {
    std::string out;
    append_welcome(out, 12, language::zh);
    CHECK(out == R"({"t":"welcome","last":12,"lang":"zh-CN"})");
    out.clear();
    append_ack(out, "u-1");
    CHECK(out == R"({"t":"ack","id":"u-1"})");
    out.clear();
    append_nack(out, "u-1", nack_reason::bad_photo, "只能发照片");
    CHECK(out == R"({"t":"nack","id":"u-1","why":"bad_photo","text":"只能发照片"})");
    out.clear();
    append_delivered(out, 7);
    append_bye(out, "restart");
    append_cases(out);
    CHECK(out == R"({"t":"delivered","seq":7}{"t":"bye","why":"restart"}{"t":"cases"})");
}
