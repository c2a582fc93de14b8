#include "gateway/receiving.hpp"

#include <catch2/catch.hpp>

#include "dialogs/understanding/text.hpp"
#include "gateway/data/data_files.hpp"

using namespace linli;
using namespace linli::gateway;

namespace {

const receiving& ears() {
    static const taxonomy nothing;
    static const receiving r(std::make_shared<reader>(nothing, embedded_model()), language::zh);
    return r;
}

said heard(std::string text) {
    adapters::inbound in;
    said s;
    s.text = std::move(text);
    in.body = s;
    ears().read(in);
    return std::get<said>(in.body);
}

}  // namespace

TEST_CASE("a message is clean, bounded and read before a turn sees it") {
    CHECK(heard("  a\u202Eb\u0007 ").text == "ab");
    CHECK(heard("5").reading.digit == 5);
    CHECK(heard("\xff\xfe").text.empty());
    CHECK_FALSE(heard("short").cut);
}

TEST_CASE("a hundred thousand characters become four thousand, and it is said") {
    for (const std::string one : {"x", "水", "😀", "e\u0301"}) {
        std::string text;
        for (int i = 0; i < 100'000; ++i) text += one;
        const auto s = heard(text);
        CHECK(s.cut);
        CHECK(count_chars(s.text) <= 4'000);
        CHECK(count_chars(s.text) >= 3'900);
    }
}

TEST_CASE("everything else that strangers word is bounded as well") {
    adapters::inbound in;
    in.sender_name = std::string(5'000, 'n') + "\n";
    said s;
    s.quoted = std::string(50'000, 'q');
    s.message_id = std::string(5'000, '1');
    s.phone = std::string(500, '1');
    for (int i = 0; i < 100; ++i) s.media.push_back({media_kind::file, "h", "a/\x01" + std::string(900, 'b'), 0});
    in.body = s;
    ears().read(in);
    const auto& out = std::get<said>(in.body);
    CHECK(in.sender_name.size() == 64);
    CHECK(out.quoted.size() == 1'000);
    CHECK(out.message_id.size() == 512);
    CHECK(out.phone.size() == 32);
    CHECK(out.media.size() == 10);
    CHECK(out.media[0].name.size() == 120);
    in.body = pressed{std::string(9'000, 'x'), {}};
    ears().read(in);
    CHECK(std::get<pressed>(in.body).data.size() == 256);
}
