// Texts on their way to submit_sm and back: alphabets, parts, receipts' spellings.
#include <catch2/catch.hpp>

#include "adapters/gsm7.hpp"
#include "adapters/signature.hpp"
#include "adapters/smpp/joining.hpp"
#include "adapters/smpp/receipts.hpp"
#include "adapters/smpp/segments.hpp"
#include "adapters/splitting.hpp"
#include "adapters/utf8.hpp"
#include "tests/adapters/smpp/bytes.hpp"

using namespace linli;
using namespace linli::adapters;
using namespace linli::adapters::smpp;
using test::unhex;

namespace {

std::string times(std::string_view s, int n) {
    std::string out;
    while (n-- > 0) out += s;
    return out;
}

struct random_numbers {
    std::uint32_t state;
    std::uint32_t below(std::uint32_t n) {
        state = state * 1664525u + 1013904223u;
        return static_cast<std::uint32_t>(static_cast<std::uint64_t>(state) * n >> 32);
    }
};

}  // namespace

TEST_CASE("septets of texts are those of the vectors", "[smpp]") {
    CHECK(hex(to_gsm7("Hi {1} €")) == "4869201b28311b29201b65");
    CHECK(to_gsm7("hello") == "hello");
    CHECK(to_gsm7("@") == std::string(1, '\0'));
    CHECK(to_gsm7("路") == "?");
    CHECK(from_gsm7(unhex("4869201b28311b29201b65")) == "Hi {1} €");
    CHECK(from_gsm7(unhex("1b411b1b1b")) == "A ");  // unknown, double and unfinished escapes
    CHECK(from_gsm7("\xE9") == "é");                // Latin-1 where septets were promised
}

TEST_CASE("every septet is its own character again", "[smpp]") {
    for (int i = 0; i < 128; ++i) {
        if (i == 0x1B) continue;
        const std::string septet(1, static_cast<char>(i));
        const auto text = from_gsm7(septet);
        INFO(i << " " << text);
        CHECK(to_gsm7(text) == septet);
        CHECK(gsm7_units(read_utf8(text, 0).value) == 1);
    }
}

TEST_CASE("data codings", "[smpp]") {
    const auto read = [](int coding, std::string_view bytes, encoding e = encoding::gsm7) {
        return decode(static_cast<std::uint8_t>(coding), bytes, e).value_or("(data)");
    };
    CHECK(read(0, std::string(1, '\0')) == "@");
    CHECK(read(0, "\xE9", encoding::latin1) == "é");
    CHECK(read(1, "a@b") == "a@b");
    CHECK(read(3, "\xA3") == "£");
    CHECK(read(6, "\xBF\xE0\xD8\xF0") == "При№");
    CHECK(read(7, "\xF9\xEC") == "של");
    CHECK(read(8, unhex("8def706f")) == "路灯");
    CHECK(read(0x18, unhex("8def")) == "路");
    CHECK(read(0x10, "\x02") == "$");
    CHECK(read(0xF0, "\x02") == "$");
    CHECK(read(0xF4, "\x02") == "(data)");
    CHECK(read(2, "\x02") == "(data)");
    CHECK(read(0x0B, "\xE9") == "é");
    CHECK(read(8, unhex("d83dde00")) == "😀");
    CHECK(read(8, unhex("d83d0041de00")) == "�A�");
    CHECK(read(8, unhex("8def70")) == "路");  // half a unit says nothing
}

TEST_CASE("how many submit_sm a text takes", "[smpp]") {
    const settings udh;
    const auto parts = [&](const std::string& text) { return segments_of({text}, udh, 1).size(); };
    // Septets and parts as 3GPP TS 23.038 and 23.040 have them.
    CHECK(parts(times("a", 160)) == 1);
    CHECK(parts(times("a", 161)) == 2);
    CHECK(parts(times("a", 306)) == 2);
    CHECK(parts(times("a", 307)) == 3);
    CHECK(parts(times("a", 158) + "€") == 1);
    CHECK(parts(times("a", 159) + "€") == 2);
    CHECK(parts(times("€", 81)) == 2);
    CHECK(parts(times("a", 152) + "€" + times("a", 10)) == 2);
    CHECK(parts(times("路", 70)) == 1);
    CHECK(parts(times("路", 71)) == 2);
    CHECK(parts(times("路", 135)) == 3);
    CHECK(parts(times("😀", 36)) == 2);
    CHECK(parts(times("路", 66) + "😀" + times("路", 65)) == 2);
    CHECK(parts(times("路", 66) + "😀" + times("路", 66)) == 3);
    CHECK(parts("à") == 1);
    // The hand and its colour stay together.
    CHECK(segments_of({times("路", 65) + "👍🏽" + times("路", 5)}, udh, 1)[0].text.size() == 6 + 65 * 2);
}

