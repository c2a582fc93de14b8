#include <catch2/catch.hpp>

#include "dialogs/understanding/lexicon.hpp"

using namespace linli;

namespace {

const folder plain(std::vector<spelling>{});

bool found(std::string_view rule, std::string_view text) {
    lexicon words;
    words.add(rule, plain);
    words.seal();
    return !words.find(plain.fold(text)).empty();
}

}  // namespace

TEST_CASE("Every group of a rule must stand in the text") {
    CHECK(found("灯 & 不亮|坏", "楼道的灯坏了"));
    CHECK(found("灯 & 不亮|坏", "不亮了 灯"));
    CHECK_FALSE(found("灯 & 不亮|坏", "灯很亮"));
    CHECK_FALSE(found("灯 & 不亮|坏", "坏了"));
    CHECK_FALSE(found("灯 & 坏 & !车", "车灯坏了"));
    CHECK_FALSE(found("灯 & 坏 & !车", "灯坏了，车没事"));
    CHECK_FALSE(found("!车", "车"));
    CHECK_FALSE(found("!车", "灯"));
    CHECK_FALSE(found("", "灯"));
    CHECK_FALSE(found(" & | ", "灯 & |"));
}

TEST_CASE("Groups must stand near one another") {
    CHECK(found("灯 & 坏", "灯" + std::string(20, ' ') + "坏"));
    std::string far = "灯";
    for (int i = 0; i < 40; ++i) far += "的";
    CHECK_FALSE(found("灯 & 坏", far + "坏"));
    CHECK(found("灯 & 坏", "坏" + far + "坏"));
}

TEST_CASE("Latin words match whole, Chinese ones anywhere") {
    CHECK(found("leak", "a leak."));
    CHECK_FALSE(found("leak", "leaking"));
    CHECK_FALSE(found("leak", "bleak leaks"));
    CHECK(found("leak*", "it leaked"));
    CHECK_FALSE(found("leak*", "bleak"));
    CHECK(found("gas leak", "Gas  LEAK"));
    CHECK(found("漏水", "又漏水了"));
    CHECK(found("灯", "lamp灯2"));
    CHECK(found("lift", "电梯lift坏"));
}

TEST_CASE("Words inside and behind other words are all found") {
    lexicon words;
    for (const char* rule : {"电梯坏了", "电梯", "梯坏", "坏了", "坏"}) words.add(rule, plain);
    words.seal();
    CHECK(words.find(plain.fold("电梯坏了")).size() == 5);
    CHECK(words.find(plain.fold("电梯电梯")).size() == 2);
    CHECK(words.find(plain.fold("")).empty());
}

TEST_CASE("A lexicon without rules finds nothing") {
    lexicon words;
    words.seal();
    CHECK(words.find(plain.fold("电梯坏了")).empty());
}
