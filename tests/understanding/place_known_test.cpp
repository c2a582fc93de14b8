// Places of a community whose buildings were described; places that a message takes back; floors.
#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

#include "dialogs/buildings.hpp"
#include "tests/understanding/reading_of.hpp"

using namespace linli;
using test::reading_of;

namespace {

constexpr int rounds = 400;

// 1 to 12 with two entrances, 18 floors and four flats on each; A to D of which only the name is told.
std::vector<building> compound() {
    std::vector<building> all;
    for (int n = 1; n <= 12; ++n) all.push_back({std::to_string(n), {"1", "2"}, 18, 4});
    for (const char c : {'A', 'B', 'C', 'D'}) all.push_back({std::string(1, c), {}, 0, 0});
    return all;
}

place where(const std::string& text) {
    static const folder fold({});
    static const place_reader reads(fold, compound());
    const auto folded_text = fold.fold(text);
    claims taken(folded_text.size());
    return reads.read(folded_text, taken).where;
}

std::string parts(const place& p) { return p.building + "/" + p.unit + "/" + p.room; }

struct dice {
    std::mt19937 engine{20261126};
    int between(int least, int most) { return std::uniform_int_distribution<int>(least, most)(engine); }
};

}  // namespace

TEST_CASE("whatever exists fits, and each part that does not is named") {
    const auto known = compound();
    dice d;
    for (int i = 0; i < rounds; ++i) {
        const int b = d.between(1, 12), u = d.between(1, 2), floor = d.between(1, 18), door = d.between(1, 4);
        place p{std::to_string(b), std::to_string(u), std::to_string(100 * floor + door), {}};
        CAPTURE(parts(p));
        CHECK(misfit_of(known, p) == misfit::none);
        CHECK(has_flat(known, p));
        auto wrong = p;
        wrong.building = std::to_string(d.between(13, 99));
        CHECK(misfit_of(known, wrong) == misfit::building);
        wrong = p;
        wrong.unit = std::to_string(d.between(3, 9));
        CHECK(misfit_of(known, wrong) == misfit::unit);
        wrong = p;
        wrong.room = std::to_string(100 * d.between(19, 60) + door);
        CHECK(misfit_of(known, wrong) == misfit::floor);
        wrong = p;
        wrong.room = std::to_string(100 * floor + d.between(5, 40));
        CHECK(misfit_of(known, wrong) == misfit::room);
        CHECK_FALSE(has_flat(known, wrong));
        CHECK(misfit_of({}, wrong) == misfit::none);
    }
}

TEST_CASE("what nobody described is not doubted") {
    const auto known = compound();
    CHECK(misfit_of(known, {"A", "9", "9901", {}}) == misfit::none);
    CHECK_FALSE(has_flat(known, {"A", "", "1101", {}}));
    CHECK(misfit_of(known, {"", "", "9901", "东门"}) == misfit::none);
    CHECK(misfit_of(known, {"3", "", "楼上那家", {}}) == misfit::none);
    CHECK(misfit_of(known, {"3", "", "12", {}}) == misfit::none);
    CHECK(misfit_of(known, {"3", "", "16E", {}}) == misfit::room);
    CHECK(misfit_of(known, {"3", "", "16D", {}}) == misfit::none);
    CHECK(misfit_of(known, {"3", "", "", "", "25"}) == misfit::floor);
    const std::vector<building> one{{"1", {"1", "2"}, 6, 2}};
    CHECK(misfit_of(one, {"", "", "701", {}}) == misfit::floor);  // there is no other one to mean
}

TEST_CASE("many names are listed in few words") {
    const auto list = [](std::vector<std::string> names) { return listed(names, language::zh); };
    CHECK(list({"1", "2", "3", "4"}) == "1–4");
    CHECK(list({"1", "2", "5", "7", "8", "9", "A", "B", "C"}) == "1、2、5、7–9、A–C");
    CHECK(list({"B1", "B2", "B3", "12A"}) == "B1–B3、12A");
    CHECK(listed(compound(), language::en) == "1–12, A–D");
    CHECK(list({"1", "3", "5", "7", "9", "11", "13", "15", "17"}) == "1、3、5、7、9、11、13、15、…");
    CHECK(name_in_places("007") == "7");
    CHECK(name_in_places("b02") == "B2");
    CHECK(name_in_places("12a") == "12A");
    for (const auto* bad : {"", "0", "1234", "AB", "3栋", "-1", "A1B"}) CHECK(name_in_places(bad).empty());
}

