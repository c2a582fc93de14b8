// The wire format against bytes that node-smpp made, and against bytes
// that nobody should send.
#include "adapters/smpp/pdu.hpp"

#include <catch2/catch.hpp>

#include "adapters/signature.hpp"
#include "adapters/smpp/receipts.hpp"
#include "tests/adapters/smpp/bytes.hpp"

using namespace linli;
using namespace linli::adapters;
using namespace linli::adapters::smpp;
using test::only_pdu;
using test::unhex;

namespace {

const std::string bind = unhex("0000001b0000000900000000000000016777007077000034000000");
const std::string receipt_pdu = unhex(
    "000000a0000000050000000000000009000101343437373030393030313233000000333131000400000000000001006269643a34463241"
    "207375623a30303120646c7672643a303031207375626d697420646174653a3235313132343136303020646f6e6520646174653a323531"
    "3132343136303120737461743a44454c49565244206572723a30303020746578743a4869001e000534463241000427000102");

message submit(std::string text, std::uint8_t coding) {
    message m;
    m.source = {5, 0, "CITY"};
    m.dest = {1, 1, "447700900123"};
    m.data_coding = coding;
    m.text = std::move(text);
    return m;
}

std::string written(std::uint32_t sequence, const message& m) {
    return hex(to_bytes({command::submit_sm, 0, sequence, write_message(m)}));
}

}  // namespace

TEST_CASE("requests have the bytes that node-smpp writes", "[smpp]") {
    CHECK(to_bytes({command::bind_transceiver, 0, 1, write_bind({"gw", "pw", ""})}) == bind);
    CHECK(hex(to_bytes({command::enquire_link, 0, 7, {}})) == "00000010000000150000000000000007");
    CHECK(hex(to_bytes({command::unbind, 0, 10, {}})) == "0000001000000006000000000000000a");
    auto text = submit(
        "Hi \x1b(1\x1b) \x1b"
        "e",
        0);
    text.registered_delivery = 1;
    CHECK(written(2, text) ==
          "0000003c00000004000000000000000200050043495459000101343437373030393030313233000000000000010000000b"
          "4869201b28311b29201b65");
    auto part = submit(unhex("050003cc02018def706f"), 8);
    part.esm_class = 0x40;
    CHECK(written(3, part) ==
          "0000003b00000004000000000000000300050043495459000101343437373030393030313233004000000000000008000a"
          "050003cc02018def706f");
    auto whole = submit("", 8);
    whole.source.ton = whole.dest.ton = whole.dest.npi = 0;
    whole.tlvs = {{tag::message_payload, unhex("8def706f574f4e86")}};
    CHECK(written(4, whole) ==
          "0000003d000000040000000000000004000000434954590000003434373730303930303132330000000000000000080000"
          "042400088def706f574f4e86");
    auto sar = submit("part1", 0);
    sar.source.ton = sar.dest.ton = sar.dest.npi = 0;
    sar.tlvs = {{tag::sar_msg_ref_num, write_number(513, 2)},
                {tag::sar_total_segments, write_number(2, 1)},
                {tag::sar_segment_seqnum, write_number(1, 1)}};
    CHECK(written(5, sar) ==
          "00000046000000040000000000000005000000434954590000003434373730303930303132330000000000000000000005"
          "7061727431020c00020201020e000102020f000101");
}

TEST_CASE("a receipt of node-smpp's is read", "[smpp]") {
    const auto p = only_pdu(receipt_pdu);
    REQUIRE(p.command == command::deliver_sm);
    CHECK(p.sequence == 9);
    const auto m = read_message(p.body);
    REQUIRE(m);
    CHECK(m->source == address{1, 1, "447700900123"});
    CHECK(m->dest == address{0, 0, "311"});
    CHECK(is_receipt(*m));
    const auto r = read_receipt(*m);
    REQUIRE(r);
    CHECK(r->id == "4F2A");
    CHECK(r->verdict == verdict_kind::delivered);
}

TEST_CASE("what is written is read back", "[smpp]") {
    auto m = submit(std::string("a\0b@", 4), 0);
    m.tlvs = {{0x1401, "x"}, {tag::user_message_reference, std::string(2, '\0')}};
    const auto back = read_message(write_message(m));
    REQUIRE(back);
    CHECK(back->text == m.text);  // by its length: a zero byte is "@"
    CHECK(back->source == m.source);
    REQUIRE(back->tlvs.size() == 2);
    CHECK(back->tlvs[1].value == std::string(2, '\0'));
}

TEST_CASE("bytes arrive in any pieces", "[smpp]") {
    const auto all = bind + receipt_pdu;
    for (std::size_t cut = 0; cut < all.size(); ++cut) {
        std::string_view in = std::string_view(all).substr(0, cut);
        pdu p;
        int whole = 0;
        while (take_pdu(in, p) == framing::whole) ++whole;
        CHECK(whole == (cut < bind.size() ? 0 : 1));
    }
}

TEST_CASE("a length that cannot be is the end", "[smpp]") {
    for (const auto* length : {"00000000", "0000000f", "00010001", "ffffffff", "7fffffff"}) {
        const auto bytes = unhex(std::string(length) + "000000150000000000000001");
        std::string_view in = bytes;
        pdu p;
        CHECK(take_pdu(in, p) == framing::broken);
        CHECK(p.sequence == 1);
    }
}

TEST_CASE("a body that is cut short anywhere is malformed, or whole without its last TLVs", "[smpp]") {
    const auto body = only_pdu(receipt_pdu).body;
    const auto without_tlvs = body.size() - 9 - 5;
    for (std::size_t size = 0; size < body.size(); ++size) {
        const bool at_border = size == without_tlvs || size == without_tlvs + 9;
        INFO(size);
        CHECK(read_message(std::string_view(body).substr(0, size)).has_value() == at_border);
    }
}

TEST_CASE("a string without its end is not searched for beyond its field", "[smpp]") {
    CHECK_FALSE(read_message(std::string(60'000, 'x')));
    CHECK_FALSE(read_message(std::string(1, '\0') + std::string(2, '\1') + std::string(100, '1')));
    auto long_address = write_message(submit("x", 0));
    CHECK(read_message(long_address));
    long_address.insert(long_address.find("CITY"), 61, '1');  // 65 characters and a NUL
    CHECK_FALSE(read_message(long_address));
    // 65 TLVs: more than there are.
    message m = submit("x", 0);
    m.tlvs.assign(65, {0x1400, ""});
    CHECK_FALSE(read_message(write_message(m)));
}
