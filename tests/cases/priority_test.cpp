#include "dialogs/cases/priority.hpp"

#include <catch2/catch.hpp>

#include "tests/understanding/reading_of.hpp"

using namespace linli;

TEST_CASE("the matrix of priorities is the taxonomy's, cell by cell", "[cases]") {
    const auto& t = test::the_taxonomy();
    using row = std::array<std::string_view, 4>;
    constexpr std::array<row, 5> golden{row{"P0", "P0", "P0", "P0"}, row{"P1", "P1", "P1", "P0"},
                                        row{"P2", "P2", "P1", "P1"}, row{"P3", "P3", "P2", "P2"},
                                        row{"P4", "P4", "P3", "P3"}};
    for (std::size_t u = 0; u < golden.size(); ++u)
        for (std::size_t i = 0; i < 4; ++i) {
            INFO(names_of(urgency{})[u] << " by " << names_of(impact{})[i]);
            CHECK(name_of(priority_of(t, {static_cast<urgency>(u), static_cast<impact>(i)})) == golden[u][i]);
        }
}

TEST_CASE("answers and words raise a priority and never lower it", "[cases]") {
    const auto& t = test::the_taxonomy();
    const auto of = [&](std::string_view kind, std::vector<answer> answers, std::vector<std::string> signs) {
        return name_of(priority_of(t, severity_of(t, t.find(kind), answers, signs)));
    };
    CHECK(of("water.leak", {}, {}) == "P2");
    CHECK(of("water.leak", {{"scope", "整栋"}}, {}) == "P1");
    CHECK(of("water.leak", {{"scope", "the building"}}, {}) == "P1");
    CHECK(of("water.leak", {{"scope", "只有我家"}}, {"building"}) == "P1");
    CHECK(of("water.leak", {}, {"worsening"}) == "P1");
    CHECK(of("water.leak", {}, {"worsening", "community"}) == "P0");
    CHECK(of("facility.play", {{"hurt", "有没有人受伤？ 是"}}, {}) == "P1");
    CHECK(of("facility.play", {{"hurt", "有没有人受伤？ 否"}}, {}) == "P3");
    CHECK(of("safety.gas", {{"scope", "只有我家"}}, {}) == "P0");
    CHECK(of("governance.suggest", {}, {"community"}) == "P4");  // a wish for all is no emergency
    for (const auto& c : t.categories)
        for (const auto& s : c.subcategories) {
            INFO(s.id);
            CHECK(of(s.id, {}, {}) == name_of(s.priority));
        }
}
