// The listener over TLS: which certificate a handshake shows, before and after the files are replaced,
// and what is refused or cut off.
#include <openssl/ssl.h>
#include <openssl/sslerr.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

#include <boost/asio/ssl/context.hpp>
#include <boost/beast/ssl.hpp>

#include "tests/gateway/serving.hpp"
#include "tests/gateway/support/certificates.hpp"

using namespace linli;
using namespace linli::test;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;
namespace ssl = net::ssl;

// A folder with the pair that is served and those that take its place.
class deployed {
public:
    deployed() {
        for (const auto* name : {"first", "second", "third"}) write_certificate(pair(name), name);
        replace_by_rename(served, pair("first"));
    }
    ~deployed() { fs::remove_all(folder_); }

    certificate_files pair(const std::string& name) const {
        return {folder_ / (name + ".crt"), folder_ / (name + ".key")};
    }
    std::string toml() const {
        return "tls_certificate = \"" + served.certificate.string() + "\"\ntls_key = \"" + served.key.string() +
               "\"\n[channels.web]\ntype = \"web\"\n[channels.tg]\ntype = \"telegram\"\ntoken = \"1:A\"\n"
               "secret = \"hook-secret-0123456789\"\napi_url = \"http://127.0.0.1:9\"\n";
    }

private:
    static fs::path new_folder() {
        auto made = (fs::temp_directory_path() / "linli-tls-XXXXXX").string();
        REQUIRE(::mkdtemp(made.data()));
        return made;
    }
    const fs::path folder_ = new_folder();

public:
    const certificate_files served{folder_ / "live.crt", folder_ / "live.key"};
};

// One connection of somebody who speaks TLS up to `newest`.
class caller {
public:
    explicit caller(std::uint16_t port, int newest = TLS1_3_VERSION) {
        // Whoever asks for an old version finds a client that would take it.
        SSL_CTX_set_security_level(context_.native_handle(), newest < TLS1_2_VERSION ? 0 : 1);
        SSL_CTX_set_min_proto_version(context_.native_handle(), TLS1_VERSION);
        SSL_CTX_set_max_proto_version(context_.native_handle(), newest);
        stream_.emplace(io_, context_);
        beast::get_lowest_layer(*stream_).connect({net::ip::make_address("127.0.0.1"), port});
        failed_ = beast::error::timeout;
        patient().async_handshake(ssl::stream_base::client, [this](beast::error_code e) { failed_ = e; });
        run();
    }

    beast::error_code failed() const { return failed_; }
    bool refused_for_its_version() const {
        return failed_.category() == net::error::get_ssl_category() &&
               ERR_GET_REASON(static_cast<unsigned long>(failed_.value())) == SSL_R_TLSV1_ALERT_PROTOCOL_VERSION;
    }
    // The common name of the certificate that was shown.
    std::string shown() {
        const std::unique_ptr<X509, decltype(&X509_free)> seen(SSL_get1_peer_certificate(stream_->native_handle()),
                                                               X509_free);
        if (!seen) return {};
        char name[64] = {};
        X509_NAME_get_text_by_NID(X509_get_subject_name(seen.get()), NID_commonName, name, sizeof name);
        return name;
    }
    void send(std::string_view bytes) {
        failed_ = beast::error::timeout;
        net::async_write(patient(), net::buffer(bytes), [this](beast::error_code e, std::size_t) { failed_ = e; });
        run();
        REQUIRE_FALSE(failed_);
    }
    http::response<http::string_body> answer() {
        http::response<http::string_body> response;
        failed_ = beast::error::timeout;
        http::async_read(patient(), buffer_, response, [this](beast::error_code e, std::size_t) { failed_ = e; });
        run();
        INFO(failed_.message());
        REQUIRE_FALSE(failed_);
        return response;
    }
    int page() {
        send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        return static_cast<int>(answer().result_int());
    }

private:
    beast::ssl_stream<beast::tcp_stream>& patient() {
        beast::get_lowest_layer(*stream_).expires_after(10s);
        return *stream_;
    }
    void run() {
        io_.restart();
        io_.run();
    }

    net::io_context io_;
    ssl::context context_{ssl::context::tls_client};
    std::optional<beast::ssl_stream<beast::tcp_stream>> stream_;
    beast::flat_buffer buffer_;
    beast::error_code failed_;
};

std::string shown_to_a_new_caller(const serving& s) {
    caller c(s.port());
    return c.failed() ? std::string() : c.shown();
}

template <class Condition>
bool comes_true(Condition holds) {
    const auto give_up = std::chrono::steady_clock::now() + 10s;
    while (std::chrono::steady_clock::now() < give_up)
        if (holds()) return true;
    return false;
}

}  // namespace

