#include <catch2/catch.hpp>

#include "dialogs/staff/staff.hpp"

using namespace linli;
using namespace linli::staff;
using namespace std::chrono;

namespace {

constexpr instant friday{sys_days{year{2026} / 11 / 27} + hours{11} + minutes{18}};  // 19:18 there

std::string promised(std::string_view words) {
    calendar c;
    c.offsets = {{instant{}, hours{8}}};
    const auto at = find_promise(c, words, friday);
    return at ? c.when(*at, friday) : "nothing";
}

}  // namespace

TEST_CASE("who says when we come or have it done has promised it", "[staff][promises]") {
    struct row {
        const char* words;
        const char* time;
    };
    constexpr row rows[]{{"明天来", "11-28 18:00"},
                         {"明早来清", "11-28 12:00"},
                         {"十分钟后到，请留门", "19:28"},
                         {"半小时到", "19:48"},
                         {"电缆下午送到，今晚八点前恢复", "20:00"},
                         {"您好，师傅明天上午10点上门，请您留门", "11-28 10:00"},
                         {"周三前修好", "12-02 18:00"},
                         {"明天10点前一定弄好，不好意思", "11-28 10:00"},
                         {"明天下午两点给您换新的", "11-28 14:00"},
                         {"我们后天处理。", "11-29 18:00"},
                         {"昨天没空，明天10点来", "11-28 10:00"},
                         {"配件下周三到，到货就装", "12-02 18:00"},
                         {"We will come tomorrow at 3 pm", "11-28 15:00"},
                         {"I am there in ten minutes", "19:28"},
                         {"The plumber will be there at 9 am tomorrow.", "11-28 09:00"},
                         {"It will be fixed by Monday", "11-30 18:00"},
                         {"done by Tue 10:00", "12-01 10:00"},
                         {"Please keep the door open, we are coming in 2 hours", "21:18"},
                         {"The engineer arrives at 3 p.m. tomorrow", "11-28 15:00"},
                         {"Sorry for this. We'll repair it on Dec 3.", "12-03 18:00"}};
    for (const auto& r : rows) {
        INFO(r.words);
        CHECK(promised(r.words) == r.time);
    }
}

TEST_CASE("what others do, what was and what lasts promises nothing", "[staff][promises]") {
    for (const auto* words : {"自来水公司说明天停水",
                              "自来水公司明天来修",
                              "自来水公司通知，明天9点到17点停水",
                              "已报自来水公司，他们明天到现场",
                              "供电公司周五来换表",
                              "开发商明天派人",
                              "业委会周六来看",
                              "听说明天来人",
                              "等厂家回复，周四",
                              "保修到2027年3月1日",
                              "保修到2027年3月1日，有问题随时找我们",
                              "质保期到2027年3月1日",
                              "用了2小时才修好",
                              "花了2小时修好",
                              "修了3小时",
                              "明天停水检修，请储水",
                              "停电检修，明天8点到12点",
                              "楼上装修到明天18:00",
                              "维修部明天休息",
                              "清单明天给您",
                              "停水到明天18:00",
                              "The water company says the water is off tomorrow",
                              "The water company will fix it tomorrow",
                              "It took 2 hours to fix",
                              "Warranty until March 1 2027",
                              "They will come tomorrow, says the gas company"}) {
        INFO(words);
        CHECK(promised(words) == "nothing");
    }
    for (const auto* words :
         {"我明天来", "厂家明天来修", "我们已联系自来水公司，我明天来看", "明天停水，18点前恢复供水", "师傅明天到",
          "明天装修垃圾清走", "明天给您答复", "We will fix it tomorrow"}) {
        INFO(words);
        CHECK(promised(words) == "11-28 18:00");
    }
}

