#include "gateway/media/media_links.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using linli::instant;
using linli::media::media_links;
using namespace std::chrono_literals;

namespace {

const std::string hash(64, 'a');
constexpr instant end{std::chrono::seconds{1'800'000'000}};

}  // namespace

TEST_CASE("a media link opens its own file under its own key until its end, and nothing else") {
    const media_links links(std::vector<std::uint8_t>(32, 7));
    const std::string link = links.media(hash, end);
    const std::string prefix = "/media/" + hash + "?e=1800000000&s=";
    REQUIRE(link.starts_with(prefix));
    const std::string signature = link.substr(prefix.size());
    // python3: hmac.new(bytes([7])*32, b"linli media " + b"a"*64 + b" 1800000000", "sha256").hexdigest()[:32]
    CHECK(signature == "594091eeeb0980bbadbbf13a2f8c5946");
    const auto opens = [&](std::string_view what, std::string_view until, std::string_view s, instant now) {
        return links.opens_media(what, until, s, now);
    };
    CHECK(opens(hash, "1800000000", signature, end - 1s));
    CHECK_FALSE(opens(hash, "1800000000", signature, end));
    CHECK_FALSE(opens(hash, "1800000001", signature, end - 1s));  // nobody gives it more time
    CHECK_FALSE(opens(hash, "", signature, end - 1s));
    CHECK_FALSE(opens(hash, "99999999999999999999", signature, end - 1s));

    for (std::size_t i = 0; i < signature.size(); ++i) {
        std::string forged = signature;
        forged[i] = forged[i] == '0' ? '1' : '0';
        CHECK_FALSE(opens(hash, "1800000000", forged, end - 1s));
    }
    CHECK_FALSE(opens(hash, "1800000000", "", end - 1s));
    CHECK_FALSE(opens(hash, "1800000000", signature.substr(0, 31), end - 1s));
    CHECK_FALSE(opens(hash, "1800000000", signature + "0", end - 1s));
    CHECK_FALSE(opens(std::string(64, 'b'), "1800000000", signature, end - 1s));
    CHECK_FALSE(links.opens_dossier(hash, "1800000000", signature, end - 1s));
    const media_links others(std::vector<std::uint8_t>(32, 8));
    CHECK_FALSE(others.opens_media(hash, "1800000000", signature, end - 1s));
}

TEST_CASE("a dossier's link opens the dossier of its case") {
    const media_links links(std::vector<std::uint8_t>(32, 7));
    const std::string link = links.dossier("CP-0412", end);
    REQUIRE(link.starts_with("/dossier/CP-0412?e=1800000000&s="));
    const auto signature = link.substr(link.size() - 32);
    CHECK(links.opens_dossier("CP-0412", "1800000000", signature, end - 1s));
    CHECK_FALSE(links.opens_dossier("CP-0413", "1800000000", signature, end - 1s));
    CHECK_FALSE(links.opens_dossier("CP-0412", "1800000000", signature, end + 1s));
}

TEST_CASE("links are not signed under a short key") {
    CHECK_THROWS_AS(media_links({}), std::invalid_argument);
    CHECK_THROWS_AS(media_links(std::vector<std::uint8_t>(31, 7)), std::invalid_argument);
}
