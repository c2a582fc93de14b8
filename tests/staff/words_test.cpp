#include <catch2/catch.hpp>

#include "dialogs/staff/staff.hpp"

using namespace linli;
using namespace linli::staff;
using namespace std::chrono;

TEST_CASE("a verb is the whole first word", "[staff]") {
    CHECK(read_words("/take CP-0412").verb == verb::take);
    CHECK(read_words("/TAKE@linli_bot cp0412").code == static_cast<case_code>(412));
    CHECK(read_words("完成 换了软管").verb == verb::done);
    CHECK(read_words("完成 换了软管").rest == "换了软管");
    CHECK_FALSE(read_words("完成 换了软管").slash);
    CHECK(read_words("完成了没有").verb == verb::none);
    CHECK(read_words("/donewell").verb == verb::none);
    CHECK(read_words("  /note  CP-0007  a  b ").rest == "a  b");
    CHECK(read_words("").verb == verb::none);
    CHECK(read_words("/").verb == verb::none);
}

TEST_CASE("a code stands on its own", "[staff]") {
    CHECK(find_code("请看 CP-0412 的卡片") == static_cast<case_code>(412));
    CHECK(find_code("cp12345") == static_cast<case_code>(12345));
    CHECK_FALSE(find_code("XCP-0412"));
    CHECK_FALSE(find_code("CP-"));
    CHECK(find_code("CP-999999999999999999999999"));  // bounded, no overflow
}

TEST_CASE("times are read as people write them", "[staff]") {
    calendar c;
    c.offsets = {{instant{}, hours{8}}};
    const instant tuesday{sys_days{year{2026} / 11 / 24} + hours{4}};  // 12:00 there
    const auto local = [&](int day, int hour, int minute) {
        return instant{sys_days{year{2026} / 11 / day} + hours{hour - 8} + minutes{minute}};
    };
    CHECK(find_time(c, "等配件 2h", tuesday) == tuesday + hours{2});
    CHECK(find_time(c, "30分钟", tuesday) == tuesday + minutes{30});
    CHECK(find_time(c, "明天 14:30", tuesday) == local(25, 14, 30));
    CHECK(find_time(c, "周三", tuesday) == local(25, 18, 0));
    CHECK(find_time(c, "Fri 9:00", tuesday) == local(27, 9, 0));
    CHECK(find_time(c, "11:00", tuesday) == local(25, 11, 0));
    CHECK(find_time(c, "15点", tuesday) == local(24, 15, 0));
    CHECK(find_time(c, "11-30", tuesday) == local(30, 18, 0));
    CHECK(find_time(c, "3天", tuesday) == local(27, 18, 0));
    CHECK_FALSE(find_time(c, "等配件", tuesday));
}
