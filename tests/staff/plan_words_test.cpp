#include <catch2/catch.hpp>

#include "dialogs/staff/staff.hpp"

using namespace linli;
using namespace linli::staff;
using namespace std::chrono;

namespace {

calendar shanghai() {
    calendar c;
    c.offsets = {{instant{}, hours{8}}};
    return c;
}

const instant tuesday{sys_days{year{2026} / November / 24} + hours{2}};  // 10:00 on the clock

std::string dated(std::string words, instant now = tuesday) {
    return with_dates(shanghai(), std::move(words), tuesday, now);
}

}  // namespace

TEST_CASE("a plan says its date, not the day as staff called it", "[staff]") {
    CHECK(dated("换龙头 明天10点") == "换龙头 11-25 10:00");
    CHECK(dated("更换阀门，周四 10:00 前") == "更换阀门，11-26 10:00 前");
    CHECK(dated("更换阀门，周四 10:00 前，免费") == "更换阀门，11-26 10:00 前，免费");
    CHECK(dated("换管 后天") == "换管 11-26");
    CHECK(dated("水泵抢修，今天 16:00 前恢复") == "水泵抢修，16:00 前恢复");
    CHECK(dated("换锁 周三 9:00-11:00") == "换锁 11-25 09:00-11:00");
    CHECK(dated("疏通主管，明天 10:00 前完成") == "疏通主管，11-25 10:00 前完成");
    CHECK(dated("new valve friday") == "new valve 11-27");
    CHECK(dated("new valve tomorrow 10am") == "new valve 11-25 10:00");
    CHECK(dated("加一趟清运 后天") == "加一趟清运 11-26");
    CHECK(dated("列入下季度计划，12-30 答复") == "列入下季度计划，12-30 答复");
    CHECK(dated("换新桶 明天9") == "换新桶 11-25 09:00");
    CHECK(dated("2小时内修好") == "12:00 前修好");
    CHECK(dated("修好要两三天") == "修好要 11-27");
    CHECK(dated("三四天修好") == "11-28 修好");
    CHECK(dated("2-3天修好") == "11-27 修好");
    CHECK(dated("周一三点半换") == "11-30 15:30 换");
    CHECK(dated("明天差一刻四点换龙头") == "11-25 15:45 换龙头");
    CHECK(dated("换一个桶") == "换一个桶");
    CHECK(dated("换龙头 明天10点", tuesday + days{1}) == "换龙头 10:00");  // said the next day
}

TEST_CASE("what a plan costs is said once", "[staff][amounts]") {
    CHECK(without_cost("换龙头 明天10点 50元") == "换龙头 明天10点");
    CHECK(without_cost("更换阀门，周四 10:00 前，费用200元") == "更换阀门，周四 10:00 前，");
    CHECK(without_cost("换锁 两百块 明天10点") == "换锁 明天10点");
    CHECK(without_cost("换锁，￥２００，明天") == "换锁，，明天");
    CHECK(without_cost("replace the lock, cost $50") == "replace the lock,");
    CHECK(without_cost("new valve friday 100 yuan") == "new valve friday");
    CHECK(without_cost("换阀门，费用业主承担") == "换阀门，");
    // More is said of the sum than it.
    for (const std::string words :
         {"每个600块，两个", "换灯 50元左右", "换锁 材料300 人工200", "最多 50元", "换灯 50元/个", "3块瓷砖", "免费"})
        CHECK(without_cost(words) == words);
}
