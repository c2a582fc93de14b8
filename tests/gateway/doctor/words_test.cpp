#include "gateway/doctor/words.hpp"

#include <catch2/catch.hpp>

#include "adapters/catalogue.hpp"
#include "gateway/doctor/examination.hpp"
#include "tests/support/files.hpp"

using namespace linli::gateway::doctor;
using linli::name_of;
using linli::adapters::condition;
using linli::adapters::finding;
using linli::adapters::probed;
using linli::gateway::channel_settings;
using linli::gateway::config;

namespace {

channel_settings telegram() {
    channel_settings c;
    c.table = {"tg", "telegram", {}, "https://gw.example.org/webhooks/tg"};
    return c;
}

const check* find(const report& all, std::string_view aspect) {
    for (const auto& c : all)
        if (c.aspect == aspect) return &c;
    return nullptr;
}

report address(const config& c, const std::optional<outside>& own = {}, bool serving = true) {
    report all;
    look_at_address(all, c, own, serving);
    return all;
}

}  // namespace

TEST_CASE("every finding says what is wrong and what to do", "[doctor]") {
    for (const auto of : {probed::account, probed::webhook, probed::group})
        for (std::size_t i = 0; i < names_of(condition{}).size(); ++i) {
            const auto how = static_cast<condition>(i);
            const auto line = worded(telegram(), {of, how, "detail", {}});
            INFO(name_of(of) << ' ' << name_of(how) << ": " << line.what);
            CHECK(line.subject == "channel tg");
            CHECK(line.what.find('{') == std::string::npos);
            CHECK(line.remedy.find('{') == std::string::npos);
            CHECK_FALSE(line.what.empty());
            CHECK((line.how == state::wrong) == (how != condition::good && how != condition::unaskable));
            if (line.how == state::wrong) CHECK_FALSE(line.remedy.empty());
        }
}

TEST_CASE("the platform's own remedy goes before the general one", "[doctor]") {
    const finding f{probed::account, condition::refused, "401", "ask @BotFather"};
    CHECK(worded(telegram(), f).remedy == "ask @BotFather");
    const auto moved = worded(telegram(), {probed::webhook, condition::elsewhere, "https://old.example.org", {}});
    CHECK(moved.what == "the webhook points to https://old.example.org, not to https://gw.example.org/webhooks/tg");
    CHECK(moved.remedy.find("README.md, \"Connect Telegram\"") != std::string::npos);
}

TEST_CASE("the page that doctor names is there, and speaks of such channels", "[doctor]") {
    for (const auto& type : linli::adapters::catalogue()) {
        const auto page = page_about(type.name);
        INFO(page);
        const auto text = linli::test::read_source(page.substr(0, page.find(',')));
        const auto quote = page.find('"');
        if (quote != page.npos) CHECK(text.find("## " + page.substr(quote + 1, page.size() - quote - 2)) != text.npos);
    }
}

TEST_CASE("without a public address a missing webhook is no riddle", "[doctor]") {
    auto c = telegram();
    c.table.webhook_url.clear();
    CHECK(worded(c, {probed::webhook, condition::unregistered, {}, {}}).remedy.find("gateway.public_url") !=
          std::string::npos);
}

TEST_CASE("a public address that no platform will call is told", "[doctor]") {
    config c;
    c.channels = {telegram()};
    CHECK(find(address(c), "shape")->how == state::wrong);
    for (const auto* bad : {"http://chat.example.org", "https://localhost", "https://192.168.1.7", "https://[::1]",
                            "https://chat.example.org:9000"}) {
        INFO(bad);
        c.public_url = bad;
        CHECK(find(address(c), "shape")->how == state::wrong);
    }
    for (const auto* good : {"https://chat.example.org", "https://chat.example.org:8443"}) {
        INFO(good);
        c.public_url = good;
        CHECK(find(address(c), "shape")->how == state::good);
    }
    c.channels.clear();
    c.public_url.clear();
    CHECK(find(address(c), "shape")->how == state::unsaid);
}

TEST_CASE("a certificate is told before it ends", "[doctor]") {
    config c;
    c.public_url = "https://chat.example.org";
    const auto shown = [&](int days, bool trusted) {
        outside own;
        own.status = 200;
        own.shown = certificate{"", days, trusted, "self-signed"};
        return find(address(c, own), "certificate")->how;
    };
    CHECK(shown(60, true) == state::good);
    CHECK(shown(13, true) == state::wrong);
    CHECK(shown(-1, false) == state::wrong);
    CHECK(shown(60, false) == state::wrong);
}

TEST_CASE("a proxy's error is ours only while we serve", "[doctor]") {
    config c;
    c.public_url = "https://chat.example.org";
    outside own;
    own.status = 502;
    CHECK(find(address(c, own, true), "reach")->how == state::wrong);
    CHECK(find(address(c, own, false), "reach")->how == state::unsaid);
    own = {"no such host", 0, {}};
    CHECK(find(address(c, own, true), "reach")->how == state::wrong);
}