TEST_CASE("a certificate that took the old one's place is shown from then on, and who was there stays", "[tls]") {
    const auto replace = GENERATE(&replace_by_rename, &replace_by_link);
    deployed d;
    serving s(d.toml(), {}, 10ms);
    caller old(s.port());
    REQUIRE_FALSE(old.failed());
    CHECK(old.shown() == "first");
    CHECK(old.page() == 200);

    replace(d.served, d.pair("second"));
    CHECK(comes_true([&] { return shown_to_a_new_caller(s) == "second"; }));
    CHECK(s.logged().find("\"event\":\"certificate_reloaded\"") != std::string::npos);
    CHECK(old.page() == 200);
    CHECK(old.shown() == "first");
}

TEST_CASE("another certificate with the old one's time and size is noticed", "[tls]") {
    deployed d;
    const auto long_ago = fs::file_time_type::clock::now() - 24h;
    for (const auto* name : {"first", "second"}) {
        fs::last_write_time(d.pair(name).certificate, long_ago);
        fs::last_write_time(d.pair(name).key, long_ago);
    }
    replace_by_link(d.served, d.pair("first"));
    serving s(d.toml(), {}, 10ms);
    CHECK(shown_to_a_new_caller(s) == "first");
    replace_by_link(d.served, d.pair("second"));
    CHECK(comes_true([&] { return shown_to_a_new_caller(s) == "second"; }));
}

TEST_CASE("a pair that does not fit is refused and told, and the old one stays until a good one comes", "[tls]") {
    deployed d;
    serving s(d.toml(), {}, 10ms);
    const auto second = d.pair("second"), third = d.pair("third");
    SECTION("the key of another") { replace_by_link(d.served, {second.certificate, third.key}); }
    SECTION("no certificate at all") { replace_by_link(d.served, {second.key, second.key}); }
    SECTION("nothing there") { fs::remove(d.served.key); }
    CHECK(comes_true([&] { return s.logged().find("\"event\":\"certificate_refused\"") != std::string::npos; }));
    CHECK(shown_to_a_new_caller(s) == "first");
    CHECK(s.logged().find("PRIVATE") == std::string::npos);
    replace_by_link(d.served, third);
    CHECK(comes_true([&] { return shown_to_a_new_caller(s) == "third"; }));
}

TEST_CASE("TLS below 1.2 is refused", "[tls]") {
    deployed d;
    serving s(d.toml());
    for (const int old : {TLS1_VERSION, TLS1_1_VERSION}) CHECK(caller(s.port(), old).refused_for_its_version());
    for (const int good : {TLS1_2_VERSION, TLS1_3_VERSION}) CHECK_FALSE(caller(s.port(), good).failed());
}

TEST_CASE("plain HTTP, and a handshake that never ends, are cut", "[tls]") {
    deployed d;
    gateway::patience patience;
    patience.tls_handshake = 200ms;
    serving s(d.toml(), patience);
    const auto cut = [&](const std::string& bytes) {
        const auto began = std::chrono::steady_clock::now();
        CHECK(raw(s.port(), bytes, 8s).find("HTTP/1.1 2") == std::string::npos);
        return std::chrono::steady_clock::now() - began < 4s;
    };
    CHECK(cut("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    CHECK(cut(""));
    CHECK(cut(std::string("\x16\x03\x01\x02\x00\x01\x00", 7)));  // the beginning of a first message
    CHECK(shown_to_a_new_caller(s) == "first");
}

TEST_CASE("a body comes whole over TLS, however it was split", "[tls]") {
    deployed d;
    serving s(d.toml());
    caller c(s.port());
    REQUIRE_FALSE(c.failed());
    const std::string head = "POST /api/chat/session HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(s.port()) +
                             "\r\nOrigin: https://127.0.0.1:" + std::to_string(s.port()) +
                             "\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n";
    for (const auto part : {std::string_view(head).substr(0, 60), std::string_view(head).substr(60),
                            std::string_view("{\"langua"), std::string_view("ge\":\"en\"}")})
        c.send(part);
    const auto made = c.answer();
    CHECK(made.result_int() == 200);
    CHECK(made.body() == R"({"new":true})");
    CHECK(made[http::field::set_cookie].find("Secure") != beast::string_view::npos);
    CHECK(made.find("Strict-Transport-Security") != made.end());

    const std::string large(300'000, 'x');  // many records
    c.send("POST /webhooks/tg HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n");
    c.send(large);
    CHECK(c.answer().result_int() == 401);
    CHECK(c.page() == 200);
}
