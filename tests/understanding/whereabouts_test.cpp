#include <catch2/catch.hpp>

#include "dialogs/understanding/whereabouts.hpp"
#include "tests/understanding/reading_of.hpp"

using namespace linli;

namespace {

whereabouts where(const char* text) { return whereabouts_in(test::reading_of(text), text); }

}  // namespace

TEST_CASE("a time, a yes, a name or a number to call is no place") {
    for (const char* text : {"since this morning",
                             "yes twice a day",
                             "从今天早上开始",
                             "一天两次",
                             "昨晚",
                             "每天晚上",
                             "是的",
                             "三次",
                             "my name is Ann",
                             "我姓陈，电话13800001111",
                             "13800001111",
                             "about two hours ago",
                             "every night",
                             "两个小时了",
                             "it started yesterday",
                             "还在继续",
                             "thank you",
                             "my house",
                             "我家",
                             "整个小区",
                             "the whole compound",
                             "厨房里",
                             "in the kitchen"}) {
        INFO(text);
        CHECK(where(text) == whereabouts::not_told);
    }
    for (const char* text : {"不知道", "我不清楚", "I don't know", "no idea", "not sure"}) {
        INFO(text);
        CHECK(where(text) == whereabouts::unknown);
    }
}

TEST_CASE("what tells what is wrong, and names nothing that has a place, hardly is one") {
    for (const char* text :
         {"水喷得到处都是", "水还在流", "臭得很", "一直在滴", "天花板都湿了", "water is everywhere"}) {
        INFO(text);
        CHECK(where(text) == whereabouts::doubtful);
    }
}

TEST_CASE("whatever else is said to \"where?\" is believed to be a place") {
    for (const char* text :
         {"大槐树后面", "3栋", "西门", "12", "behind the big tree", "对，就在大树旁边", "next to the red bench",
          "我家楼下", "楼梯口", "昨晚在老张家门口", "不知道几栋，红房子那边", "B区", "彩虹桥", "bay B2-118",
          "老年活动中心", "community centre", "厨房窗户对面的车棚"}) {
        INFO(text);
        CHECK(where(text) == whereabouts::told);
    }
}
