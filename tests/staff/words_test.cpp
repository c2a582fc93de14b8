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

namespace {

constexpr instant tuesday{sys_days{year{2026} / 11 / 24} + hours{4}};  // 12:00 there

calendar shanghai() {
    calendar c;
    c.offsets = {{instant{}, hours{8}}};
    return c;
}

instant there(int day, int hour, int minute = 0) {
    return instant{sys_days{year{2026} / 11 / day} + hours{hour - 8} + minutes{minute}};
}

}  // namespace

TEST_CASE("a unit counts where it is a word of its own, wherever it stands", "[staff]") {
    const auto at = [](std::string_view words) { return find_time(shanghai(), words, tuesday); };
    CHECK(at("the part comes in 2h") == tuesday + hours{2});
    CHECK(at("马桶 30min 修好") == tuesday + minutes{30});
    CHECK(at("2h后到") == tuesday + hours{2});
    CHECK(at("5m内") == tuesday + minutes{5});
    CHECK(at("2-3小时") == tuesday + hours{3});
    CHECK(at("1.5h") == tuesday + minutes{90});
    CHECK(at("2个小时") == tuesday + hours{2});
    CHECK(at("2hours") == tuesday + hours{2});
    CHECK(at("3d") == there(27, 18));
    CHECK(at("今天修不了，3天") == there(24, 18));
    for (const auto* no_time : {"换25mm软管", "换5m水管", "5m2的地砖", "3m-5m水管", "60Hz的水泵", "24h值班", "3d打印", "dn25m"}) {
        INFO(no_time);
        CHECK_FALSE(at(no_time));
    }
}

TEST_CASE("a named day or the time of a clock says more than a unit", "[staff]") {
    const auto at = [](std::string_view words) { return find_time(shanghai(), words, tuesday); };
    CHECK(at("明天换25mm软管") == there(25, 18));
    CHECK(at("明天 2h 修好") == there(25, 18));
    CHECK(at("14:30 来，2h 修好") == there(24, 14, 30));
    CHECK(at("周五 30分钟") == there(27, 18));
    CHECK(at("11-30 换5m 管") == there(30, 18));
    CHECK(at("今天 2小时内到") == tuesday + hours{2});
    CHECK(at("monitored for 2h") == tuesday + hours{2});
    CHECK(at("friday") == there(27, 18));
}

TEST_CASE("what only looks like a date or an hour is none", "[staff]") {
    const auto at = [](std::string_view words) { return find_time(shanghai(), words, tuesday); };
    CHECK_FALSE(at("3-2-1201 厨房漏水"));
    CHECK(at("3-2-1201 换阀门 2h") == tuesday + hours{2});
    CHECK(at("2026-11-30") == there(30, 18));
    CHECK(at("有一点漏水，2小时内到") == tuesday + hours{2});
    CHECK_FALSE(at("快一点"));
    CHECK(at("下午一点") == there(24, 13));
    CHECK(at("一点半") == there(25, 1, 30));
}

TEST_CASE("the half of the day is said once for both ends of a visit", "[staff]") {
    const auto only = [](std::string_view words) {
        const auto slots = find_slots(shanghai(), words, tuesday);
        REQUIRE(slots.size() == 1);
        return slots.front();
    };
    CHECK(only("下午2点-4点") == slot{there(24, 14), there(24, 16)});
    CHECK(only("下午两点到四点半") == slot{there(24, 14), there(24, 16, 30)});
    CHECK(only("明天晚上8点-10点") == slot{there(25, 20), there(25, 22)});
    CHECK(only("2-4pm") == slot{there(24, 14), there(24, 16)});
    CHECK(only("2pm-4pm") == slot{there(24, 14), there(24, 16)});
    CHECK(only("Wed 10-2pm") == slot{there(25, 10), there(25, 14)});
    CHECK(only("Fri 9am-11am") == slot{there(27, 9), there(27, 11)});
    CHECK(only("周五 9-11点") == slot{there(27, 9), there(27, 11)});
    CHECK(only("下午2点-16:00") == slot{there(24, 14), there(24, 16)});
    CHECK(only("11-25 9:00-11:00") == slot{there(25, 9), there(25, 11)});
    CHECK(only("11-25 14:00") == slot{there(25, 14), there(25, 15)});
}

TEST_CASE("a day behind a clock change is reached by the clock of that day", "[staff]") {
    calendar london;
    london.offsets = {{instant{}, hours{0}},
                      {instant{sys_days{year{2026} / 3 / 29} + hours{1}}, hours{1}},
                      {instant{sys_days{year{2026} / 10 / 25} + hours{1}}, hours{0}}};
    const instant friday{sys_days{year{2026} / 3 / 27} + hours{12}}, october{sys_days{year{2026} / 10 / 23} + hours{12}};
    const auto utc = [](int month, int day, int hour) { return instant{sys_days{year{2026} / month / day} + hours{hour}}; };
    CHECK(find_time(london, "Mon 9:00", friday) == utc(3, 30, 8));
    CHECK(find_time(london, "03-30 9:00", friday) == utc(3, 30, 8));
    CHECK(find_time(london, "3d", friday) == utc(3, 30, 17));
    CHECK(find_time(london, "Mon 9:00", october) == utc(10, 26, 9));
    const auto slots = find_slots(london, "Mon 9:00-11:00", friday);
    REQUIRE(slots.size() == 1);
    CHECK(slots.front() == slot{utc(3, 30, 8), utc(3, 30, 10)});
}
