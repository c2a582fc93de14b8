#include "adapters/hook.hpp"

#include <catch2/catch.hpp>

#include "adapters/charset.hpp"
#include "adapters/config_values.hpp"

using namespace linli::adapters;

TEST_CASE("where a callback stands below the channel's address") {
    const auto place = place_of("/linli/webhooks/a/status?x=1&y=/webhooks/a", "/webhooks/a");
    REQUIRE(place);
    CHECK(place->path == "/status");
    CHECK(place->query == "x=1&y=/webhooks/a");
    CHECK(place->own == "/status?x=1&y=/webhooks/a");
    CHECK(place_of("/webhooks/a", "/webhooks/a")->own.empty());
    CHECK_FALSE(place_of("/webhooks/ab", "/webhooks/a"));
    CHECK_FALSE(place_of("/webhooks/b?x=/webhooks/a", "/webhooks/a"));
}

TEST_CASE("a secret in an address") {
    const std::string secret = "kX9mQ2vT7bL4wZ8n";
    const auto behind = [&](std::string_view target) {
        return behind_secret(*place_of(target, "/webhooks/a"), secret);
    };
    CHECK(behind("/webhooks/a/kX9mQ2vT7bL4wZ8n") == "");
    CHECK(behind("/webhooks/a/kX9mQ2vT7bL4wZ8n/up?x=1") == "/up");
    CHECK(behind("/webhooks/a/up?x=1&secret=kX9mQ2vT7bL4wZ8n") == "/up");
    for (const auto* target :
         {"/webhooks/a", "/webhooks/a/", "/webhooks/a?secret=", "/webhooks/a?secret=x",
          "/webhooks/a/x/kX9mQ2vT7bL4wZ8n", "/webhooks/a/kX9mQ2vT7bL4wZ8", "/webhooks/a?s=kX9mQ2vT7bL4wZ8n"})
        CHECK_FALSE(behind(target));
    CHECK_FALSE(behind_secret(*place_of("/webhooks/a/?secret=", "/webhooks/a"), ""));
    CHECK(flaw_of_url_secret(secret).empty());
    for (const auto* weak : {"", "short", "0123456789abcde", "0123456789/abcdef", "0123456789 abcdef"})
        CHECK_FALSE(flaw_of_url_secret(weak).empty());
}

TEST_CASE("the host that a request will name") {
    CHECK(authority_of("https://gw.example.org/x") == "gw.example.org");
    CHECK(authority_of("http://127.0.0.1:9") == "127.0.0.1:9");
    CHECK(authority_of("no address").empty());
}

TEST_CASE("character sets of SMS gateways") {
    CHECK(to_utf8("caf\xC3\xA9", "utf-8") == "café");
    CHECK(to_utf8("\xE9\x80", "windows-1252") == "é€");
    CHECK(to_utf8("\xE9", "ISO-8859-1") == "é");
    CHECK(to_utf8(std::string_view("\x8D\xEF\x70\x6F\xD8\x3D\xDE\x97", 8), "UTF-16BE") == "路灯🚗");
    CHECK(to_utf8(std::string_view("\xD8\x3D\x70\x6F\xDC", 5), "UTF-16BE") == "\xEF\xBF\xBD灯");
    CHECK(to_utf8("\xFF", "EBCDIC") == "\xEF\xBF\xBD");
}

TEST_CASE("spans and counts of a configuration") {
    using std::chrono::seconds;
    CHECK(read_span("90s") == seconds{90});
    CHECK(read_span("5m") == seconds{300});
    CHECK(read_span("2d") == seconds{172800});
    for (const auto* text : {"", "m", "5", "-5m", "5 m", "31d", "99999999999999999999s"}) CHECK_FALSE(read_span(text));
    CHECK(read_count("10", 10) == 10u);
    for (const auto* text : {"", "11", "-1", "1x", " 1"}) CHECK_FALSE(read_count(text, 10));
}