TEST_CASE("two bare numbers are a place where such a flat exists") {
    dice d;
    for (int i = 0; i < rounds; ++i) {
        const auto b = std::to_string(d.between(1, 12)), u = std::to_string(d.between(1, 2));
        const auto r = std::to_string(100 * d.between(1, 18) + d.between(1, 4));
        for (const auto& text : {b + " " + r + " 漏水", "你好 " + b + " " + r + "，没电", b + " " + r + " no water"}) {
            CAPTURE(text);
            CHECK(parts(where(text)) == b + "//" + r);
        }
        CHECK(parts(where(b + " " + u + " " + r + " 马桶堵了")) == b + "/" + u + "/" + r);
        CHECK(where(b + " " + std::to_string(100 * d.between(19, 60) + 1) + " 漏水").building.empty());
        CHECK(where(std::to_string(d.between(13, 99)) + " " + r + " 漏水").building.empty());
    }
    CHECK(where("paid 3 1201 yuan").building.empty());
    CHECK(where("收了3 1201").building.empty());
    CHECK(where("A 1101 漏水").building.empty());             // its floors were not told
    CHECK(reading_of("3 1201 漏水").place.building.empty());  // and nothing was told here
}

TEST_CASE("a correction inside one message takes the corrected place") {
    struct row {
        const char* text;
        const char* place;
    };
    for (const auto& r : std::initializer_list<row>{{"3栋…不对，是5栋", "5//"},
                                                    {"3栋漏水。不对，是5栋", "5//"},
                                                    {"3栋2单元1101漏水，不对，是5栋", "5/2/1101"},
                                                    {"3栋电梯坏了，打错了，应该是12栋", "12//"},
                                                    {"打错了 应该是12栋", "12//"},
                                                    {"刚才写错了，是5栋2单元1203", "5/2/1203"},
                                                    {"3栋…不对，是5", "5//"},
                                                    {"3栋1101停电，说错了，1102", "3//1102"},
                                                    {"不是3栋，是5栋", "5//"},
                                                    {"不是3栋是5栋的电梯", "5//"},
                                                    {"不是2单元，是3单元", "/3/"},
                                                    {"3栋漏水，更正：四栋", "4//"},
                                                    {"not 3, it is 5", "5//"},
                                                    {"it's not building 3, it's building 5", "5//"},
                                                    {"not 3 but 5", "5//"},
                                                    {"building 3 has no water. sorry, building 5", "5//"},
                                                    {"block 3, flat 1101, no water - I mean block 5", "5//1101"}}) {
        CAPTURE(r.text);
        const auto read = reading_of(r.text);
        CHECK(parts(read.place) == r.place);
        CHECK(read.corrects);
    }
}

TEST_CASE("what was meant may be a public spot") {
    struct row {
        const char* text;
        const char* spot;
        const char* building = "";
    };
    for (const auto& r : std::initializer_list<row>{{"地点错了，是西门", "西门"},
                                                    {"地址不对，应该是地下车库", "地下车库"},
                                                    {"3栋1101，不对，是西门", "西门"},
                                                    {"不是东门，是西门", "西门"},
                                                    {"不在东门，在西门", "西门"},
                                                    {"不是3号门，是5号门", "5号门"},
                                                    {"不是西门，5栋", "", "5"},
                                                    {"不是西门，是5栋", "", "5"},
                                                    {"the place is wrong, it is the west gate", "west gate"},
                                                    {"not the east gate, the west gate", "west gate"},
                                                    {"wrong place, it's gate 2", "gate 2"},
                                                    {"not the west gate, building 5", "", "5"},
                                                    {"not building 3, building 5", "", "5"},
                                                    {"不是3栋，5栋", "", "5"}}) {
        CAPTURE(r.text);
        const auto read = reading_of(r.text);
        CHECK(read.corrects);
        CHECK(read.place.spot == r.spot);
        CHECK(read.place.building == r.building);
        CHECK(read.place.room.empty());
    }
    for (const char* text : {"东门不是西门", "东门的灯不对", "not 3 lamps, 5 lamps at the west gate"}) {
        CAPTURE(text);
        CHECK_FALSE(reading_of(text).corrects);
    }
}

