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
             {"十二号楼四门，白灰脚印", "12", "4", ""},
             {"五栋一门1203，他才三岁", "5", "1", "1203"},
             {"五号楼一门洞口堆着床垫", "5", "1", ""},
             {"三栋一梯的", "3", "1", ""},
             {"8-1单元五楼拐角", "8", "1", ""},
             {"5-2管井喷水！", "5", "2", ""},
             {"9-1的都推到楼道口了", "9", "1", ""},
             {"11-1楼顶着火", "11", "1", ""},
             {"20-1没电", "20", "1", ""},
             {"大年初一4-2-501下水堵", "4", "2", "501"},
             {"我1506的", "", "", "1506"},
             {"隔壁1206门缝冒烟", "", "", "1206"},
             {"对门1401 纸壳子堆到天花板 17栋", "17", "", "1401"},
             {"304天花板往下滴水", "", "", "304"},
             {"楼上403漏水，我303", "", "", "303"},
             {"4号1701 电表上跳红字", "4", "", "1701"},
             {"6号里的电梯", "6", "", ""},
             {"2座16E成晚有人拖櫈", "2", "", "16E"},
             {"1座11F漏水", "1", "", "11F"},
             {"B座12室", "B", "", "12"},
             {"18号楼1单元1403户", "18", "1", "1403"},
             {"2栋1单元四五六楼灯全灭", "2", "1", ""},
             {"下午三点二十，四栋一单元门前", "4", "1", ""},
             {"我孕38周住1802，3栋的梯子又停", "3", "", "1802"},
             {"20号楼水管裂了", "20", "", ""},
             {"7 hao lou 1 dan yuan 302 mei shui", "7", "1", "302"},
             {"5 hao lou yi dan yuan", "5", "1", ""},
             {"9 dong", "9", "", ""},
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
             {"house 7", "7", "", ""},
             {"House 6, flat 1102", "6", "", "1102"},
             {"In stair house 8-3 ground floor", "8", "3", ""},
             {"4 building, 905", "4", "", "905"},
             {"in front of the 9th block", "9", "", ""},
             {"Left lift of A tower", "A", "", ""},
             {"gate arm by number 4", "4", "", ""},
             {"Nobody in No. 22 can flush", "22", "", ""},
             {"9 unit 2 101", "9", "2", "101"},
             {"5, unit 3, 402", "5", "3", "402"},
             {"unit 5-2-301 no water", "5", "2", "301"},
             {"unit 2-301 building 5", "5", "2", "301"},
             {"second entrance of building 13", "13", "2", ""},
             {"entrance 1 of nine", "9", "1", ""},
             {"304 bldg 5", "5", "", "304"},
             {"flat 302 bldg 4", "4", "", "302"},
             {"A man in 2003, tower 12", "12", "", "2003"},
             {"Tower 21 and I'm stuck in 2803", "21", "", "2803"},
             {"302 in 11-2", "11", "2", "302"},
             {"1102 of 17", "17", "", "1102"},
             {"oily film on my tea. twelve, 705", "12", "", "705"},
             {"tower D 12H", "D", "", "12H"},
             {"smoke in the lobby of 11", "11", "", ""},
             {"hydrant outside 2 knocked over", "2", "", ""},
             {"9-2's guards are the best", "9", "2", ""},
             {"5's stairwell stinks", "5", "", ""},
         })
        check(r);
}

TEST_CASE("What only looks like an address is none") {
    for (const char* text : {"电话13800138000",
                             "我的电话是010-62345678",
                             "138-0013-8000",
                             "我住138 0013 8000",
                             "我家0755-81234567",
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
                             "6位数字",
                             "我在这住了20年",
                             "上个月电费1205",
                             "每月1203",
                             "等了1205秒",
                             "拿502粘的",
                             "月租2301",
                             "取件码3-2-1101",
                             "负二层B-136",
                             "9-1开学",
                             "国庆10-1到10-7没人",
                             "2-3天了还没来",
                             "3-4楼没水",
                             "那一栋全灭了",
                             "3号之前修好",
                             "8号1点来",
                             "102国道",
                             "home by 7",
                             "back in 10",
                             "kids under 12",
                             "phone number 5",
                             "number 4 bus",
                             "no one came",
                             "torn in two",
                             "in 4 colours",
                             "one of 3 lifts",
                             "ages 3-4",
                             "at 2215 last night",
                             "it cost 1203",
                             "paid 1,203",
                             "ticket 1204",
                             "one block away",
                             "bikes block 2 doors",
                             "vitamin C",
                             "8848"}) {
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
    CHECK(spot("地库B2灯坏了") == "地库B2");
    CHECK(spot("车库负二层积水") == "车库负二层");
    CHECK(spot("负二层车库漏水") == "负二层车库");
    CHECK(spot("负3层车库漏水") == "负3层车库");
    CHECK(spot("地下三层车库漏水") == "地下三层车库");
    CHECK(spot("-2层停车场没灯") == "-2层停车场");
    CHECK(spot("地库-1层漏水") == "地库-1层");
    CHECK(spot("B3层车库有人晕倒") == "B3层车库");
    CHECK(spot("the light in garage B2 is out") == "garage B2");
    CHECK(spot("负三层有水") == "负三层");
    CHECK(spot("3-2层漏水") == "");
    CHECK(spot("车库B2栋门口") == "车库");
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
