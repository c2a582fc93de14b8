#include "gateway/data/closest_word.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace linli;

TEST_CASE("the likely right word is near, or there is none") {
    const std::vector<std::string_view> known{"token", "secret", "api_url", "receive", "poll", "language"};
    CHECK(closest_word("tokn", known) == "token");
    CHECK(closest_word("tokne", known) == "token");
    CHECK(closest_word("api_ulr", known) == "api_url");
    CHECK(closest_word("secret_token", known) == "token");
    CHECK(closest_word("polling", known) == "poll");
    CHECK(closest_word("lang", known) == "language");
    CHECK(closest_word("colour", known).empty());
    CHECK(closest_word("", known).empty());
    CHECK(closest_word(std::string(10'000, 't'), known).empty());
}
