#include <catch2/catch.hpp>

#include "dialogs/understanding/spot_words.hpp"
#include "tests/understanding/reading_of.hpp"

using namespace linli;

TEST_CASE("the words of a reply say more than the building that was read") {
    struct row {
        const char* text;
        const char* words;
        bool no_number = false;
    };
    for (const auto& r :
         {row{"3号楼后面的垃圾桶", "后面的垃圾桶"}, row{"5号楼东侧，昨晚开始的", "东侧"},
          row{"2号楼和3号楼中间", "2号楼和3号楼中间"},
          row{"从西门进去第一栋对面的小路上", "从西门进去第一栋对面的小路上", true},
          row{"小区北门进来左手第二个路口那儿", "小区北门进来左手第二个路口那儿", true}, row{"3栋2单元", ""},
          row{"3栋2单元1101门口", ""}, row{"西门", ""}, row{"behind tower C", "behind tower C"}}) {
        INFO(r.text);
        const auto found = words_beside(test::reading_of(r.text).place, r.text);
        CHECK(found.words == r.words);
        CHECK(found.no_number == r.no_number);
    }
}

TEST_CASE("a zone and no more") {
    CHECK(zone_in("B区") == "B区");
    CHECK(zone_in("在B区那边") == "");
    CHECK(zone_in("2区那边") == "2区");
    CHECK(zone_in("zone B") == "zone B");
    CHECK(zone_in("小区") == "");
}
