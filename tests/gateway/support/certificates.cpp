#include "tests/gateway/support/certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <catch2/catch.hpp>

#include <cstdio>
#include <memory>

namespace linli::test {
namespace {

namespace fs = std::filesystem;

struct freeing {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* made) const { X509_free(made); }
    void operator()(X509_EXTENSION* one) const { X509_EXTENSION_free(one); }
};
template <class T>
using held = std::unique_ptr<T, freeing>;

template <class Write>
void write_file(const fs::path& to, Write write) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(to.c_str(), "w"), std::fclose);
    REQUIRE(file);
    REQUIRE(write(file.get()) == 1);
}

void swap_in(const fs::path& current, const fs::path& fresh, bool link) {
    const auto beside = current.string() + ".new";
    if (link)
        fs::create_symlink(fresh, beside);
    else
        fs::copy_file(fresh, beside);
    fs::rename(beside, current);
}

}  // namespace

void write_certificate(const certificate_files& to, const std::string& name) {
    const held<EVP_PKEY> key(EVP_EC_gen("P-256"));
    const held<X509> made(X509_new());
    REQUIRE(key);
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
    X509_set_pubkey(made.get(), key.get());
    auto* subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1,
                               -1, 0);
    X509_set_issuer_name(made.get(), subject);
    const held<X509_EXTENSION> address(X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1"));
    X509_add_ext(made.get(), address.get(), -1);
    REQUIRE(X509_sign(made.get(), key.get(), EVP_sha256()) > 0);
    write_file(to.certificate, [&](std::FILE* f) { return PEM_write_X509(f, made.get()); });
    write_file(to.key,
               [&](std::FILE* f) { return PEM_write_PrivateKey(f, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

void replace_by_rename(const certificate_files& current, const certificate_files& fresh) {
    swap_in(current.certificate, fresh.certificate, false);
    swap_in(current.key, fresh.key, false);
}

void replace_by_link(const certificate_files& current, const certificate_files& fresh) {
    swap_in(current.certificate, fresh.certificate, true);
    swap_in(current.key, fresh.key, true);
}

}  // namespace linli::test
