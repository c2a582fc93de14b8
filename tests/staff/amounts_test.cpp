#include <catch2/catch.hpp>

#include "dialogs/staff/staff.hpp"

using namespace linli::staff;

TEST_CASE("a cost is read as people write it", "[staff][amounts]") {
    struct row {
        const char* words;
        const char* cost;
    };
    constexpr row rows[]{
        {"更换阀门，周四 10:00 前，费用200元", "200元"},
        {"换新垃圾桶 1,200元 明天10点", "1200元"},
        {"换新垃圾桶 1，200元", "1200元"},
        {"每个600块", "600元"},
        {"换锁 两百块 明天10点", "200元"},
        {"200块明天付", "200元"},
        {"200块钱", "200元"},
        {"200￥", "200元"},
        {"￥200", "200元"},
        {"¥ 200 明天", "200元"},
        {"２００元", "200元"},
        {"replace the lock, $50", "$50"},
        {"replace the lock, 50 yuan", "50元"},
        {"50 RMB", "50元"},
        {"cost 200", "200元"},
        {"cost: about 200, tomorrow", "200元"},
        {"30 dollars", "$30"},
        {"1.2万", "12000元"},
        {"大修 1.2万元", "12000元"},
        {"三万", "30000元"},
        {"一千二百元", "1200元"},
        {"一千二块", "1200元"},
        {"三百五十元", "350元"},
        {"材料费80，人工费120元", "120元"},
        {"12.50元", "12.50元"},
        {"费用：300", "300元"},
        {"100美元", "$100"},
    };
    for (const auto& r : rows) {
        INFO(r.words);
        CHECK(cost_in(r.words) == r.cost);
    }
}

TEST_CASE("what is free, and what is no money, costs nothing", "[staff][amounts]") {
    for (const auto* words : {"不收费 0元", "免费", "免费更换，明天10点", "费用0", "no charge", "2单元换锁", "换3块瓷砖", "两块玻璃",
                              "明天10点", "费用周五10点前答复", "收费11月30日前公布", "换2元件", "万能胶", "换4万向轮", "12-5 10:00",
                              "3-2-1201", "换一万用表", "2个小时", "cost 2h of work", "更换 25mm 阀门"}) {
        INFO(words);
        CHECK(cost_in(words).empty());
    }
}
