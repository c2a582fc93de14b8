#include "gateway/media/media_links.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using linli::media::media_links;

TEST_CASE("a media link opens its own file under its own key, and nothing else") {
    const media_links links(std::vector<std::uint8_t>(32, 7));
    const std::string hash(64, 'a');
    const std::string link = links.link(hash);
    const std::string prefix = "/media/" + hash + "?s=";
    REQUIRE(link.starts_with(prefix));
    const std::string signature = link.substr(prefix.size());
    // python3: hmac.new(bytes([7])*32, b"linli media " + b"a"*64, "sha256").hexdigest()[:32]
    CHECK(signature == "52f9cd491102aa5e6ace834d1e372a9c");
    CHECK(links.valid(hash, signature));

    for (std::size_t i = 0; i < signature.size(); ++i) {
        std::string forged = signature;
        forged[i] = forged[i] == '0' ? '1' : '0';
        CHECK_FALSE(links.valid(hash, forged));
    }
    CHECK_FALSE(links.valid(hash, ""));
    CHECK_FALSE(links.valid(hash, signature.substr(0, 31)));
    CHECK_FALSE(links.valid(hash, signature + "0"));
    CHECK_FALSE(links.valid(std::string(64, 'b'), signature));
    CHECK_FALSE(media_links(std::vector<std::uint8_t>(32, 8)).valid(hash, signature));
}

TEST_CASE("links are not signed under a short key") {
    CHECK_THROWS_AS(media_links({}), std::invalid_argument);
    CHECK_THROWS_AS(media_links(std::vector<std::uint8_t>(31, 7)), std::invalid_argument);
}
