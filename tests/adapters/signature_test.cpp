#include "adapters/signature.hpp"

#include <catch2/catch.hpp>

#include "adapters/twilio/request_signature.hpp"
#include "adapters/urlencoded.hpp"

using namespace linli::adapters;

TEST_CASE("digests and MACs") {  // RFC 2202 case 2, RFC 4231 case 2, FIPS 180
    CHECK(hex(hmac_sha1("Jefe", "what do ya want for nothing?")) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a secret equals itself only, and an unset one nothing") {
    CHECK(same_secret("s3cr3t", "s3cr3t"));
    CHECK_FALSE(same_secret("s3cr3T", "s3cr3t"));
    CHECK_FALSE(same_secret("s3cr3", "s3cr3t"));
    CHECK_FALSE(same_secret("s3cr3tt", "s3cr3t"));
    CHECK_FALSE(same_secret("", "s3cr3t"));
    CHECK_FALSE(same_secret("", ""));
    CHECK_FALSE(same_secret("x", ""));
}

TEST_CASE("base64 there and back") {  // RFC 4648 section 10
    const std::pair<const char*, const char*> rows[] = {{"f", "Zg=="},         {"fo", "Zm8="},
                                                        {"foo", "Zm9v"},       {"foob", "Zm9vYg=="},
                                                        {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, coded] : rows) {
        CHECK(base64(plain) == coded);
        CHECK(from_base64(coded) == plain);
    }
    CHECK(base64("") == "");
    for (const auto* bad : {"", "Zg", "Zg=", "Z===", "====", "Zm9v!===", "Zm 9", "Zg==Zg=="})
        CHECK_FALSE(from_base64(bad));
    CHECK(from_base64("+/+/") == "\xFB\xFF\xBF");
}

TEST_CASE("percent-coding") {
    CHECK(percent_encoded("+44 é&=~-._/") == "%2B44%20%C3%A9%26%3D~-._%2F");
    CHECK(percent_decoded("a+b%2Bc", true) == "a b+c");
    CHECK(percent_decoded("a+b%2Bc", false) == "a+b+c");
    CHECK(percent_decoded("5%, %zz %4", true) == "5%, %zz %4");
    CHECK(percent_decoded("%00", true) == std::string(1, '\0'));
}

TEST_CASE("forms") {
    const auto form = parse_form("a=1&b=&c&&a=2&=x");
    CHECK(form == form_fields{{"a", "1"}, {"b", ""}, {"c", ""}, {"a", "2"}, {"", "x"}});
    CHECK(field(form, "a") == "1");
    CHECK(field(form, "z").empty());
    CHECK(compose_form({{"To", "+44"}, {"Body", "a b"}}) == "To=%2B44&Body=a%20b");
    std::string many;
    for (int i = 0; i < 5000; ++i) many += "a=1&";
    CHECK(parse_form(many).size() == form_fields_max);
}

TEST_CASE("Twilio's signatures") {  // made by node crypto and twilio 6.2.0
    const std::string token = "twilio_auth_token_demo_0123456789";
    const std::string sid = "AC0123456789abcdef0123456789abcdef";
    const std::string sm = "SM7d3f0a11c2b34e5f8a90b1c2d3e4f506";
    CHECK(twilio::expected_signature(
              token, "https://gw.example.org/hooks/twilio/sms?acct=tw1",
              {{"AccountSid", sid},
               {"MessageSid", sm},
               {"From", "+447700900123"},
               {"To", "+447700900999"},
               {"Body", "Pothole on Elm St"},
               {"NumMedia", "1"},
               {"MediaUrl0", "https://api.twilio.com/2010-04-01/Accounts/" + sid + "/Messages/" + sm + "/Media/ME1"},
               {"MediaContentType0", "image/jpeg"}}) == "/BAGW0BMQDZ8H67Z3ohmBjNtqJc=");
    CHECK(twilio::expected_signature(token, "https://gw.example.org/hooks/twilio/sms",
                                     {{"Body", "Água na rua 🚗"}, {"From", "+5511999990001"}}) ==
          "8lmweCEnXoMlcxhEo8xcwH0qGAs=");
    CHECK(twilio::expected_signature(token,
                                     "https://gw.example.org/hooks/twilio/json?bodySHA256="
                                     "f5674851bb2f7429853436d39276dcab618af39a7ca7c72c9d67fdf0b29c8be8",
                                     {}) == "qonKxgk5tOaQDX7e+urRO2DkDns=");
    CHECK(twilio::expected_signature(token,
                                     "https://gw.example.org/hooks/twilio/get?MessageSid=SM1&From="
                                     "%2B447700900123&Body=a%20b",
                                     {}) == "LdGE3csUssFzUtCU9nRNDUlRQLo=");
}

TEST_CASE("an address that is none is signed by nobody") {
    const auto signature = twilio::expected_signature("t", "x", {});
    const http_request request{"POST", "/", [&](std::string_view) { return std::string_view(signature); }, ""};
    CHECK_FALSE(twilio::signed_by("t", "x", request, {}));
    CHECK_FALSE(twilio::signed_by("", "https://x/", request, {}));
}
