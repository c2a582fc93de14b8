#include "gateway/doctor/certificate.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <thread>

using namespace linli::gateway;
using namespace linli::gateway::doctor;
using namespace std::chrono_literals;
namespace net = boost::asio;

namespace {

struct pair_of_files {
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("linli-certificate-" + std::to_string(::getpid()));
    std::filesystem::path certificate = folder / "cert.pem", key = folder / "key.pem";

    // Signed by itself, for `name`, ending so many days from now.
    pair_of_files(const std::string& name, int days) {
        std::filesystem::create_directories(folder);
        EVP_PKEY* pair = EVP_EC_gen("P-256");
        X509* made = X509_new();
        ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
        X509_gmtime_adj(X509_getm_notBefore(made), -100L * 86'400);
        X509_gmtime_adj(X509_getm_notAfter(made), days * 86'400L + 3'600);
        X509_set_pubkey(made, pair);
        X509_NAME_add_entry_by_txt(X509_get_subject_name(made), "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
        X509_set_issuer_name(made, X509_get_subject_name(made));
        X509_sign(made, pair, EVP_sha256());
        std::FILE* out = std::fopen(certificate.c_str(), "w");
        PEM_write_X509(out, made);
        std::fclose(out);
        out = std::fopen(key.c_str(), "w");
        PEM_write_PrivateKey(out, pair, nullptr, nullptr, 0, nullptr, nullptr);
        std::fclose(out);
        X509_free(made);
        EVP_PKEY_free(pair);
    }
    ~pair_of_files() { std::filesystem::remove_all(folder); }
};

certificate look(const std::string& host, const std::string& port, std::chrono::seconds patience = 5s) {
    net::io_context io;
    certificate out;
    const auto go = [&]() -> awaitable<void> { out = co_await certificate_of(io, host, port, patience); };
    net::co_spawn(io, go, net::detached);
    io.run();
    return out;
}

}  // namespace

TEST_CASE("a certificate's file tells when it ends and for whom it is", "[doctor]") {
    const pair_of_files files("chat.example.org", 9);
    CHECK(certificate_in(files.certificate, "chat.example.org").days_left == 9);
    CHECK(certificate_in(files.certificate, "chat.example.org").trusted);
    CHECK_FALSE(certificate_in(files.certificate, "other.example.org").trusted);
    CHECK(certificate_in(files.certificate, "").trusted);
    CHECK_FALSE(certificate_in(files.folder / "nothing.pem", "").trouble.empty());
    CHECK_FALSE(certificate_in(files.key, "").trouble.empty());
    CHECK(certificate_in(pair_of_files("chat.example.org", -3).certificate, "").days_left == -3);
}

TEST_CASE("a server's certificate is seen although nobody trusts it", "[doctor]") {
    const pair_of_files files("chat.example.org", 9);
    net::io_context io;
    net::ip::tcp::acceptor door(io, {net::ip::make_address("127.0.0.1"), 0});
    net::ssl::context context(net::ssl::context::tls_server);
    context.use_certificate_chain_file(files.certificate.string());
    context.use_private_key_file(files.key.string(), net::ssl::context::pem);
    std::thread serving([&] {
        boost::system::error_code ignored;
        net::ssl::stream<net::ip::tcp::socket> one(io, context);
        door.accept(one.lowest_layer());
        one.handshake(net::ssl::stream_base::server, ignored);
    });
    const auto shown = look("127.0.0.1", std::to_string(door.local_endpoint().port()));
    serving.join();
    CHECK(shown.trouble.empty());
    CHECK(shown.days_left == 9);
    CHECK_FALSE(shown.trusted);
    CHECK_FALSE(shown.why.empty());
}

TEST_CASE("who accepts and never speaks is given up", "[doctor]") {
    net::io_context io;
    net::ip::tcp::acceptor door(io, {net::ip::make_address("127.0.0.1"), 0});
    const auto began = std::chrono::steady_clock::now();
    const auto shown = look("127.0.0.1", std::to_string(door.local_endpoint().port()), 1s);
    CHECK_FALSE(shown.trouble.empty());
    CHECK(std::chrono::steady_clock::now() - began < 5s);
}
