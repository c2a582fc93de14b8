#include <catch2/catch.hpp>

#include "tests/understanding/reading_of.hpp"

using namespace linli;
using test::reading_of;

namespace {

struct row {
    const char* text;
    const char* building;
    const char* unit;
    const char* room;
};

void check(const row& r) {
    INFO(r.text);
    const auto p = reading_of(r.text).place;
    CHECK(p.building == r.building);
    CHECK(p.unit == r.unit);
    CHECK(p.room == r.room);
}

}  // namespace

TEST_CASE("Chinese addresses are read in every common writing") {
    for (const auto& r : std::initializer_list<row>{
             {"十二栋", "12", "", ""},
             {"第十二栋", "12", "", ""},
             {"12栋", "12", "", ""},
             {"12号楼", "12", "", ""},
             {"12 号楼", "12", "", ""},
             {"１２號樓", "12", "", ""},
             {"12幢", "12", "", ""},
             {"12#", "12", "", ""},
             {"12#楼漏水", "12", "", ""},
             {"03栋", "3", "", ""},
             {"B座", "B", "", ""},
             {"b座1203", "B", "", "1203"},
             {"A1栋", "A1", "", ""},
             {"3A栋1101", "3A", "", "1101"},
             {"二十三号楼", "23", "", ""},
             {"3号楼二单元", "3", "2", ""},
             {"3栋2单元1101", "3", "2", "1101"},
             {"3栋2单元1101卫生间天花板一直滴水", "3", "2", "1101"},
             {"三栋二单元一一零一", "3", "2", "1101"},
             {"三栋二单元一千一百零一室", "3", "2", "1101"},
             {"3号楼2单元11楼1101", "3", "2", "1101"},
             {"3号楼 2单元 1101室", "3", "2", "1101"},
             {"我住3栋二单元,1101", "3", "2", "1101"},
             {"3号2单元1101", "3", "2", "1101"},
             {"3栋1101", "3", "", "1101"},
             {"3栋1101A", "3", "", "1101A"},
             {"3#2-1101", "3", "2", "1101"},
             {"3栋2-1101", "3", "2", "1101"},
             {"3-2-1101", "3", "2", "1101"},
             {"3－2－1101", "3", "2", "1101"},
             {"3—2—1101", "3", "2", "1101"},
             {"3 - 2 - 1101", "3", "2", "1101"},
             {"3/2/1101", "3", "2", "1101"},
             {"3-1101", "3", "", "1101"},
             {"B-1203", "B", "", "1203"},
             {"B1203 漏水", "B", "", "1203"},
             {"住3-2-502的", "3", "2", "502"},
             {"二单元1101", "", "2", "1101"},
             {"1101室", "", "", "1101"},
             {"我家1101", "", "", "1101"},
             {"1101卫生间漏水", "", "", "1101"},
             {"1203", "", "", "1203"},
             {"3 2 1101", "3", "2", "1101"},
             {"煤汽味！！3号楼二单元", "3", "2", ""},
             {"着火了着火了 6栋楼下电动车", "6", "", ""},
             {"5号楼17楼没水", "5", "", ""},
         })
        check(r);
}

TEST_CASE("English addresses are read in every common writing") {
    for (const auto& r : std::initializer_list<row>{
             {"building 3 unit 2 flat 1101", "3", "2", "1101"},
             {"Building 3, Unit 2, Flat 1101", "3", "2", "1101"},
             {"bldg 5", "5", "", ""},
             {"trapped in lift 2 bldg 5 help", "5", "", ""},
             {"block 12", "12", "", ""},
             {"blk 12 flat 3B", "12", "", "3B"},
             {"tower B", "B", "", ""},
             {"lift not working in tower B", "B", "", ""},
             {"tower five", "5", "", ""},
             {"building no. 7", "7", "", ""},
             {"building #7", "7", "", ""},
             {"tower B 1203", "B", "", "1203"},
             {"1203 tower B", "B", "", "1203"},
             {"flat 1203, tower B", "B", "", "1203"},
             {"B 1203", "B", "", "1203"},
             {"there is smoke coming out of flat 802", "", "", "802"},
             {"apartment 5b", "", "", "5B"},
             {"unit 1203", "", "", "1203"},
             {"building 3 entrance 2", "3", "2", ""},
             {"building 3-2-1101", "3", "2", "1101"},
             {"FIRE in building 6 bike shed", "6", "", ""},
             {"Building A, the lift is stuck", "A", "", ""},
         })
        check(r);
}

