#include "gateway/media/decode.hpp"

#include <catch2/catch.hpp>

#include "tests/media/samples.hpp"

using namespace linli;
using namespace linli::media;
using Catch::Matchers::Equals;

namespace {

std::string outcome(const bytes& file) {
    const auto done = clean_picture(file);
    return done ? "taken" : std::string(name_of(done.error()));
}

raster seen(const bytes& file) {
    const auto done = clean_picture(file);
    if (!done) return {};
    auto picture = read_jpeg(done->jpeg, longer_side_max);
    return picture ? *picture : raster{};
}

// Every marker of a JPEG before its data.
std::vector<int> markers(const bytes& jpeg) {
    std::vector<int> found;
    for (std::size_t at = 2; at + 4 <= jpeg.size() && jpeg[at + 1] != 0xDA;) {
        found.push_back(jpeg[at + 1]);
        at += 2U + (std::size_t{jpeg[at + 2]} << 8 | jpeg[at + 3]);
    }
    return found;
}

std::uint32_t crc32(const bytes& data, std::size_t from, std::size_t to) {
    std::uint32_t crc = ~0U;
    for (std::size_t i = from; i < to; ++i) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320U : 0);
    }
    return ~crc;
}

void put_number(bytes& into, std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) into[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

bytes png_claiming(std::uint32_t width, std::uint32_t height) {
    bytes png = sample("palette.png");
    put_number(png, 16, width);
    put_number(png, 20, height);
    put_number(png, 29, crc32(png, 12, 29));
    return png;
}

}  // namespace

TEST_CASE("a photo of every orientation stands upright") {
    for (int i = 1; i <= 8; ++i) {
        INFO(i);
        CHECK(is_card(seen(sample("orientation-" + std::to_string(i) + ".jpg"))));
    }
}

TEST_CASE("other orders of bytes and other containers carry the orientation too") {
    const auto stairs = clean_picture(sample("stairwell.jpg"));  // 900 x 675, held at 90 degrees
    REQUIRE(stairs);
    CHECK(stairs->width == 675);
    CHECK(stairs->height == 900);
    CHECK(png_orientation(sample("meter.png")) == 6);
    CHECK(webp_orientation(sample("door.webp")) == 3);

    bytes little = sample("orientation-1.jpg");
    const std::string_view big_exif("MM\0*\0\0\0\x08", 8);
    const auto at = std::search(little.begin(), little.end(), big_exif.begin(), big_exif.end());
    REQUIRE(at != little.end());
    const std::string_view tiff("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0", 22);
    std::copy(tiff.begin(), tiff.end(), at);
    CHECK(jpeg_orientation(little) == 6);
}

TEST_CASE("no byte of metadata remains") {
    for (const std::string name : {"stairwell.jpg", "meter.png", "door.webp"}) {
        INFO(name);
        const bytes file = sample(name);
        REQUIRE(contains(file, "Resident Name"));  // it was there
        REQUIRE(contains(file, "Examplefone"));
        const auto done = clean_picture(file);
        REQUIRE(done);
        for (const bytes& made : {done->jpeg, done->thumb}) {
            for (const auto text : {"Resident", "Examplefone", "Exif", "EXIF", "xpacket", "adobe", "Photoshop", "8BIM",
                                    "1203", "SN-123", "serial", "a comment"})
                CHECK_FALSE(contains(made, text));
            for (const int marker : markers(made)) {
                INFO(marker);
                CHECK((marker == 0xE0 || marker == 0xDB || marker == 0xC0 || marker == 0xC4));
            }
        }
    }
}

TEST_CASE("every kind of the three formats is read") {
    for (const std::string name : {"interlaced.png", "progressive.jpg", "print.jpg"}) {
        INFO(name);
        CHECK(is_card(seen(sample(name))));
    }
    CHECK(is_card(seen(sample("palette.png")), {255, 255, 255}));  // yellow was made transparent
    CHECK(seen(sample("gray.jpg")).width == 64);
    CHECK(outcome(sample("door.webp")) == "taken");
}

TEST_CASE("a large picture is scaled to 2,560 px and keeps its content, and 320 px for the card") {
    raster large{5000, 3000, bytes(5000 * 3000 * 3, 250)};
    for (int y = 0; y < 1500; ++y)
        for (int x = 0; x < 2500; ++x) large.row(y)[static_cast<std::size_t>(x) * 3] = 10;
    const auto done = clean_picture(write_jpeg(large));
    REQUIRE(done);
    CHECK(done->width == 2560);
    CHECK(done->height == 1536);
    const auto full = read_jpeg(done->jpeg, 9999);
    REQUIRE(full);
    CHECK(near(*full, 1270, 760, {10, 250, 250}));
    CHECK(near(*full, 1290, 776, {250, 250, 250}));
    const auto thumb = read_jpeg(done->thumb, 9999);
    REQUIRE(thumb);
    CHECK(extent{thumb->width, thumb->height} == extent{320, 192});
    CHECK(near(*thumb, 150, 90, {10, 250, 250}));
}

TEST_CASE("the scaler averages areas exactly") {
    raster stripes{9, 7, bytes(9 * 7 * 3)};
    for (int y = 0; y < 7; ++y)
        for (std::size_t i = 0; i < 27; ++i)
            stripes.row(y)[i] = static_cast<std::uint8_t>((y + static_cast<int>(i / 3)) % 2 * 200);
    const auto one = scaled(stripes, {1, 1});
    CHECK(one.rgb == bytes(3, 98));  // 31 of 63 squares of the board are 200
    const auto same = scaled(stripes, {9, 7});
    CHECK(same.rgb == stripes.rgb);
    CHECK(scaled(raster{3, 1, bytes(9, 90)}, {2, 1}).rgb == bytes(6, 90));
    CHECK(fitted({10000, 1}, 100) == extent{100, 1});
    CHECK(fitted({50, 100}, 100) == extent{50, 100});
}

