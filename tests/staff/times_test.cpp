#include <catch2/catch.hpp>

#include "dialogs/staff/staff.hpp"

using namespace linli;
using namespace linli::staff;
using namespace std::chrono;

namespace {

constexpr instant friday{sys_days{year{2026} / 11 / 27} + hours{11} + minutes{18}};  // 19:18 there

calendar shanghai() {
    calendar c;
    c.offsets = {{instant{}, hours{8}}};
    c.days_off.set(0).set(6);
    return c;
}

std::string told(std::string_view words) {
    const auto at = find_time(shanghai(), words, friday);
    return at ? shanghai().when(*at, friday) : "nothing";
}

struct row {
    const char* words;
    const char* time;
};

void check(std::initializer_list<row> rows) {
    for (const auto& r : rows) {
        INFO(r.words);
        CHECK(told(r.words) == r.time);
    }
}

}  // namespace

TEST_CASE("dates are read in every way that people write them", "[staff][times]") {
    check({{"换泵 12月3日14点 前", "12-03 14:00"}, {"十二月三号下午两点", "12-03 14:00"}, {"Dec 3 10:00", "12-03 10:00"},
           {"2 Dec 10:00", "12-02 10:00"},         {"3rd of December, 9am", "12-03 09:00"}, {"until Dec 5", "12-05 18:00"},
           {"12/5", "12-05 18:00"},                {"12/5 10:00", "12-05 10:00"},           {"2026/12/5", "12-05 18:00"},
           {"2026年12月5日", "12-05 18:00"},       {"5号", "12-05 18:00"},                  {"5号上午", "12-05 12:00"},
           {"五号10点", "12-05 10:00"},            {"28号", "11-28 18:00"},                 {"下个月5号", "12-05 18:00"},
           {"月底", "11-30 18:00"},                {"12月底", "12-31 18:00"},               {"下月底", "12-31 18:00"},
           {"12月3日14时30分", "12-03 14:30"},     {"1-5", "01-05 18:00"}});
    check({{"5号楼漏水", "nothing"}, {"换3号门的锁", "nothing"}, {"24/7 on call", "nothing"}, {"1/2寸水管", "nothing"},
           {"3-2-1201 换阀门", "nothing"}, {"we may 10 minutes", "19:28"}});
}

TEST_CASE("the week after is told from the coming days", "[staff][times]") {
    check({{"周六", "11-28 18:00"},           {"配件下周六到", "12-05 18:00"}, {"下周三 10:00", "12-02 10:00"},
           {"下下周一", "12-07 18:00"},       {"下星期三", "12-02 18:00"},     {"下个礼拜三", "12-02 18:00"},
           {"next week wed", "12-02 18:00"},  {"next wed", "12-02 18:00"},     {"wed next week 9am", "12-02 09:00"},
           {"这周六", "11-28 18:00"},         {"下周", "12-04 18:00"},         {"next week", "12-04 18:00"},
           {"大后天", "11-30 18:00"},         {"后天", "11-29 18:00"},         {"the day after tomorrow", "11-29 18:00"},
           {"上周六报的，明天修", "11-28 18:00"}, {"星期天", "11-29 18:00"}});
}

TEST_CASE("spans in written numbers, days and weeks", "[staff][times]") {
    check({{"三天", "11-30 18:00"},       {"两天后", "11-29 18:00"},       {"一周", "12-04 18:00"},
           {"两个星期后", "12-11 18:00"}, {"in 2 days", "11-29 18:00"},    {"in two days", "11-29 18:00"},
           {"1 week", "12-04 18:00"},     {"in a week", "12-04 18:00"},    {"5日内", "12-02 18:00"},
           {"3 天内", "11-30 18:00"},     {"三个工作日内", "12-02 18:00"}, {"两小时", "21:18"},
           {"十分钟后到", "19:28"},       {"半小时到", "19:48"},           {"一个半小时", "20:48"},
           {"ten minutes", "19:28"},      {"half an hour", "19:48"},       {"2 hours", "21:18"},
           {"一刻钟", "19:33"},           {"二十分钟", "19:38"},           {"两三个小时", "22:18"}});
    check({{"3天前报的", "nothing"}, {"2 days ago", "nothing"}, {"每2小时看一次", "nothing"}, {"24小时值班", "nothing"},
           {"第三天", "nothing"}, {"三栋", "nothing"}});
}

