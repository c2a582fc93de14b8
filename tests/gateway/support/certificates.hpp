// Self-signed certificates made while a test runs, written as the two PEM files of a TLS server.
#pragma once

#include <filesystem>
#include <string>

namespace linli::test {

struct certificate_files {
    std::filesystem::path certificate, key;
};

// A new key, and a certificate for 127.0.0.1 whose common name is `name`, at these places.
void write_certificate(const certificate_files& to, const std::string& name);

// How programs that renew a certificate put it in the place of the old one, so that nobody ever reads half
// of it: a new file takes the name of the old, or a new link does (certbot).
void replace_by_rename(const certificate_files& current, const certificate_files& fresh);
void replace_by_link(const certificate_files& current, const certificate_files& fresh);

}  // namespace linli::test
