#include <catch2/catch.hpp>

#include "dialogs/understanding/scores.hpp"

using namespace linli;

TEST_CASE("a score that is said in words") {
    struct row {
        const char* text;
        int score;
        bool more;
    };
    for (const auto& r :
         {row{"非常满意，师傅很细心", 5, true}, row{"非常满意", 5, false}, row{"很好", 5, false},
          row{"满意的", 4, false}, row{"不错", 4, false}, row{"一般般吧", 3, false}, row{"不太满意，来得太晚", 2, true},
          row{"不满意", 2, false}, row{"很不满意！", 1, false}, row{"太差了", 1, false},
          row{"very satisfied, quick work", 5, true}, row{"Very satisfied", 5, false}, row{"good", 4, false},
          row{"Not satisfied", 2, false}, row{"not very happy, he came late", 2, true}, row{"terrible", 1, false}}) {
        INFO(r.text);
        const auto found = read_grade(r.text);
        REQUIRE(found);
        CHECK(found->score == r.score);
        CHECK(found->more == r.more);
    }
}

TEST_CASE("what grades nothing, or both ways, is no score") {
    for (const char* text :
         {"不客气", "谢谢", "师傅人不错，修得很差", "it is no good", "goodbye", "来得太晚", "thanks"}) {
        INFO(text);
        CHECK_FALSE(read_grade(text));
    }
}