TEST_CASE("the weekend holds no working day, though there is service", "[staff][times]") {
    auto c = shanghai();
    c.days_off.reset();
    const auto by = [&](std::string_view words) { return c.when(find_time(c, words, friday).value_or(friday), friday); };
    CHECK(by("3个工作日") == "12-02 18:00");
    CHECK(by("1个工作日") == "11-30 18:00");
    CHECK(by("等配件 两个工作日") == "12-01 18:00");
    CHECK(by("in 2 working days") == "12-01 18:00");
    CHECK(by("3天") == "11-30 18:00");  // days of any kind
    CHECK(by("周六") == "11-28 18:00");
    c.extra_days = {sys_days{year{2026} / 11 / 28}};
    CHECK(by("1个工作日") == "11-28 18:00");
    c.holidays = {sys_days{year{2026} / 11 / 30}};
    CHECK(by("2个工作日") == "12-01 18:00");
}

TEST_CASE("metres of something are no minutes", "[staff][times]") {
    check({{"replace 5m pipe", "nothing"}, {"换5m 水管", "nothing"}, {"换 5 m 水管", "nothing"}, {"basin 5m hose", "nothing"},
           {"100M 光纤", "nothing"}});
    check({{"5m", "19:23"}, {"in 5m", "19:23"}, {"in 5m he comes", "19:23"}, {"5m后", "19:23"}, {"5m 后到", "19:23"},
           {"10m 到", "19:28"}, {"10m 修好", "19:28"}, {"5 min", "19:23"}, {"5m, ok", "19:23"}, {"10m later", "19:28"},
           {"5m pipe, done in 10m", "19:28"}, {"5m 水管，10分钟后换", "19:28"}});
}

TEST_CASE("the half of the day is the one beside the hour", "[staff][times]") {
    check({{"at 3 pm", "11-28 15:00"},       {"tomorrow 3:30 p.m.", "11-28 15:30"}, {"周三下午２点", "12-02 14:00"},
           {"tomorrow noon", "11-28 12:00"}, {"明天中午", "11-28 12:00"},           {"明天中午1点", "11-28 13:00"},
           {"明天上午9点看，下午修", "11-28 09:00"}, {"今晚12点", "11-28 00:00"},   {"明天 12:30am", "11-28 00:30"},
           {"明天上午", "11-28 12:00"},      {"明天下午", "11-28 18:00"},           {"明晚", "11-28 20:00"},
           {"周三晚8点", "12-02 20:00"},     {"明天上午十点一刻", "11-28 10:15"},   {"周三三点二十", "12-02 15:20"},
           {"下午好，明天来", "11-28 18:00"}, {"今晚", "20:00"}});
}

TEST_CASE("what is past is not moved to another day", "[staff][times]") {
    check({{"今天下午3点去", "15:00"}, {"11-20", "11-20 18:00"}, {"11月20日 10:00", "11-20 10:00"}, {"今天上午", "12:00"},
           {"今天", "23:59"}, {"15:00", "11-28 15:00"}, {"下午修", "nothing"}});
}

TEST_CASE("a visit in a part of the day takes that part", "[staff][times]") {
    const auto slots = [](std::string_view words) {
        std::string out;
        const auto c = shanghai();
        for (const auto& s : find_slots(c, words, friday)) out += c.when(s.from, friday) + "–" + c.clock(s.to) + ";";
        return out;
    };
    CHECK(slots("明天上午") == "11-28 09:00–12:00;");
    CHECK(slots("明天下午") == "11-28 14:00–17:00;");
    CHECK(slots("明天晚上") == "11-28 19:00–21:00;");
    CHECK(slots("tomorrow morning or afternoon") == "11-28 09:00–12:00;11-28 14:00–17:00;");
    CHECK(slots("今晚") == "19:30–21:00;");
    CHECK(slots("周三 9:00 - 11:00｜14:00-15:00") == "12-02 09:00–11:00;12-02 14:00–15:00;");
    CHECK(slots("12月3日9点到11点") == "12-03 09:00–11:00;");
    CHECK(slots("明天") == "11-28 09:00–18:00;");
    CHECK(slots("from 9 to 11 am tomorrow") == "11-28 09:00–11:00;");
    CHECK(slots("今天下午3点") == "15:00–16:00;");
    CHECK(slots("看看再说").empty());
}

