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

TEST_CASE("a verb ends at a blank or at a mark", "[staff]") {
    const auto is = [](std::string_view text, verb v, std::string_view rest) {
        const auto read = read_words(text);
        INFO(text);
        CHECK(read.verb == v);
        CHECK(read.rest == rest);
    };
    is("备注：这家欠物业费", verb::note, "这家欠物业费");
    is("备注,这家欠物业费", verb::note, "这家欠物业费");
    is("note: owes three months", verb::note, "owes three months");
    is("完成：换了软管", verb::done, "换了软管");
    is("done - replaced the hose", verb::done, "replaced the hose");
    is("接单。", verb::take, "");
    is("接单！", verb::take, "");
    is("／take", verb::take, "");
    is("／ｄｏｎｅ　换了软管", verb::done, "换了软管");
    is("/done换了软管", verb::done, "换了软管");
    is("查明：角阀老化", verb::findings, "角阀老化");
    is("方案：换阀门，周四前", verb::plan, "换阀门，周四前");
    is("转派给赵师傅", verb::assign, "赵师傅");
    is("轉派 趙師傅", verb::assign, "趙師傅");
    is("完成了，换了软管", verb::done, "换了软管");
    is("到场了", verb::onsite, "");
    is("我来接", verb::take, "");
}

TEST_CASE("what may be said to a resident is no verb", "[staff]") {
    for (const std::string_view text :
         {"完成后告诉您", "完成了没有", "完成了吗？", "完成了，您看看还漏不漏", "到场时间是九点", "等待配件中",
          "方案明天给您", "转派给工程部了，稍后联系您", "我接了您的电话就过来", "我来接您", "done, will call you",
          "Wait, I am on the way", "Done.", "note that the water is off", "take: a photo please",
          "工单，已经转给工程部"}) {
        INFO(text);
        CHECK(read_words(text).verb == verb::none);
        CHECK(read_words(text).rest == text);
    }
}

TEST_CASE("a case is named before the verb, behind it or at the end", "[staff]") {
    const auto is = [](std::string_view text, verb v, int code, named_at where, std::string_view rest) {
        const auto read = read_words(text);
        INFO(text);
        CHECK(read.verb == v);
        CHECK(read.code == static_cast<case_code>(code));
        CHECK(read.where == where);
        CHECK(read.rest == rest);
    };
    is("CP-0001 完成 换了软管", verb::done, 1, named_at::front, "换了软管");
    is("CP-0001 /done 换了软管", verb::done, 1, named_at::front, "换了软管");
    is("CP-0001：接单", verb::take, 1, named_at::front, "");
    is("完成 换了软管 CP-0001", verb::done, 1, named_at::end, "换了软管");
    is("完成 换了软管，CP-0001。", verb::done, 1, named_at::end, "换了软管");
    is("我来接 CP-0002", verb::take, 2, named_at::behind, "");
    is("/done ＣＰ－０００１ 换了软管", verb::done, 1, named_at::behind, "换了软管");
    is("我来接CP-0002吧", verb::take, 2, named_at::behind, "吧");
    is("接单CP-0001", verb::take, 1, named_at::behind, "");
    is("CP-0002 /merge CP-0001", verb::merge, 2, named_at::front, "CP-0001");
    is("合并到CP-0003", verb::merge, 3, named_at::behind, "");
    is("/find 漏水 CP-0001", verb::find, 0, named_at::nowhere, "漏水 CP-0001");
    is("完成 换了CP-0001的软管", verb::done, 0, named_at::nowhere, "换了CP-0001的软管");
    CHECK(read_words("/done CP-0001那边总阀关了").all == "CP-0001那边总阀关了");
    CHECK(read_words("CP-0001 那家今天在家吗").verb == verb::none);
    CHECK(read_words("完成，CP-0001也该结了").in_passing);
    CHECK(read_words("CP-0001 上门 约好了吗？").in_passing);
    CHECK_FALSE(read_words("备注，CP-0001 欠费").in_passing);
    CHECK(read_words("CP-0001 /fly").slash);
}

TEST_CASE("a quoted text speaks for a case only where it is its card", "[staff]") {
    CHECK(code_of_card("🚽 CP-0001 · P1 · 下水堵塞/返水 · 3栋\n下水道堵了\n李工处理中") == static_cast<case_code>(1));
    CHECK(code_of_card("CP-0001 · 等待接手 · 上条已发出") == static_cast<case_code>(1));
    CHECK_FALSE(code_of_card("在这个群里办事：\n/merge 合并 CP-0003"));
    CHECK_FALSE(code_of_card("未结 2 件：\nP1 CP-0001 等待接手 3栋"));
    CHECK_FALSE(code_of_card("P1 CP-0001 等待接手 3栋"));
    CHECK_FALSE(code_of_card("这是哪一件？回复这条写上单号，例如 CP-0412。"));
    CHECK_FALSE(code_of_card("CP-0001 现在做不了这一步。"));
    CHECK_FALSE(code_of_card(""));
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
    CHECK(at("今天修不了，3天") == there(27, 18));
    for (const auto* no_time :
         {"换25mm软管", "换5m水管", "5m2的地砖", "3m-5m水管", "60Hz的水泵", "24h值班", "3d打印", "dn25m"}) {
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
    CHECK(at("一点半") == there(24, 13, 30));
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
    const instant friday{sys_days{year{2026} / 3 / 27} + hours{12}},
        october{sys_days{year{2026} / 10 / 23} + hours{12}};
    const auto utc = [](int month, int day, int hour) {
        return instant{sys_days{year{2026} / month / day} + hours{hour}};
    };
    CHECK(find_time(london, "Mon 9:00", friday) == utc(3, 30, 8));
    CHECK(find_time(london, "03-30 9:00", friday) == utc(3, 30, 8));
    CHECK(find_time(london, "3d", friday) == utc(3, 30, 17));
    CHECK(find_time(london, "Mon 9:00", october) == utc(10, 26, 9));
    const auto slots = find_slots(london, "Mon 9:00-11:00", friday);
    REQUIRE(slots.size() == 1);
    CHECK(slots.front() == slot{utc(3, 30, 8), utc(3, 30, 10)});
}

TEST_CASE("an order that is put as a question moves nothing by itself", "[staff]") {
    for (const std::string text : {"驳回 CP-0001 行不行？", "完成 CP-0001 了没有", "完成 CP-0001 吗？",
                                   "到场 CP-0001 没有？", "等待 CP-0001 到什么时候？明天？", "CP-0001 止险 没？"}) {
        INFO(text);
        CHECK(read_words(text).in_passing);
        CHECK(read_words(text).asks);
    }
    CHECK(read_words("/done CP-0001 吗？").asks);
    CHECK_FALSE(read_words("/done CP-0001 换了软管，您看行吗？").asks);
    CHECK_FALSE(read_words("驳回 CP-0001 现场什么都没有").in_passing);
    CHECK_FALSE(read_words("/verify CP-0001 是您家吗？").asks);
}
