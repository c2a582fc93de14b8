// The certificate that browsers see: read from two PEM files, read again when they change.
//
// `current` is what new connections take; those that stand keep theirs. For the I/O thread.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>

#include <boost/asio/ssl/context.hpp>

#include "dialogs/result.hpp"

namespace linli::gateway {

using tls_context = std::shared_ptr<boost::asio::ssl::context>;

// A pair that does not fit, or a key that cannot be read, is told in words and shows nothing of it.
result<tls_context, std::string> load_tls(const std::filesystem::path& certificate,
                                          const std::filesystem::path& key);

class tls_files {
public:
    tls_files(std::filesystem::path certificate, std::filesystem::path key);

    bool wanted() const { return !certificate_.empty(); }
    // "" or what is wrong; then the one that we had stays.
    std::string reload();
    // Whether either file is another than what `current` was made from; it may be older (cp -p).
    bool changed() const;
    tls_context current() const { return current_; }

private:
    using times = std::array<std::filesystem::file_time_type, 2>;
    times written() const;

    std::filesystem::path certificate_;
    std::filesystem::path key_;
    tls_context current_;
    times loaded_{};
};

}  // namespace linli::gateway