TEST_CASE("What only looks like an address is none") {
    for (const char* text : {"电话13800138000",
                             "我的电话是010-62345678",
                             "138-0013-8000", "我住138 0013 8000", "我家0755-81234567",
                             "+86 138 0013 8000",
                             "京A12034",
                             "粤B·D12345",
                             "收了我3000元",
                             "300块",
                             "换个水龙头要300 有没有价目表",
                             "2026-05-12停水",
                             "5月12日开始",
                             "12/5/2026",
                             "12-5-2026 no water",
                             "晚上10-12点",
                             "有3个人",
                             "来了1101次",
                             "28楼让人怎么爬",
                             "5楼漏水",
                             "strong gas smell on 5th floor",
                             "1到4号楼全停电",
                             "1-4号楼停水",
                             "两栋楼都没水",
                             "整栋没电",
                             "这栋楼",
                             "CP-0412",
                             "cp0412",
                             "单号412",
                             "case 412",
                             "110",
                             "119 着火了",
                             "120",
                             "3室2厅",
                             "7座车",
                             "3号下午",
                             "my car is in bay B1203",
                             "车位B-1203",
                             "a 500 yuan fee",
                             "power cut in blocks 1 to 4",
                             "drilling at 7am on sunday",
                             "13 degrees inside",
                             "ebikes block our entrance",
                             "the building",
                             "building a fence",
                             "24-7",
                             "100-200元",
                             "reported 3 times",
                             "tower",
                             "号楼",
                             "栋",
                             "单元门坏了",
                             "1101次列车",
                             "密码1101个",
                             "living room 2",
                             "I live in the building",
                             "6位数字"}) {
        INFO(text);
        const auto p = reading_of(text).place;
        CHECK(p.building == "");
        CHECK(p.unit == "");
        CHECK(p.room == "");
    }
}

TEST_CASE("Later places fill only what the first left open") {
    check({"3栋2单元1101，楼上是3栋2单元1201", "3", "2", "1101"});
    check({"3号楼和5号楼都停电", "3", "", ""});
    check({"3号楼漏水，我住2单元1101", "3", "2", "1101"});
}

TEST_CASE("Public spots are kept in the resident's own words") {
    const auto spot = [](const char* text) { return reading_of(text).place.spot; };
    CHECK(spot("东门路灯坏了") == "东门");
    CHECK(spot("地下车库进水了") == "地下车库");
    CHECK(spot("B2车库漏水") == "B2车库");
    CHECK(spot("3号门没人") == "3号门");
    CHECK(spot("大堂地面黏糊糊的") == "大堂");
    CHECK(spot("street lamp by Gate 3 is dead") == "Gate 3");
    CHECK(spot("vomit in the Lobby") == "Lobby");
    CHECK(spot("dirty water in the swimming pool") == "swimming pool");
    CHECK(spot("你好") == "");
}

TEST_CASE("A part that every building has is a place only with its building") {
    CHECK(reading_of("楼道灯不亮").place.empty());
    CHECK(reading_of("3栋楼道灯不亮").place.spot == "楼道");
    CHECK(reading_of("楼道里好大煤气味 3栋2单元").place == place{"3", "2", "", "楼道"});
    CHECK(reading_of("stairwell light is out").place.empty());
    CHECK(reading_of("stairwell light is out in block 4").place == place{"4", "", "", "stairwell"});
}