TEST_CASE("parts are sent in the account's way", "[smpp]") {
    settings s;
    const auto text = times("路", 71);
    const auto udh = segments_of({text}, s, 0x2CC);
    REQUIRE(udh.size() == 2);
    CHECK(udh[0].esm_class == 0x40);
    CHECK(udh[0].data_coding == 8);
    CHECK(hex(udh[0].text.substr(0, 6)) == "050003cc0201");
    CHECK(hex(udh[1].text) == "050003cc0202" + times("8def", 4));
    CHECK(udh[0].text.size() == 140);

    s.long_texts = concatenation::sar;
    const auto sar = segments_of({text}, s, 0x201);
    REQUIRE(sar.size() == 2);
    CHECK(sar[1].esm_class == 0);
    CHECK(hex(sar[1].text) == times("8def", 4));
    REQUIRE(sar[1].tlvs.size() == 3);
    CHECK(hex(sar[1].tlvs[0].value + sar[1].tlvs[1].value + sar[1].tlvs[2].value) == "02010202");

    s.long_texts = concatenation::payload;
    const auto payload = segments_of({text}, s, 1);
    REQUIRE(payload.size() == 1);
    CHECK(payload[0].text.empty());
    CHECK(payload[0].tlvs[0].value.size() == 142);
    CHECK(segments_of({"short"}, s, 1)[0].text == "short");

    s = {};
    s.encoding = encoding::latin1;
    CHECK(segments_of({times("é", 141)}, s, 1)[1].text.size() == 6 + 7);
    CHECK(segments_of({"é"}, s, 1)[0].data_coding == 3);
    CHECK(segments_of({"€"}, s, 1)[0].data_coding == 8);
    s.encoding = encoding::ucs2;
    CHECK(segments_of({"a"}, s, 1)[0].data_coding == 8);
}

TEST_CASE("any text comes back whole from its parts, whatever their order", "[smpp]") {
    const std::vector<std::string> alphabet{"a", " ", "€", "{", "é", "路", "😀", "👍🏽", "e\u0301", "\n", "🇩🇪"};
    random_numbers random{20240608};
    for (int round = 0; round < 300; ++round) {
        settings s;
        s.long_texts = round % 2 ? concatenation::udh : concatenation::sar;
        const auto kinds = round % 3 ? 5u : static_cast<std::uint32_t>(alphabet.size());
        std::string text = "x";
        for (auto n = random.below(900); n > 0; --n) text += alphabet[random.below(kinds)];
        text += "x";
        auto segments = segments_of({text}, s, round);
        // Nothing is cut inside a character: each part is text by itself.
        std::string joined;
        std::vector<message> parts;
        for (const auto& g : segments) {
            message m;
            m.source = {1, 1, "447700900123"};
            m.data_coding = g.data_coding;
            m.esm_class = g.esm_class;
            m.text = g.text;
            m.tlvs = g.tlvs;
            REQUIRE(m.text.size() <= 160);
            const auto piece = *decode(m.data_coding, open_message(m).text, encoding::gsm7);
            REQUIRE(piece.find("\uFFFD") == piece.npos);
            joined += piece;
            parts.push_back(std::move(m));
        }
        REQUIRE(joined == text);
        if (parts.size() < 2) continue;
        for (std::size_t i = parts.size() - 1; i > 0; --i)
            std::swap(parts[i], parts[random.below(static_cast<std::uint32_t>(i + 1))]);
        joining j;
        const instant now{std::chrono::hours{1}};
        for (std::size_t i = 0; i < parts.size(); ++i) {
            auto over = j.add(parts[i], open_message(parts[i]), now);
            if (i + 1 < parts.size()) {
                REQUIRE(over.empty());
                // The same part again, and a restart in between, change nothing.
                REQUIRE(j.add(parts[i], open_message(parts[i]), now).empty());
                std::vector<const part_set*> sets;
                for (const auto& set : j.sets()) sets.push_back(&set);
                const auto state = joining::write(sets);
                j = {};
                for (auto& set : joining::read(state)) j.put_back(std::move(set), 0);
                continue;
            }
            REQUIRE(over.size() == 1);
            REQUIRE(over[0].complete());
            std::string bytes;
            for (const auto& [number, p] : over[0].parts) bytes += p.text;
            REQUIRE(*decode(over[0].parts.begin()->second.coding, bytes, encoding::gsm7) == text);
        }
        REQUIRE(j.sets().empty());
    }
}

TEST_CASE("parts without end are bounded, and what must go is given out", "[smpp]") {
    joining j;
    const instant now{std::chrono::hours{1}};
    std::size_t given = 0;
    for (std::uint32_t i = 0; i < 1000; ++i) {
        message m;
        m.source = {1, 1, std::to_string(447700900000 + i)};
        m.esm_class = 0x40;
        m.text = unhex("0500030103") + std::string(1, '\x01') + std::string(134, 'x');
        given += j.add(m, open_message(m), now + std::chrono::seconds{i}).size();
    }
    CHECK(j.sets().size() == joining::most_sets);
    CHECK(given == 1000 - joining::most_sets);
    CHECK(j.expired(now + std::chrono::seconds{1000}).size() < joining::most_sets);
    CHECK(j.expired(now + std::chrono::seconds{1000} + joining::longest).size() > 0);
    CHECK(j.sets().empty());
    CHECK(j.due() == never);
}

