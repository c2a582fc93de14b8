#include <catch2/catch.hpp>

#include "tests/understanding/reading_of.hpp"

using namespace linli;
using test::reading_of;

TEST_CASE("The taxonomy's intents are read from their phrases") {
    int right = 0;
    int all = 0;
    for (const auto& i : test::the_taxonomy().intents)
        for (const auto* phrases : {&i.phrases_zh, &i.phrases_en})
            for (const auto& phrase : *phrases) {
                const auto got = reading_of(phrase).intent;
                UNSCOPED_INFO(phrase << " was read as " << got << ", not " << i.id);
                ++all;
                right += got == i.id;
            }
    CHECK(right >= all * 96 / 100);
}

TEST_CASE("Intents in other words") {
    struct row {
        const char* intent;
        const char* text;
    };
    for (const auto& [intent, text] : std::initializer_list<row>{
             {"status", "进度"},
             {"status", "CP-0412"},
             {"status", "CP-0412 到哪一步了"},
             {"status", "师傅什么时候来"},
             {"status", "any news on CP-0412?"},
             {"status", "when will the plumber come"},
             {"urge", "还要等多久啊 快点"},
             {"urge", "please hurry, we have been waiting since morning"},
             {"cancel", "取消"},
             {"cancel", "不用来了 已经好了"},
             {"cancel", "cancel my request please"},
             {"reopen", "还是坏的 没修好"},
             {"reopen", "it is still not fixed"},
             {"human", "我要找人工"},
             {"human", "can I talk to a person"},
             {"anon", "能匿名吗"},
             {"anon", "I want to stay anonymous"},
             {"info", "物业几点上班"},
             {"info", "what are your opening hours"},
             {"greet", "您好"},
             {"greet", "Hello!"},
             {"greet", "多谢"},
             {"stop", "STOP"},
             {"stop", "退订"},
             {"stop", "TD"},
             {"rate", "5分"},
             {"rate", "very satisfied"},
             {"add", "补充一下 是三单元"},
             {"add", "one more thing, the hallway too"},
             {"appt", "明天上午在家"},
         }) {
        INFO(text);
        CHECK(reading_of(text).intent == intent);
    }
}

TEST_CASE("The bot's own commands are whole messages") {
    struct row {
        const char* intent;
        const char* text;
    };
    for (const auto& [intent, text] : std::initializer_list<row>{
             {"help", "help"},
             {"help", "帮助"},
             {"help", "HELP."},
             {"help", "？"},
             {"back", "返回"},
             {"back", "上一步"},
             {"back", "back"},
             {"skip", "跳过"},
             {"skip", "Skip"},
             {"correct", "要改"},
             {"correct", "change"},
             {"language", "English"},
             {"language", "说中文"},
             {"same_place", "老地方"},
             {"same_place", "same place"},
             {"start", "/start"},
             {"start", "/start qr_17"},
             {"start", "START"},
             {"stop", "/stop"},
             {"pair", "绑定"},
             {"pair", "绑定 13900001111"},
             {"pair", "绑定手机号：＋86 139-0000-1111"},
             {"pair", "關聯"},
             {"pair", "Link my phone +44 7700 900123"},
             {"pair", "link 17-482913"},
             {"unpair", "解绑"},
             {"unpair", "Unlink"},
             {"unpair", "取消绑定"},
         }) {
        INFO(text);
        CHECK(reading_of(text).intent == intent);
    }
    CHECK(reading_of("trapped in the lift help").intent == "complaint");
    CHECK(reading_of("the garage light has been off, please help").intent == "complaint");
    CHECK(reading_of("垃圾桶满了 跳过").intent == "complaint");
    CHECK(reading_of("link door of building 4 does not close").intent != "pair");
    CHECK(reading_of("绑定门禁卡失败了").intent != "pair");
}

TEST_CASE("To be forgotten is a wish of its own, and nobody else's deletion is") {
    for (const char* text : {"删除我的数据",
                             "忘了我",
                             "请删除我的个人信息",
                             "把我的数据删了",
                             "我要删除所有关于我的信息",
                             "忘记我吧",
                             "注销账号",
                             "刪除我的資料",
                             "请你们把我的聊天记录全部删掉",
                             "怎么删除我的数据？",
                             "能不能把我的资料清空",
                             "/forget",
                             "delete my data",
                             "Erase everything about me!",
                             "please forget me",
                             "I want my data deleted",
                             "can you delete all the information you have on me?",
                             "delete everything you know about me",
                             "how do I delete my account",
                             "I'd like to have my personal data erased"}) {
        INFO(text);
        CHECK(reading_of(text).intent == "forget");
    }
    for (const char* text : {"门禁把我的数据删除了",
                             "你们把我的数据删了",
                             "我的数据被删了",
                             "我的数据删除了",
                             "系统把我忘了",
                             "把我忘了",
                             "别忘了我",
                             "不要删除我的数据",
                             "忘了",
                             "删除我的人脸信息",
                             "删除这个投诉",
                             "删除我的投诉",
                             "师傅忘了我家",
                             "数据",
                             "我的数据",
                             "the builder deleted my data from the access system",
                             "you deleted my data",
                             "my data has been deleted",
                             "do not delete my data",
                             "delete this complaint",
                             "delete my complaint",
                             "forget it",
                             "my data",
                             "have you deleted my data",
                             "delete my face data from the door",
                             "remove me from the list"}) {
        INFO(text);
        CHECK(reading_of(text).intent != "forget");
    }
    for (const char* text : {"delete this complaint", "删除这个投诉"}) {
        INFO(text);
        CHECK(reading_of(text).intent == "cancel");
    }
}

TEST_CASE("A complaint that sounds like an intent is a complaint") {
    for (const char* text :
         {"电梯又坏了 28楼让人怎么爬", "垃圾桶满了三天没人收", "lift not working again, I live on 28",
          "报修一个月没人来", "充了气还是没有", "楼上漏水不认账 修了我家天花板谁赔"}) {
        INFO(text);
        CHECK(reading_of(text).intent == "complaint");
    }
}
