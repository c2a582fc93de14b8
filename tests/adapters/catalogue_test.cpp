#include "adapters/catalogue.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

using namespace linli::adapters;

TEST_CASE("types have names of their own, and their keys hold together") {
    std::set<std::string_view> names;
    for (const auto& type : catalogue()) {
        INFO(type.name);
        CHECK(names.insert(type.name).second);
        CHECK(find_channel_type(type.name) == &type);
        const auto known = [&](std::string_view key) {
            return std::find(type.keys.begin(), type.keys.end(), key) != type.keys.end();
        };
        CHECK(std::all_of(type.required.begin(), type.required.end(), known));
        CHECK(std::all_of(type.secrets.begin(), type.secrets.end(), known));
    }
    CHECK(find_channel_type("telegrm") == nullptr);
}

TEST_CASE("a type with secrets refuses to start without any") {
    for (const auto& type : catalogue()) {
        if (type.secrets.empty()) continue;
        INFO(type.name);
        channel_config empty{"c", std::string(type.name), {}, "https://gw.example.org/webhooks/c"};
        const auto made = type.make(empty);
        REQUIRE_FALSE(made);
        CHECK_FALSE(made.error().empty());
    }
}
