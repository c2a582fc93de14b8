#include "storage/contact.hpp"

#include <catch2/catch.hpp>

using namespace linli;
using namespace linli::storage;

TEST_CASE("a number is found however it is written", "[contact]") {
    contact who;
    who.add_phone("+86 138-0013-8000");
    CHECK(without("call 13800138000 now", who) == "call *** now");
    CHECK(without("138 0013 8000", who) == "***");
    CHECK(without("(138) 0013-8000!", who) == "(***!");
    CHECK(without("电话１３８００１３８０００。", who) == "电话***。");
    CHECK(without("+8613800138000", who) == "+***");
    CHECK(without("13800138001", who) == "13800138001");
    CHECK(without("room 1101, 8000", who) == "room 1101, 8000");
}

TEST_CASE("a name is taken out of words, and nothing else", "[contact]") {
    contact who;
    who.add_name("陈女士");
    who.add_name("Ann");
    who.add_name("陈");  // too short to be told from a word
    who.add_name("Al");
    CHECK(without("陈女士 (Ann) 陈皮 Also", who) == "*** (***) 陈皮 Also");

    contact rude;
    rude.add_name("open");
    rude.add_name("water.leak");
    case_entry e;
    e.actor_name = "open";
    e.text = "please open the door";
    case_file f;
    f.category = "water.leak";
    f.intake.words = {"open it"};
    scrub(e, rude);
    scrub(f, rude);
    CHECK(e.text == "please *** the door");
    CHECK(f.category == "water.leak");
    CHECK(f.intake.words.at(0) == "*** it");
}

TEST_CASE("taking out never loops, whatever the name", "[contact]") {
    contact who;
    who.add_name("***");
    who.add_name("**** ***");
    CHECK(without("a *** b", who) == "a *** b");
    CHECK(without("", who).empty());
}
