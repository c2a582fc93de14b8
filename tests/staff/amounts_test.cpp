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
        {"材料费80，人工费120元", "200元"},
        {"12.50元", "12.50元"},
        {"费用：300", "300元"},
        {"100美元", "$100"},
    };
    for (const auto& r : rows) {
        INFO(r.words);
        CHECK(cost_in(r.words) == r.cost);
    }
}

TEST_CASE("parts of a cost are added", "[staff][amounts]") {
    struct row {
        const char* words;
        const char* cost;
    };
    constexpr row rows[]{{"材料300 人工200 明天", "500元"},
                         {"材料费300，人工费200", "500元"},
                         {"材料300人工200", "500元"},
                         {"换阀门 材料费300元 工费200元", "500元"},
                         {"配件150，上门费50，人工100 周五", "300元"},
                         {"材料300 人工200 合计500", "500元"},
                         {"材料费300，人工费200，共500元", "500元"},
                         {"费用200元，其中材料费80元", "200元"},
                         {"materials 300, labour 200, tomorrow", "500元"},
                         {"parts $30, labour $20", "$50"},
                         {"材料 300 人工 200 交通 50", "550元"},
                         {"材料300+人工200", "500元"},
                         {"材料300/人工200", "500元"},
                         {"材料费1,200元，人工费300元，明天10点", "1500元"}};
    for (const auto& r : rows) {
        INFO(r.words);
        CHECK(cost_in(r.words) == r.cost);
    }
}

TEST_CASE("a number alone behind the words is a cost", "[staff][amounts]") {
    struct row {
        const char* words;
        const char* cost;
    };
    constexpr row rows[]{{"换阀门 200", "200元"},
                         {"换阀门 200 明天", "200元"},
                         {"换阀门，200，明天10点", "200元"},
                         {"换阀门 200 10:00", "200元"},
                         {"换阀门200", "200元"},
                         {"明天 200", ""},
                         {"replace valve 200", "200元"},
                         {"replace valve 200 tomorrow", "200元"},
                         {"一百五", "150元"},
                         {"换锁 一百五 明天", "150元"},
                         {"3千", "3000元"},
                         {"换锁 3百 明天", "300元"},
                         {"两百", "200元"},
                         {"换锁两百", "200元"},
                         {"两百多", "200元"},
                         {"一千二", "1200元"},
                         {"1千5", "1500元"}};
    for (const auto& r : rows) {
        INFO(r.words);
        CHECK(cost_in(r.words) == r.cost);
    }
}

TEST_CASE("a cost for the resident without a figure is one", "[staff][amounts]") {
    struct row {
        const char* words;
        const char* cost;
    };
    constexpr row rows[]{{"换阀门 费用业主承担", "业主承担"},
                         {"费用由业主自己承担 明天", "业主自己承担"},
                         {"费用您承担", "您承担"},
                         {"业主自费", "业主自费"},
                         {"换锁，自费", "自费"},
                         {"需要收费，明天10点", "需要收费"},
                         {"replace the lock at the owner's expense", "owner's expense"},
                         {"replace the lock, resident pays", "resident pays"}};
    for (const auto& r : rows) {
        INFO(r.words);
        CHECK(cost_in(r.words) == r.cost);
    }
    for (const auto* words : {"物业承担", "费用物业承担", "开发商承担", "不用业主承担", "费用无需业主承担",
                              "业主不承担费用", "免费", "住户自理垃圾", "业主不同意自费", "收费标准见公告"}) {
        INFO(words);
        CHECK(cost_in(words).empty());
    }
}

TEST_CASE("sizes, floors, flats, hours, models and counts are no cost", "[staff][amounts]") {
    for (const auto* words : {"换管 200mm",
                              "换管 200 mm",
                              "3楼漏水",
                              "2小时",
                              "型号 200",
                              "型号200",
                              "换阀门 型号200 明天",
                              "换阀门 1201",
                              "1201 换阀门",
                              "换 200 的阀门",
                              "规格 150",
                              "DN200",
                              "换阀门 DN 200",
                              "明天 1500",
                              "周五 1430",
                              "明天10点",
                              "换5米管",
                              "换灯 10",
                              "三百米",
                              "一百多户",
                              "两百个",
                              "3千瓦",
                              "三千瓦水泵",
                              "千万别动",
                              "万一漏水",
                              "百叶窗",
                              "千斤顶",
                              "room 200",
                              "model 200",
                              "replace 200 lamps",
                              "12月25日",
                              "电话 66668888",
                              "打 12345",
                              "分机 120",
                              "二百五十度",
                              "tomorrow 1430",
                              "at 1430",
                              "220V",
                              "换 220 伏插座",
                              "3号楼 200 户",
                              "5月30",
                              "加 200 保护套",
                              "设备 200 台",
                              "拆除 3 处",
                              "换 3 个 200 mm 管",
                              "拨 120，等我们"}) {
        INFO(words);
        CHECK(cost_in(words).empty());
    }
}

TEST_CASE("what is free, and what is no money, costs nothing", "[staff][amounts]") {
    for (const auto* words : {"不收费 0元",
                              "免费",
                              "免费更换，明天10点",
                              "费用0",
                              "no charge",
                              "2单元换锁",
                              "换3块瓷砖",
                              "两块玻璃",
                              "明天10点",
                              "费用周五10点前答复",
                              "收费11月30日前公布",
                              "换2元件",
                              "万能胶",
                              "换4万向轮",
                              "12-5 10:00",
                              "3-2-1201",
                              "换一万用表",
                              "2个小时",
                              "cost 2h of work",
                              "更换 25mm 阀门"}) {
        INFO(words);
        CHECK(cost_in(words).empty());
    }
}
