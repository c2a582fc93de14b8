#include <catch2/catch.hpp>

#include <algorithm>

#include "gateway/data/taxonomy_file.hpp"
#include "gateway/data/toml_reader.hpp"
#include "tests/understanding/reading_of.hpp"

using namespace linli;

namespace {

// The real file with the first `from` replaced; fails where it is not in the file.
std::string with(std::string_view from, std::string_view to) {
    auto text = test::taxonomy_text();
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

int line_of(std::string_view words, const std::string& text) {
    const auto at = text.find(words);
    REQUIRE(at != std::string::npos);
    return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

}  // namespace

TEST_CASE("The community's file is whole") {
    const auto& t = test::the_taxonomy();
    CHECK(t.categories.size() == 13);
    CHECK(t.levels.size() == 5);
    CHECK(t.level(priority::p0).human_ack == std::chrono::minutes{3});
    CHECK(t.level(priority::p0).around_the_clock);
    CHECK(t.level(priority::p3).make_safe == span_of_time{});
    REQUIRE(t.find("water.leak") != nullptr);
    CHECK(t.find("water.leak")->questions == std::vector<std::string>{"unit", "leak_from"});
    REQUIRE(t.find_question("leak_from") != nullptr);
    CHECK(t.find_question("leak_from")->options.front().text.zh == "楼上滴下来");
    REQUIRE(t.find_question("lift_inside") != nullptr);
    CHECK(t.find_question("lift_inside")->options.at(0).category == "elevator.trapped");
    CHECK(t.find("elevator.stopped")->questions.front() == "lift_inside");
    for (const auto& c : t.categories)
        for (const auto& s : c.subcategories) {
            INFO(s.id);
            CHECK(s.icon != "");
            if (s.life_safety) CHECK(t.find_card(s.safety_card) != nullptr);
            CHECK(s.phrases_zh.size() + s.phrases_en.size() >= 6);
            CHECK(!s.words_zh.empty());
            CHECK(!s.words_en.empty());
            const auto own = std::count_if(s.questions.begin(), s.questions.end(),
                                           [](const auto& q) { return q != "unit" && q != "place" && q != "lift_id"; });
            CHECK(own <= 2);
        }
}

TEST_CASE("A mistake in the taxonomy is answered with its line and the likely right word") {
    struct row {
        const char* from;
        const char* to;
        const char* what;
    };
    for (const auto& [from, to, what] : std::initializer_list<row>{
             {"human_ack = 3", "human_akc = 3", "unknown key \"human_akc\", did you mean \"human_ack\"?"},
             {"human_ack = 3", "human_ack = \"3\"", "must be minutes, or a time such as 30s"},
             {"urgency = \"danger\"", "urgency = \"dangre\"", "did you mean \"danger\"?"},
             {"urgency = \"cosmetic\"", "urgency = \"danger\"", "a second time"},
             {"community = \"P0\"", "comunity = \"P0\"", "did you mean \"community\"?"},
             {"to = \"assignee\"", "to = \"asignee\"", "did you mean \"assignee\"?"},
             {"percent = 80", "percent = 40", "must be higher than that of the rung before"},
             {"categories = [\"safety.gas\"]", "categories = [\"safety.gaz\"]", "did you mean \"safety.gas\"?"},
             {"must = true },", "must = \"yes\" },", "must be true or false, not a text"},
             {"impact = \"building\"", "impact = \"bilding\"", "did you mean \"building\"?"},
             {"human_ack = 3", "human_ack = -3", "must be from 0 to"},
             {"id = \"P1\"", "id = \"P0\"", "a second time"},
             {"id = \"P1\"", "id = \"P7\"", "unknown value \"P7\""},
             {"department = \"control_room\"", "department = \"controlroom\"",
              "unknown department \"controlroom\", did you mean \"control_room\"?"},
             {"department = \"control_room\"", "departmen = \"control_room\"",
              "unknown key \"departmen\", did you mean \"department\"?"},
             {"safety_card = \"gas\"", "safety_card = \"gaz\"", "unknown safety card \"gaz\", did you mean \"gas\"?"},
             {"questions = [\"unit\", \"leak_from\"]", "questions = [\"unit\", \"leek_from\"]",
              "unknown question \"leek_from\", did you mean \"leak_from\"?"},
             {"photo = \"never\"", "photo = \"sometimes\"", "unknown value \"sometimes\"; there are: never"},
             {"life_safety = true", "life_safety = \"yes\"", "must be true or false, not a text"},
             {"category = \"elevator.trapped\" },", "category = \"elevator.traped\" },",
              "did you mean \"elevator.trapped\"?"},
             {"suppresses = \"safety.fire\"", "suppresses = \"safety.fier\"", "did you mean \"safety.fire\"?"},
             {"id = \"safety.gas\"", "id = \"gas\"", "must begin with \"safety.\""},
             {"questions = [\"unit\", \"leak_from\"]", "questions = \"unit\"", "must be a list of texts, not a text"},
             {"questions = [\"unit\", \"leak_from\"]", "questions = [\"unit\", 7]",
              "must be a text, not a whole number"},
         }) {
        const auto text = with(from, to);
        const auto parsed = parse_taxonomy(text, "texts/taxonomy.toml");
        INFO(to);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().file == "texts/taxonomy.toml");
        CHECK_THAT(parsed.error().what, Catch::Matchers::Contains(what));
        const auto real = test::taxonomy_text();
        CHECK(parsed.error().line == line_of(from, real));
    }
}

TEST_CASE("What is not TOML, or no taxonomy, is refused") {
    const auto broken = parse_taxonomy("[[level]]\nid = \"P0\"\nx = [", "t.toml");
    REQUIRE_FALSE(broken);
    CHECK(broken.error().line == 3);
    CHECK_FALSE(parse_taxonomy("", "t.toml"));
    CHECK_FALSE(parse_taxonomy("level = 3", "t.toml"));
    CHECK_FALSE(parse_taxonomy("\xff\xfe", "t.toml"));
    CHECK_FALSE(parse_taxonomy("level = [1, 2]", "t.toml"));
}
