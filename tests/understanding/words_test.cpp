#include <catch2/catch.hpp>

#include "tests/understanding/reading_of.hpp"

using namespace linli;
using test::reading_of;

TEST_CASE("A message that is one digit is that digit") {
    struct row {
        const char* text;
        int digit;
    };
    for (const auto& [text, digit] : std::initializer_list<row>{
             {"1", 1},        {"５", 5},       {"五", 5},      {"两", 2},      {"0", 0},    {"零", 0},
             {"3.", 3},       {"3。", 3},      {"③", 3},       {"3️⃣", 3}, {"(2)", 2},  {"选2", 2},
             {"第3个", 3},    {"5分", 5},      {"给5分吧", 5}, {"5星", 5},     {"五星", 5}, {"5 stars", 5},
             {"option 2", 2}, {"2 please", 2}, {" 4 ", 4},     {"4/5", 4}}) {
        INFO(text);
        REQUIRE(reading_of(text).digit.has_value());
        CHECK(*reading_of(text).digit == digit);
    }
    for (const char* text :
         {"10", "12", "十", "1101", "3栋", "3个人", "2 people", "第三天", "5月", "1 2", "", "a", "一直", "3元"}) {
        INFO(text);
        CHECK_FALSE(reading_of(text).digit.has_value());
    }
}

TEST_CASE("Yes and no are heard in both languages") {
    for (const char* text :
         {"是",     "是的",          "对",  "对，提交",   "嗯嗯", "好的", "可以", "行吧",         "没错", "有", "有的",
          "解决了", "是的 楼上漏的", "yes", "Yes please", "yep",  "ok",   "sure", "that's right", "👍"}) {
        INFO(text);
        CHECK(reading_of(text).answer == yes_no::yes);
    }
    for (const char* text : {"不", "不是", "没有", "没", "不用", "不用了", "没人", "没有人", "还没有", "没解决", "不对",
                             "没有呢", "no", "Nope", "no thanks", "not yet", "nobody", "no, nobody inside", "👎"}) {
        INFO(text);
        CHECK(reading_of(text).answer == yes_no::no);
    }
    for (const char* text : {"no water since this morning", "对面邻居太吵", "不是吗", "有没有人", "是不是", "没水了",
                             "好臭", "有人被困", "可以吗?", "not working", "好像是", "1", "", "行李丢了"}) {
        INFO(text);
        CHECK(reading_of(text).answer == yes_no::neither);
    }
}

TEST_CASE("Case codes are found wherever they stand") {
    using codes = std::vector<case_code>;
    const auto of = [](const char* text) { return reading_of(text).codes; };
    CHECK(of("CP-0412") == codes{case_code{412}});
    CHECK(of("cp0412 处理了没") == codes{case_code{412}});
    CHECK(of("ＣＰ－０４１２") == codes{case_code{412}});
    CHECK(of("CP 12345") == codes{case_code{12345}});
    CHECK(of("单号：412") == codes{case_code{412}});
    CHECK(of("case 0412, and CP-0413, CP-0412") == codes{case_code{412}, case_code{413}});
    CHECK(of("cpu 100").empty());
    CHECK(of("in case 2 people come").empty());
    CHECK(of("CP-0").empty());
    CHECK(of("CP-99999999999999999999").empty());
    CHECK(of("路灯编号412").empty());
    CHECK(of("xcp-0412").empty());
    std::string many;
    for (int i = 1; i < 200; ++i) many += "CP-" + std::to_string(1000 + i) + " ";
    CHECK(reading_of(many).codes.size() == 8);
}

TEST_CASE("Phones are numbers that a country's plan allows") {
    const auto of = [](const char* text) { return reading_of(text).phone; };
    CHECK(of("13800138000") == "13800138000");
    CHECK(of("我姓陈 电话138-0013-8000") == "13800138000");
    CHECK(of("138 0013 8000谢谢") == "13800138000");
    CHECK(of("+86 138 0013 8000") == "+8613800138000");
    CHECK(of("8613800138000") == "+8613800138000");
    CHECK(of("010-62345678") == "01062345678");
    CHECK(of("0755-8123 4567") == "075581234567");
    CHECK(of("call me at (415) 555-0123") == "4155550123");
    CHECK(of("+44 7700 900123") == "+447700900123");
    CHECK(of("+852 9123 4567") == "+85291234567");
    CHECK(of("+86 138 0013 8000 3-2-1201") == "+8613800138000");
    CHECK(of("021-6234567") == "0216234567");
    CHECK(of("01062345678 漏水") == "01062345678");
    CHECK(of("400-820-1234") == "4008201234");
    CHECK(of("4008201234 打不通") == "4008201234");
    CHECK(of("电话 62345678") == "62345678");
    CHECK(of("座机6234 5678，白天在") == "62345678");
    CHECK(of("13800138000楼上漏水") == "13800138000");
    for (const char* text : {"京A12345", "3000元", "12345", "2026-05-12", "1101", "3-2-1101", "12345678901234567890",
                             "+1 23", "+999999999", "6222021234567890123", "CP-13800138000x", "300-500", "10:30-11:30",
                             "62345678", "1380013800", "138001380001", "13800 138000", "138 00138 000"}) {
        INFO(text);
        CHECK(of(text) == "");
    }
}

