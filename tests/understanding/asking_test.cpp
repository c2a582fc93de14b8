#include <catch2/catch.hpp>

#include "dialogs/understanding/asking.hpp"

using namespace linli;

TEST_CASE("when somebody comes is asked in many words") {
    for (const char* text :
         {"几点", "几点来？", "今天能来吗", "今天能修吗", "啥时候来水", "师傅几点到", "什么时候能修好", "多久能好",
          "what time will he come", "when can you fix it?", "can you come today?", "When?"}) {
        INFO(text);
        CHECK(asks_when(text));
    }
    for (const char* text : {"几点开始停水", "什么时候开始收费", "昨天几点来的", "都几点了还装修", "能不能下午",
                             "每天几点来收垃圾", "the light went off, when I came home it was dark", "三天了"}) {
        INFO(text);
        CHECK_FALSE(asks_when(text));
    }
}

TEST_CASE("a wish for a time is no question when") {
    for (const char* text : {"能不能下午", "明天上午可以吗", "最好周末来", "could you come in the afternoon",
                             "Can it be tomorrow morning?"}) {
        INFO(text);
        CHECK(wishes_time(text));
    }
    for (const char* text : {"能不能快点", "几点来", "下午又漏了", "can you come today?", "it leaks every morning"}) {
        INFO(text);
        CHECK_FALSE(wishes_time(text));
    }
}

TEST_CASE("a case is kept or given up in few words") {
    for (const char* text : {"不撤", "别撤！", "不撤了", "don't cancel it"}) CHECK(keeps_case(text));
    for (const char* text : {"撤销", "不撤我就投诉", "取消"}) CHECK_FALSE(keeps_case(text));
    for (const char* text : {"我不要了", "撤了吧"}) CHECK(gives_case_up(text));
    for (const char* text : {"垃圾桶我不要了", "不撤"}) CHECK_FALSE(gives_case_up(text));
}