TEST_CASE("words are left without the times that stood in them", "[staff][times]") {
    const auto left = [](std::string words) { return without_times(shanghai(), std::move(words), friday); };
    CHECK(left("换软管 今天 18:00 前完成") == "换软管 完成");
    CHECK(left("今天上午9点换管") == "换管");
    CHECK(left("等配件 11-20") == "等配件");
    CHECK(left("今天 9:00-11:00 | 周四 14:00") == "");
    CHECK(left("换管 今天 9:00 - 11:00 完成") == "换管 完成");
    CHECK(left("replace the pump today 9am") == "replace the pump");
    CHECK(left("spare part by Friday") == "spare part by");
    CHECK(left("今天9:00 前台集合") == "前台集合");
    CHECK(left("换3号门的锁") == "换3号门的锁");
    CHECK(left("") == "");
}

namespace {

constexpr instant morning{sys_days{year{2026} / 11 / 27} + hours{2}};  // Friday, 10:00 there

std::string offered(std::string_view words) {
    std::string out;
    const auto c = shanghai();
    for (const auto& s : find_slots(c, words, morning)) out += c.when(s.from, morning) + "–" + c.clock(s.to) + ";";
    return out;
}

std::string by_when(std::string_view words) {
    if (unclear_time(shanghai(), words, morning)) return "unclear";
    const auto at = find_time(shanghai(), words, morning);
    return at ? shanghai().when(*at, morning) : "nothing";
}

void check_offers(std::initializer_list<row> rows) {
    for (const auto& r : rows) {
        INFO(r.words);
        CHECK(offered(r.words) == r.time);
    }
}

void check_by(std::initializer_list<row> rows) {
    for (const auto& r : rows) {
        INFO(r.words);
        CHECK(by_when(r.words) == r.time);
    }
}

}  // namespace

TEST_CASE("each time of a visit is offered, whatever stands between them", "[staff][times]") {
    for (const auto* words :
         {"明天9:00、周五14:00", "明天9:00，周五14:00", "明天9:00/周五14:00", "明天9:00 / 周五14:00", "明天9:00 周五14:00",
          "明天9:00周五14:00", "明天9:00；周五14:00", "明天9:00或周五14:00", "明天9:00还是周五14:00", "明天9:00和周五14:00",
          "明天9:00 | 周五14:00", "明天9:00\n周五14:00", "1) 明天9:00 2) 周五14:00", "1）明天9:00 2）周五14:00",
          "1. 明天9:00 2. 周五14:00", "1、明天9:00 2、周五14:00", "① 明天9:00 ② 周五14:00", "tomorrow 9:00, Friday 14:00",
          "tomorrow 9am or fri 2pm", "tomorrow 9:00 and Friday 14:00", "tmr 9, fri 14", "11-28 9:00、12-04 14:00",
          "11月28日9点、12月4日14点", "2026-11-28 9:00, 2026-12-04 14:00", "nov 28 9:00, dec 4 14:00"}) {
        INFO(words);
        CHECK(offered(words) == "11-28 09:00–10:00;12-04 14:00–15:00;");
    }
    check_offers({{"明天 9:00-11:00, 周五 14:00", "11-28 09:00–11:00;12-04 14:00–15:00;"},
                  {"tomorrow 9-11 or friday 2-4", "11-28 09:00–11:00;12-04 14:00–16:00;"},
                  {"mon 9, tue 10, wed 11", "11-30 09:00–10:00;12-01 10:00–11:00;12-02 11:00–12:00;"},
                  {"明天9:00-11:00、14:00-16:00", "11-28 09:00–11:00;11-28 14:00–16:00;"},
                  {"明天9点、10点", "11-28 09:00–10:00;11-28 10:00–11:00;"},
                  {"明天上午、下午", "11-28 09:00–12:00;11-28 14:00–17:00;"}});
}