TEST_CASE("an old number with other words begins a new message", "[smpp]") {
    joining j;
    const instant now{std::chrono::hours{1}};
    const auto part = [](std::string_view header, std::string_view text) {
        message m;
        m.source = {1, 1, "447700900123"};
        m.esm_class = 0x40;
        m.text = unhex(header) + std::string(text);
        return m;
    };
    const auto add = [&](const message& m) { return j.add(m, open_message(m), now); };
    CHECK(add(part("050003070201", "first")).empty());
    const auto over = add(part("050003070201", "again"));
    REQUIRE(over.size() == 1);
    CHECK_FALSE(over[0].complete());
    const auto whole = add(part("050003070202", " and end"));
    REQUIRE(whole.size() == 1);
    CHECK(whole[0].parts.at(1).text == "again");
    // The wide reference is another message, whatever its value.
    CHECK(add(part("050003070201", "a")).empty());
    CHECK(add(part("06080400070202", "b")).empty());
    CHECK(j.sets().size() == 2);
}

TEST_CASE("headers that cannot be", "[smpp]") {
    const auto open = [](std::string_view hex_text) {
        message m;
        m.esm_class = 0x40;
        m.text = unhex(hex_text);
        const auto o = open_message(m);
        return std::pair(hex(o.text), o.place.has_value());
    };
    CHECK(open("ff0003070201") == std::pair(std::string("ff0003070201"), false));  // longer than all
    CHECK(open("0500030700014141").second == false);                               // of none
    CHECK(open("0500030702034141").second == false);                               // beyond the last
    CHECK(open("0600030702") == std::pair(std::string("0600030702"), false));
    CHECK(open("0b05040b8423f0000307020141") == std::pair(std::string("41"), true));  // ports before it
    CHECK(open("00414243") == std::pair(std::string("414243"), false));
}

TEST_CASE("receipts as SMSCs write them", "[smpp]") {
    const auto read = [](const std::string& text) {
        message m;
        m.esm_class = 0x04;
        m.text = text;
        const auto r = read_receipt(m);
        return r ? r->id + " " + r->state + " " + std::string(name_of(r->verdict)) +
                       (r->detail.empty() ? "" : " (" + r->detail + ")")
                 : "none";
    };
    CHECK(read("id:4F2A sub:001 dlvrd:001 submit date:2511241600 done date:2511241601 stat:DELIVRD err:000 text:Hi") ==
          "4F2A DELIVRD delivered");
    CHECK(read("id:0123456789 submit date:180711070003 done date:20180711070003 stat:UNDELIV err:069 Text:") ==
          "0123456789 UNDELIV rejected (UNDELIV 069)");
    CHECK(read("ID:77 STAT:expired ERR:1") == "77 EXPIRED rejected (EXPIRED 1)");
    CHECK(read("id: 77 stat:REJECTD") == "77 REJECTD rejected (REJECTD)");
    CHECK(read("id:77 stat:UNKNOWN err:000") == "77 UNKNOWN unknown (UNKNOWN 000)");
    CHECK(read("id:77 stat:ENROUTE") == "none");
    CHECK(read("id:77 stat:ACCEPTD") == "none");
    CHECK(read("stat:DELIVRD") == "none");
    CHECK(read("id:77 sub:001 text:I read stat:DELIVRD") == "none");  // a person's words, not the SMSC's
    CHECK(read("valid:1 id:9 stat:DELIVRD") == "9 DELIVRD delivered");
    CHECK(read("") == "none");
    message tlvs;
    tlvs.esm_class = 0x04;
    tlvs.text = "id:1 stat:DELIVRD";
    tlvs.tlvs = {{tag::receipted_message_id, std::string("ab-12\0", 6)},
                 {tag::message_state, "\x05"},
                 {tag::network_error_code, std::string("\x03\x00\x45", 3)}};
    const auto r = read_receipt(tlvs);
    REQUIRE(r);
    CHECK(r->id == "ab-12");
    CHECK(r->detail == "UNDELIV 69");
}

TEST_CASE("one message's id in every spelling", "[smpp]") {
    using ids = std::vector<std::string>;
    CHECK(plain_id("00004F2A") == "4f2a");
    CHECK(plain_id("000") == "0");
    CHECK(plain_id("9b1d-UP") == "9b1d-UP");
    CHECK(ids_meant("4F2A") == ids{"4f2a", "20266"});
    CHECK(ids_meant("0000020266") == ids{"20266", "4f2a", "131686"});
    CHECK(ids_meant("7") == ids{"7"});
    CHECK(ids_meant("ffffffffffffffffffff") == ids{"ffffffffffffffffffff"});  // beyond 64 bits: as it is
    CHECK(ids_meant("g1") == ids{"g1"});
}