TEST_CASE("what hides behind a picture is lost, and what only pretends is refused") {
    const std::string page = "<html><script>alert(1)</script></html>";
    for (const std::string name : {"stairwell.jpg", "meter.png", "door.webp"}) {
        INFO(name);
        bytes tail = sample(name);
        append(tail, "PK\x03\x04" + page);
        const auto done = clean_picture(tail);
        REQUIRE(done);
        CHECK_FALSE(contains(done->jpeg, "script"));
        CHECK_FALSE(contains(done->thumb, "script"));
    }
    const auto text = [](std::string_view t) { return bytes(t.begin(), t.end()); };
    CHECK(outcome(text("GIF89a/*" + page)) == "unsupported");
    CHECK(outcome(text("<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>")) == "unsupported");
    CHECK(outcome(text(page)) == "unsupported");
    CHECK(outcome(text("PK\x03\x04 zip")) == "unsupported");
    CHECK(outcome(text("\xFF\xD8\xFF\xE0" + page)) == "not_a_picture");
    CHECK(outcome(text("\x89PNG\r\n\x1A\n" + page)) == "not_a_picture");
    CHECK(outcome(text("RIFF1234WEBP" + page)) == "not_a_picture");
    CHECK(outcome(sample("moving.webp")) == "unsupported");
    CHECK(outcome({}) == "not_a_picture");
}

TEST_CASE("a size is judged by the header, before anything is decoded") {
    CHECK(outcome(png_claiming(30'000, 30'000)) == "too_many_pixels");
    CHECK(outcome(png_claiming(0xFFFFFFFF, 1)) == "too_many_pixels");
    CHECK(outcome(png_claiming(40'000'000, 1)) == "too_many_pixels");
    CHECK(outcome(png_claiming(0, 9)) == "not_a_picture");
    CHECK(outcome(png_claiming(6'000, 6'000)) == "not_a_picture");  // allowed, but not there

    bytes jpeg = sample("gray.jpg");
    const std::string_view frame("\xFF\xC0\0\x0B\x08", 5);
    auto at = std::search(jpeg.begin(), jpeg.end(), frame.begin(), frame.end(),
                          [](auto b, char c) { return b == static_cast<std::uint8_t>(c); });
    REQUIRE(at != jpeg.end());
    std::fill(at + 5, at + 9, 0xF0);  // 61,680 x 61,680
    CHECK(outcome(jpeg) == "too_many_pixels");

    bytes webp = sample("door.webp");  // VP8X: three bytes each, less one
    std::fill(webp.begin() + 24, webp.begin() + 30, 0x3F);
    CHECK(outcome(webp) != "taken");

    bytes heavy = sample("stairwell.jpg");
    heavy.resize(picture_bytes_max);
    CHECK(outcome(heavy) == "taken");
    heavy.push_back(0);
    CHECK(outcome(heavy) == "too_big");
}

TEST_CASE("a picture that was cut short or damaged is refused, wherever") {
    for (const std::string name :
         {"orientation-1.jpg", "progressive.jpg", "palette.png", "interlaced.png", "moving.webp", "door.webp"}) {
        INFO(name);
        const bytes whole = sample(name);
        const std::size_t step = std::max<std::size_t>(1, whole.size() / 200);
        for (std::size_t size = 0; size + 3 < whole.size(); size += step) {
            INFO(size);
            // The metadata of door.webp stands behind its picture, so a cut there is harmless.
            if (name == "door.webp" && size > whole.size() * 9 / 10) break;
            CHECK(outcome({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}) != "taken");
        }
    }
    bytes png = sample("palette.png");
    png[png.size() - 14] ^= 1;  // within the checksum of the last IDAT
    CHECK(outcome(png) == "not_a_picture");
}

TEST_CASE("no damage crashes a decoder or makes it answer without an end") {
    std::uint32_t dice = 2463534242U;  // xorshift: the same damage in every run
    const auto roll = [&](std::size_t sides) {
        dice ^= dice << 13;
        dice ^= dice >> 17;
        dice ^= dice << 5;
        return dice % sides;
    };
    for (const std::string name : {"orientation-6.jpg", "progressive.jpg", "print.jpg", "palette.png", "interlaced.png",
                                   "door.webp", "moving.webp"}) {
        const bytes whole = sample(name);
        for (int round = 0; round < 150; ++round) {
            bytes damaged = whole;
            for (std::size_t i = roll(8) + 1; i > 0; --i)
                damaged[roll(damaged.size())] = static_cast<std::uint8_t>(roll(256));
            const auto done = clean_picture(damaged);
            if (done) CHECK(done->jpeg.size() > 100);
        }
    }
}

TEST_CASE("an orientation that does not add up counts as upright") {
    const bytes whole = sample("orientation-6.jpg");
    REQUIRE(jpeg_orientation(whole) == 6);
    for (std::size_t at = 2; at < 120; ++at)
        for (const int value : {0, 1, 0x7F, 0xFF}) {
            bytes bent = whole;
            bent[at] = static_cast<std::uint8_t>(value);
            const int found = jpeg_orientation(bent);
            CHECK((found >= 1 && found <= 8));
        }
    for (std::size_t size = 0; size < 120; ++size) CHECK(jpeg_orientation(bytes_view(whole).first(size)) <= 6);
}