TEST_CASE("one time stays one, told in several clauses", "[staff][times]") {
    check_offers({{"明天, 9:00", "11-28 09:00–10:00;"},           {"9:00-11:00，明天", "11-28 09:00–11:00;"},
                  {"明天上午，9点", "11-28 09:00–10:00;"},         {"周五14:00，大概2小时", "12-04 14:00–15:00;"},
                  {"今天下午3点，带工具", "15:00–16:00;"},         {"明天9点，楼下5号门", "11-28 09:00–10:00;"},
                  {"明天9点，3-2-1201", "11-28 09:00–10:00;"},     {"12月3日周四 14:00", "12-03 14:00–15:00;"},
                  {"今天太晚了，明天上门", "11-28 09:00–18:00;"},  {"9 to 11 am tomorrow", "11-28 09:00–11:00;"}});
}

TEST_CASE("what was declined tells the day of what is offered instead", "[staff][times]") {
    check_offers({{"周一上午没空，下午2点来", "11-30 14:00–15:00;"},     {"明天上午9点不行，下午2点", "11-28 14:00–15:00;"},
                  {"后天上午来不了，下午3点", "11-29 15:00–16:00;"},     {"明天上午来不了，下午3点", "11-28 15:00–16:00;"},
                  {"周一上午没空。下午2点或4点", "11-30 14:00–15:00;11-30 16:00–17:00;"},
                  {"明天可以，周一上午没空，下午2点来", "11-28 09:00–18:00;11-30 14:00–15:00;"},
                  {"明天上午没时间，下午2点", "11-28 14:00–15:00;"},     {"明天上午不方便，下午", "11-28 14:00–17:00;"},
                  {"tomorrow morning not free, 2 pm", "11-28 14:00–15:00;"}});
    check_offers({{"周一没空，周二下午2点来", "12-01 14:00–15:00;"},     {"今天上午没空，下午2点来", "14:00–15:00;"},
                  {"今天太晚了，上午9点来", "11-28 09:00–10:00;"},       {"昨天没空，下午2点来", "14:00–15:00;"},
                  {"周一没空，2小时后来", "12:00–13:00;"},               {"周一没空，下午2点，周二", "12-01 14:00–15:00;"},
                  {"周一9:00如不方便请告知", "11-30 09:00–10:00;"},      {"周一9点，不方便的话请说", "11-30 09:00–10:00;"},
                  {"下午2点，周一上午没空", "14:00–15:00;"},             {"周一没空", ""}});
}

TEST_CASE("days that are named together share the hour behind them", "[staff][times]") {
    check_offers({{"周一、周二上午9点", "11-30 09:00–10:00;12-01 09:00–10:00;"},
                  {"周一或周二上午", "11-30 09:00–12:00;12-01 09:00–12:00;"},
                  {"周一和周二 9-11", "11-30 09:00–11:00;12-01 09:00–11:00;"},
                  {"周一/周二下午3点", "11-30 15:00–16:00;12-01 15:00–16:00;"},
                  {"周一，周二，下午3点", "11-30 15:00–16:00;12-01 15:00–16:00;"},
                  {"周一、周二、周三上午", "11-30 09:00–12:00;12-01 09:00–12:00;12-02 09:00–12:00;"},
                  {"12月13日、12月14日上午", "12-13 09:00–12:00;12-14 09:00–12:00;"},
                  {"monday or tuesday morning", "11-30 09:00–12:00;12-01 09:00–12:00;"},
                  {"今明两天下午", "14:00–17:00;11-28 14:00–17:00;"},
                  {"今明两天", "10:00–18:00;11-28 09:00–18:00;"},
                  {"明后天上午", "11-28 09:00–12:00;11-29 09:00–12:00;"},
                  {"明后两天上午9点", "11-28 09:00–10:00;11-29 09:00–10:00;"},
                  {"今明后三天下午", "14:00–17:00;11-28 14:00–17:00;11-29 14:00–17:00;"}});
    check_offers({{"周一 | 周二 14:00", "11-30 09:00–18:00;12-01 14:00–15:00;"},
                  {"周一；周二14:00", "11-30 09:00–18:00;12-01 14:00–15:00;"},
                  {"周一全天、周二上午", "11-30 09:00–18:00;12-01 09:00–12:00;"},
                  {"周一下午、周二上午", "11-30 14:00–17:00;12-01 09:00–12:00;"},
                  {"9点，周一，周二14点", "11-30 09:00–10:00;12-01 14:00–15:00;"},
                  {"今天、明天上午9点", "10:00–18:00;11-28 09:00–10:00;"},
                  {"周一上午9点、周二", "11-30 09:00–10:00;12-01 09:00–18:00;"},
                  {"周一到周二上午9点", ""},
                  {"周一没空、周二上午9点", "12-01 09:00–10:00;"},
                  {"后天上午", "11-29 09:00–12:00;"}});
    check_by({{"明后天修好", "11-29 18:00"}, {"今明两天修好", "11-28 18:00"}, {"两天", "11-29 18:00"}});
}

