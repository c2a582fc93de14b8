#include "gateway/tls_files.hpp"

#include <sys/stat.h>

namespace linli::gateway {
namespace {

namespace ssl = boost::asio::ssl;

}  // namespace

result<tls_context, std::string> load_tls(const std::filesystem::path& certificate, const std::filesystem::path& key) {
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    context->set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
    boost::system::error_code error;
    context->use_certificate_chain_file(certificate.string(), error);
    if (error) return failure{"the certificate " + certificate.string() + " cannot be read: " + error.message()};
    context->use_private_key_file(key.string(), ssl::context::pem, error);
    if (error)
        return failure{"the key " + key.string() + " cannot be read or does not belong to " + certificate.string() +
                       ": " + error.message()};
    if (SSL_CTX_check_private_key(context->native_handle()) != 1)
        return failure{"the key " + key.string() + " does not belong to " + certificate.string()};
    return context;
}

tls_files::tls_files(std::filesystem::path certificate, std::filesystem::path key)
    : certificate_(std::move(certificate)), key_(std::move(key)) {}

tls_files::file_state tls_files::state_of(const std::filesystem::path& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) return {};
    return {found.st_dev, found.st_ino, found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
}

tls_files::states tls_files::now() const { return {state_of(certificate_), state_of(key_)}; }

bool tls_files::changed() const { return wanted() && now() != loaded_; }

std::string tls_files::reload() {
    if (!wanted()) return {};
    loaded_ = now();  // a broken pair is tried again when it changes again
    auto loaded = load_tls(certificate_, key_);
    if (!loaded) return loaded.error();
    current_ = *std::move(loaded);
    return {};
}

}  // namespace linli::gateway
