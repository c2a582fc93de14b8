#include <catch2/catch.hpp>

#include "dialogs/staff/written.hpp"

using linli::staff::says_not_done;

TEST_CASE("words that say the work is still to come close no case", "[staff]") {
    for (const auto* words :
         {"没修", "改天再来", "明天再来修", "等配件", "约了后天换", "明天再说", "还没通，明天再来", "换了阀门，还没通",
          "看过了，等配件", "没修 明天再来", "住户不在，改天再来", "先关了阀门，明天换", "来过，周四再来", "今天没换",
          "配件没到，后天换", "not fixed", "waiting for parts", "Tomorrow", "looked at it, will come back tomorrow"}) {
        INFO(words);
        CHECK(says_not_done(words));
    }
}

TEST_CASE("what was done is done, whatever comes after it", "[staff]") {
    for (const auto* words :
         {"换了软管，不漏了", "修好了，明天再来看一次", "没问题，已恢复", "已换，住户明天回来验收", "疏通了，正常",
          "已解释，明天起不再施工", "李工收了两百块，已退", "谈过了", "周三换的，好了", "没坏，教会怎么用了",
          "replaced the hose", "fixed, will come back tomorrow to check", "done", "1 换了软管", "停水通知明天贴"}) {
        INFO(words);
        CHECK_FALSE(says_not_done(words));
    }
}