TEST_CASE("several days are never mixed into one that nobody said", "[staff][times]") {
    check_by({{"明天9:00、周五14:00", "unclear"},    {"等配件 周三，周五", "unclear"},      {"明天或周五", "unclear"},
              {"tomorrow or friday", "unclear"}, {"今天或明天", "unclear"},     {"12月3日周五", "unclear"},            {"明天 周三 14:00", "unclear"},
              {"明天25点", "unclear"},               {"明天25:00", "unclear"},              {"明天9:75", "unclear"},
              {"换泵 周一 周三", "unclear"}});
    check_by({{"明天9:00上门，周五14:00完成", "12-04 14:00"}, {"配件周三到，周五装好", "12-04 18:00"},
              {"周五之前修好，明天先来看", "12-04 18:00"},    {"明天拆，后天装", "11-29 18:00"},
              {"今天先关阀，明天换管", "11-28 18:00"},        {"今天9:00来看过，明天10:00修", "11-28 10:00"},
              {"14:30 来，周五修好", "12-04 18:00"},          {"周四，10:00 前", "12-03 10:00"},
              {"换泵 10:00 前，周四", "12-03 10:00"},         {"下午3点，明天", "11-28 15:00"}, {"明天9:00开始施工，周五完工", "12-04 18:00"}, {"等配件 周三到，周四装", "12-03 18:00"},
              {"周三到周五", "12-04 18:00"},                  {"11月28日（周六）9点", "11-28 09:00"}});
}

TEST_CASE("one to six are in the afternoon, unless it is said", "[staff][times]") {
    check_offers({{"3点到5点", "15:00–17:00;"},       {"2点-4点", "14:00–16:00;"},         {"5点到7点", "17:00–19:00;"},
                  {"11点到1点", "11:00–13:00;"},      {"6点到8点", "18:00–20:00;"},        {"上午9点到3点", "11-28 09:00–15:00;"},
                  {"凌晨3点到5点", "11-28 03:00–05:00;"}, {"早上6点到8点", "11-28 06:00–08:00;"},
                  {"3-5am", "11-28 03:00–05:00;"},    {"7点到9点", "11-28 07:00–09:00;"}});
    check_by({{"3点半修好", "15:30"},   {"周五3点", "12-04 15:00"}, {"我3点到", "15:00"},    {"1点", "13:00"},
              {"6点", "18:00"},         {"7点", "11-28 07:00"},     {"明天3:00", "11-28 15:00"}, {"at 3", "15:00"},
              {"by 3", "15:00"},        {"3 o'clock", "15:00"},     {"until 5", "17:00"},    {"上午看过，3点来", "15:00"}});
    check_by({{"凌晨3点", "11-28 03:00"}, {"早上6点", "11-28 06:00"}, {"早6点", "11-28 06:00"}, {"周三早6点", "12-02 06:00"},
              {"3am", "11-28 03:00"},     {"at 3 in the morning", "11-28 03:00"}, {"03:00", "11-28 03:00"}, {"0:30", "11-28 00:30"}});
}