TEST_CASE("what only sounds like a correction keeps the first place") {
    struct row {
        const char* text;
        const char* place;
    };
    for (const auto& r : std::initializer_list<row>{{"3栋电梯声音不对，5栋也是", "3//"},
                                                    {"3号楼和5号楼都停电", "3//"},
                                                    {"3栋的账单不对，交了500", "3//"},
                                                    {"是不是3栋停水，5栋也停了", "3//"},
                                                    {"3栋没水，不是漏水，是停水", "3//"},
                                                    {"building 3 has no water, not 1 drop", "3//"},
                                                    {"my bill is wrong, building 3", "3//"},
                                                    {"leak at no. 3", "3//"},
                                                    {"no, 5 people are waiting at building 3", "3//"},
                                                    {"no 5 bus stops at building 3", "3//"}}) {
        CAPTURE(r.text);
        const auto read = reading_of(r.text);
        CHECK(parts(read.place) == r.place);
        CHECK_FALSE(read.corrects);
    }
}

TEST_CASE("a floor is read where no flat says it") {
    struct row {
        const char* text;
        const char* floor;
    };
    for (const auto& r : std::initializer_list<row>{{"3栋12楼走廊漏水", "12"},
                                                    {"3栋第十二层漏水", "12"},
                                                    {"十二楼灯坏了", "12"},
                                                    {"3栋三层没电", "3"},
                                                    {"the 12th floor of building 3", "12"},
                                                    {"building 3, floor 12", "12"},
                                                    {"3栋12楼1201漏水", ""},
                                                    {"3栋18层楼都没水", ""},
                                                    {"3栋3到5楼停电", ""},
                                                    {"两层楼都停电", ""},
                                                    {"12号楼停电", ""},
                                                    {"负一层积水", ""},
                                                    {"b1层积水", ""},
                                                    {"3栋楼梯滑", ""},
                                                    {"3楼梯间", ""},
                                                    {"3栋门口结了一层冰", ""},
                                                    {"3栋从一楼到六楼没灯", ""},
                                                    {"3栋一层大厅没灯", "1"},
                                                    {"12 floors without light", ""}}) {
        CAPTURE(r.text);
        CHECK(reading_of(r.text).place.floor == r.floor);
    }
    CHECK(reading_of("12楼漏水").place.empty());  // it says nowhere yet
}

TEST_CASE("the answer to \"which building?\" may be a name alone") {
    for (const auto& [text, name] : std::initializer_list<std::pair<const char*, const char*>>{{"12", "12"},
                                                                                               {"十二", "12"},
                                                                                               {"12吧", "12"},
                                                                                               {"第3", "3"},
                                                                                               {"12号", "12"},
                                                                                               {"a", "A"},
                                                                                               {"B", "B"},
                                                                                               {"no. 12", "12"},
                                                                                               {"twelve", "12"},
                                                                                               {"3A", "3A"},
                                                                                               {"对", ""},
                                                                                               {"12个人", ""},
                                                                                               {"不知道", ""},
                                                                                               {"就是33啊我说了", ""},
                                                                                               {"", ""},
                                                                                               {"yes", ""}}) {
        CAPTURE(text);
        CHECK(lone_name(text) == name);
    }
}

TEST_CASE("nobody inside is the answer to \"is anyone inside the lift\"") {
    for (const auto* text :
         {"3栋电梯停在5楼不动了，里面没人", "电梯坏了，里面没有人", "电梯坏了 没困人",
          "the lift in building 3 is broken, nobody is inside", "elevator stopped at 5, no one inside",
          "3栋电梯停了，里面没人，电话13800001111", "电梯坏了 里面没人 13800001111", "13800001111 电梯停了，里面没有人",
          "lift stopped, nobody inside, call me on 415-555-0123", "3栋电梯坏了，我的电话是13800001111，里面没人",
          "电梯卡住了，里面没有人", "lift stuck, nobody inside, phone 13800001111"}) {
        CAPTURE(text);
        const auto r = reading_of(text);
        REQUIRE(r.told.size() == 1);
        CHECK(r.told[0] == told{"lift_inside", 1});
        CHECK(r.life_safety == danger::none);
        CHECK(r.ambiguous.empty());
        for (const auto& g : r.guesses) CHECK(g.category != "elevator.trapped");
    }
    for (const auto* text : {"电梯坏了", "家里没人，电梯停了", "电梯停了，喊了里面没人应",
                             "lift stuck, nobody inside answers", "有人困在电梯里", "nobody is inside the office"}) {
        CAPTURE(text);
        CHECK(reading_of(text).told.empty());
    }
    CHECK(reading_of("有人困在电梯里，快来").life_safety == danger::certain);
}