TEST_CASE("A house number beside a phone is no part of it") {
    const auto of = [](const char* text) { return reading_of(text); };
    CHECK(of("/new 1380000000 3-2-1201 厨房漏水").phone == "");
    CHECK(of("/new 1380000000 3-2-1201 厨房漏水").place.room == "1201");
    CHECK(of("/new 1391234567 5栋1单元 漏水").phone == "");
    CHECK(of("/new 010-62345678 5栋1单元 电梯困人").phone == "01062345678");
    CHECK(of("/new 010-62345678 5栋1单元 电梯困人").place.building == "5");
    CHECK(of("/new 62345678 5栋1单元 漏水").phone == "62345678");
    CHECK(of("/new 400-820-1234 5栋 漏水").phone == "4008201234");
    CHECK(of("/new 电话 138 0000 1111 3-2-1201 漏水").phone == "13800001111");
    CHECK(of("/new 3-2-1201 漏水").phone == "");
    CHECK(of("138 0013 8000 12楼漏水").phone == "13800138000");
}

TEST_CASE("Plates are read, in capitals") {
    const auto of = [](const char* text) { return reading_of(text).plate; };
    CHECK(of("京A12345 挡住我车了") == "京A12345");
    CHECK(of("沪a·d12345") == "沪AD12345");
    CHECK(of("粤B D12345") == "粤BD12345");
    CHECK(of("plate ABC 123") == "ABC123");
    CHECK(of("车牌: 川A8K11M") == "川A8K11M");
    CHECK(of("车牌识别不了") == "");
    CHECK(of("京东快递丢了") == "");
    CHECK(of("3栋") == "");
}

TEST_CASE("Times are kept in the words that were said") {
    const auto of = [](const char* text) { return reading_of(text).time_words; };
    CHECK(of("昨晚十点") == "昨晚十点");
    CHECK(of("昨晚十点半开始漏的") == "昨晚十点半开始");
    CHECK(of("从上周三开始") == "从上周三开始");
    CHECK(of("漏了三天了") == "三天了");
    CHECK(of("two days ago") == "two days ago");
    CHECK(of("Since Monday") == "Since Monday");
    CHECK(of("no water since this morning") == "since this morning");
    CHECK(of("drilling at 7am on sunday") == "at 7am on sunday");
    CHECK(of("5月3号早上") == "5月3号早上");
    CHECK(of("22:30 还在吵") == "22:30");
    CHECK(of("灯坏了") == "");
    CHECK(of("3栋2单元1101") == "");
}

TEST_CASE("A name is what the person wants to be called") {
    const auto of = [](const char* text) { return reading_of(text).name; };
    CHECK(of("我姓陈") == "陈");
    CHECK(of("免贵姓王") == "王");
    CHECK(of("叫我老王") == "老王");
    CHECK(of("我叫王小明，电话13800138000") == "王小明");
    CHECK(of("陈先生") == "陈先生");
    CHECK(of("my name is Ann") == "Ann");
    CHECK(of("My name is Ann Lee, 3-2-1101") == "Ann Lee");
    CHECK(of("call me Ann") == "Ann");
    CHECK(of("This is Mary Jones") == "Mary Jones");
    CHECK(of("Mr Li") == "Mr Li");
    CHECK(of("I am Ann") == "Ann");
    CHECK(of("I'm Ann Lee from 3-2-1101, no water") == "Ann Lee");
    CHECK(of("我是陈先生，8栋") == "陈先生");
    for (const char* text :
         {"call me back", "this is urgent", "叫经理来", "电梯坏了", "I'm stuck", "1", "跳过", "I am Very angry",
          "I AM ANGRY", "I am Sorry, 3-2-1101", "I am in building 3", "我是业主", "我是说电梯"}) {
        INFO(text);
        CHECK(of(text) == "");
    }
}

TEST_CASE("Language is told by the script, and by the hint where there is none") {
    CHECK(reading_of("电梯坏了", language::en).language == language::zh);
    CHECK(reading_of("the lift is down", language::zh).language == language::en);
    CHECK(reading_of("3栋 lift 坏了", language::en).language == language::zh);
    CHECK(reading_of("dianti huai le", language::en).language == language::zh);
    for (const auto hint : {language::zh, language::en})
        for (const char* text : {"1", "3-2-1101", "ok", "TD", "😀", "", "CP"}) {
            INFO(text);
            CHECK(reading_of(text, hint).language == hint);
        }
}

TEST_CASE("Insults are noticed, complaints about insults are not insults") {
    CHECK(reading_of("你们这帮废物").abusive);
    CHECK(reading_of("you fucking idiots").abusive);
    CHECK_FALSE(reading_of("保安骂我傻逼").abusive);
    CHECK_FALSE(reading_of("the guard called me an idiot").abusive);
    CHECK_FALSE(reading_of("狗屎没人捡").abusive);
    CHECK_FALSE(reading_of("夹了我妈的胳膊").abusive);
    CHECK_FALSE(reading_of("我妈的轮椅卡在坡道上了").abusive);
    CHECK(reading_of("妈的，又坏了").abusive);
    CHECK(reading_of("真妈的烦").abusive);
    CHECK_FALSE(reading_of("电梯坏了").abusive);
}
