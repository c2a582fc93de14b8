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
        const auto is_secret = [&](const flaw& f) {
            return f.what == flaw::kind::missing &&
                   std::find(type.secrets.begin(), type.secrets.end(), f.key) != type.secrets.end();
        };
        CHECK(std::any_of(made.error().begin(), made.error().end(), is_secret));
    }
}

TEST_CASE("a secret that Telegram would refuse is refused before it is asked") {
    const auto telegram = find_channel_type("telegram");
    REQUIRE(telegram);
    const auto starts = [&](const std::string& secret) {
        return bool(telegram->make({"tg", "telegram", {{"token", "1:A"}, {"secret", secret}}, {}}));
    };
    CHECK(starts("a-long_random-WORD-1"));
    CHECK_FALSE(starts("has a space"));
    CHECK_FALSE(starts("字"));
    CHECK(starts(std::string(256, 'x')));
    CHECK_FALSE(starts(std::string(257, 'x')));
}

TEST_CASE("a channel that nothing can be asked of says so, and asks nothing") {
    const auto smpp = find_channel_type("smpp");
    REQUIRE(smpp);
    channel_config c{
        "sms",
        "smpp",
        {{"host", "127.0.0.1"}, {"port", "2775"}, {"system_id", "a"}, {"password", "b"}, {"number", "+4477"}},
        {}};
    const auto made = smpp->make(c);
    REQUIRE(made);
    const auto told = (*made)->probe({}, {});
    const auto* all = std::get_if<std::vector<finding>>(&told);
    REQUIRE(all);
    REQUIRE(all->size() == 1);
    CHECK(all->front().how == condition::unaskable);
}

TEST_CASE("a channel answers by itself for what it does not have") {
    const auto made = find_channel_type("web")->make({"web", "web", {}, {}});
    REQUIRE(made);
    const auto ended = [&](job::kind what) {
        job j;
        j.what = what;
        const auto step = (*made)->next(j, {});
        return std::get<verdict>(step);
    };
    CHECK(ended(job::kind::fetch).how == end::rejected);
    CHECK(ended(job::kind::thread).how == end::rejected);
    CHECK(ended(job::kind::thread).detail == "this channel has no threads");
    CHECK(ended(job::kind::answer_tap).how == end::delivered);
    CHECK(ended(job::kind::set_up).how == end::delivered);
}
