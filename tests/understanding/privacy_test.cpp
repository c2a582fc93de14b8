#include <catch2/catch.hpp>

#include "dialogs/understanding/privacy.hpp"

using namespace linli;

TEST_CASE("whoever leaves no name says so") {
    for (const char* text :
         {"不想留", "不留", "不留了", "没有电话", "不想留名字", "I'd rather not", "no phone", "prefer not to say."}) {
        INFO(text);
        CHECK(declines_to_tell(text));
    }
    for (const char* text : {"不留神摔了一跤", "没有电话打来", "刘", "no phone signal in the lift", "Ann"}) {
        INFO(text);
        CHECK_FALSE(declines_to_tell(text));
    }
}

TEST_CASE("who will see it is asked, not complained of") {
    for (const char* text : {"会不会报复我", "他们看得到我的名字吗", "楼上会知道是我吗", "谁能看到我说的",
                             "will they see my name?", "who can see this"}) {
        INFO(text);
        CHECK(asks_who_sees(text));
    }
    for (const char* text :
         {"邻居报复我，往门口扔垃圾", "保安看到我是老人也不扶", "my neighbour saw my name on the parcel", "怕被报复"}) {
        INFO(text);
        CHECK_FALSE(asks_who_sees(text));
    }
}