TEST_CASE("each day is promised by the words about it; a span of hours ends the promise", "[staff][promises]") {
    struct row {
        const char* words;
        const char* time;
    };
    constexpr row rows[]{{"今晚9点前给您答复，明天上门", "11-28 18:00"},
                         {"明天上门，周五修好", "12-04 18:00"},
                         {"明天先来看，下周三前修好", "12-02 18:00"},
                         {"明天或周五上门", "nothing"},
                         {"今天太晚了，明天上门", "11-28 18:00"},
                         {"明天上午9点到11点之间到", "11-28 11:00"},
                         {"明天9-11上门", "11-28 11:00"},
                         {"We come tomorrow between 2 and 4", "nothing"},
                         {"We will come tomorrow between 2 and 4", "11-28 16:00"},
                         {"我3点到", "11-28 15:00"},
                         {"明天3点半修好", "11-28 15:30"},
                         {"Done by 3", "11-28 15:00"},
                         {"明天25点到", "nothing"},
                         {"昨天来看过，明天来换", "11-28 18:00"}};
    for (const auto& r : rows) {
        INFO(r.words);
        CHECK(promised(r.words) == r.time);
    }
}

TEST_CASE("what is promised instead of a declined time is of the same day", "[staff][promises]") {
    struct row {
        const char* words;
        const char* time;
    };
    constexpr row rows[]{{"明天上午不行，下午3点到", "11-28 15:00"},
                         {"周一上午没空，下午2点来", "11-30 14:00"},
                         {"周一上午没空，不好意思，下午两点来", "11-30 14:00"},
                         {"周一上午没空。下午2点来", "11-30 14:00"},
                         {"后天上午来不了，下午来", "11-29 18:00"},
                         {"明天先来看，周一上午没空，下午2点装好", "11-30 14:00"},
                         {"您明天上午不方便，我们下午3点到", "11-28 15:00"},
                         {"明天上午来不了，周一下午3点到", "11-30 15:00"},
                         {"今天不行，明天下午3点到", "11-28 15:00"},
                         {"今天太晚了，明天上午9点到，下午3点修好", "11-28 09:00"},
                         {"周一上午没空，半小时到", "19:48"},
                         {"昨天没空，晚上9点到", "21:00"},
                         {"周一9点不行，10点到", "11-30 10:00"},
                         {"明天上午来不了，1小时后到", "20:18"},
                         {"明天上午来不了", "nothing"},
                         {"明天上午不行，下午也来不了", "nothing"}};
    for (const auto& r : rows) {
        INFO(r.words);
        CHECK(promised(r.words) == r.time);
    }
}

TEST_CASE("hours, habits, requests, questions and refusals promise nothing", "[staff][promises]") {
    for (const auto* words : {"垃圾车每天6:30来",
                              "我们上班时间是周一到周五 9:00-18:00",
                              "请您拍一张明天10点前的照片",
                              "请您拍一下10点前的",
                              "明天不来，后天也不来",
                              "明天来不了",
                              "Sorry, our friendly cleaner is ill",
                              "we refund your money",
                              "明天您方便吗？师傅上门看看",
                              "明天10点来可以吗",
                              "昨天修好了",
                              "师傅今晚8点来过了",
                              "请明天10点到物业办公室来",
                              "您明天可以来办公室",
                              "如果明天10点还没人来，请打电话",
                              "可能明天来",
                              "已经完成，明天天气好",
                              "24小时热线有人处理",
                              "今天收到",
                              "Can you be there tomorrow at 10?",
                              "Please come to the office tomorrow",
                              "We cannot come tomorrow",
                              "We won't come on Monday",
                              "The lorry comes every day at 6:30",
                              "Office hours Monday to Friday 9:00-18:00",
                              "If nobody comes by tomorrow 10:00, call us",
                              "We might come tomorrow",
                              "We came at 9:00 today",
                              "You should be there tomorrow at 10:00",
                              "明天周六",
                              "tomorrow is Saturday",
                              "明天停水，请储水",
                              "明天9点到11点停水"}) {
        INFO(words);
        CHECK(promised(words) == "nothing");
    }
}