TEST_CASE("an hour may be a number alone behind a day", "[staff][times]") {
    check_by({{"parts tmr 9", "11-28 09:00"},     {"明天0930", "11-28 09:30"},          {"sat 10", "11-28 10:00"},
              {"wednesday at ten", "12-02 10:00"}, {"mon 9.15am", "11-30 09:15"},       {"明天9.30", "11-28 09:30"},
              {"tomorrow at 3", "11-28 15:00"},    {"明天9，换泵", "11-28 09:00"},       {"明天9到", "11-28 09:00"},
              {"明天下午3", "11-28 15:00"},        {"今晚8", "20:00"},                   {"12月4日 9", "12-04 09:00"},
              {"12/4 10", "12-04 10:00"},          {"by monday 5", "11-30 17:00"},       {"周五 1430", "12-04 14:30"},
              {"at 5 today", "17:00"},             {"around 4", "16:00"},                {"3.30pm", "15:30"},             {"the day after tomorrow at 10", "11-29 10:00"}});
    check_offers({{"tmr 9-11", "11-28 09:00–11:00;"},   {"明天9-11", "11-28 09:00–11:00;"},
                  {"明天9到11", "11-28 09:00–11:00;"},  {"tomorrow 9 to 11", "11-28 09:00–11:00;"},
                  {"tomorrow between 2 and 4", "11-28 14:00–16:00;"}, {"between 2 and 4 tomorrow", "11-28 14:00–16:00;"},
                  {"明天9-11上门", "11-28 09:00–11:00;"}, {"周二 9~11", "12-01 09:00–11:00;"},
                  {"tomorrow 10am - 12", "11-28 10:00–12:00;"}, {"明天9:00-11", "11-28 09:00–11:00;"}});
    check_by({{"明天2人", "11-28 18:00"},         {"sat 10 parts", "11-28 18:00"},      {"at 3 sites", "nothing"},
              {"明天3栋停水", "11-28 18:00"},     {"明天1201没人", "11-28 18:00"},      {"明天1200元", "11-28 18:00"},
              {"明天 3-5人来", "11-28 18:00"},    {"周五1楼", "12-04 18:00"},           {"wed 2 dec", "12-02 18:00"},
              {"周三 12-2", "12-02 18:00"},       {"by 12-5", "12-05 18:00"},           {"明天25号楼", "11-28 18:00"},
              {"周五30分钟", "12-04 18:00"},      {"by 3 people", "nothing"}, {"after 3 sites", "nothing"},           {"monday 2 men", "11-30 18:00"}});
}

TEST_CASE("yesterday is over, but what was done then is no time", "[staff][times]") {
    check_by({{"昨天9点", "11-26 09:00"},     {"换阀门 昨天", "11-26 18:00"},  {"前天", "11-25 18:00"},
              {"yesterday at 9", "11-26 09:00"}, {"昨天看过，明天修", "11-28 18:00"}, {"昨天9点报的，3天内修", "11-30 18:00"},
              {"昨天看过是阀门，换阀门", "nothing"}, {"3天前天花板漏", "nothing"}});
    CHECK(offered("昨天9点") == "11-26 09:00–10:00;");
}

TEST_CASE("a span of hours is over at its end", "[staff][times]") {
    check_by({{"明天上午9点到11点之间", "11-28 11:00"}, {"明天9-11", "11-28 11:00"}, {"tomorrow from 9 to 11", "11-28 11:00"},
              {"今天 14:00-16:00 换管", "16:00"}});
}

TEST_CASE("nothing of a time is left behind", "[staff][times]") {
    const auto left = [](std::string words) { return without_times(shanghai(), std::move(words), morning); };
    CHECK(left("换泵 明天9:00、周五14:00") == "换泵");
    CHECK(left("换泵 明天25点") == "换泵");
    CHECK(left("换泵 12月3日 14:00") == "换泵");
    CHECK(left("换泵 下周五10点") == "换泵");
    CHECK(left("换泵 今晚8点") == "换泵");
    CHECK(left("换泵 明天9-11") == "换泵");
    CHECK(left("换泵 明后天") == "换泵");
    CHECK(left("换泵 今明两天") == "换泵");
    CHECK(left("换泵 明天 9") == "换泵");
    CHECK(left("换泵 3点到5点") == "换泵");
    CHECK(left("change pump next monday 9") == "change pump");
    CHECK(left("1201换阀门 明天") == "1201换阀门");
    CHECK(left("明天2人") == "2人");
    CHECK(left("tomorrow 10am - 12") == "");
    CHECK(left("换泵 三点到五点") == "换泵");
    CHECK(left("换泵 12月3日周五") == "换泵");
    CHECK(left("明天或周五 换泵") == "换泵");
    CHECK(left("换泵 周三拆，周四装") == "换泵 拆，装");  // what is done stays
}
