// The certificate that browsers see: read from two PEM files, read again when they change.
//
// `current` is what new connections take; those that stand keep theirs. For the I/O thread.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include <boost/asio/ssl/context.hpp>

#include "dialogs/result.hpp"

namespace linli::gateway {

using tls_context = std::shared_ptr<boost::asio::ssl::context>;

// A pair that does not fit, or a key that cannot be read, is told in words and shows nothing of it.
result<tls_context, std::string> load_tls(const std::filesystem::path& certificate, const std::filesystem::path& key);

class tls_files {
public:
    tls_files(std::filesystem::path certificate, std::filesystem::path key);

    bool wanted() const { return !certificate_.empty(); }
    // "" or what is wrong; then the one that we had stays.
    std::string reload();
    // Whether either file is another than what `current` was made from: written anew, replaced, or what
    // its link leads to; it may be older (cp -p).
    bool changed() const;
    tls_context current() const { return current_; }

private:
    // What tells a file from the one that took its place, even where both bear the same time.
    struct file_state {
        std::uint64_t device = 0, file = 0;
        std::int64_t bytes = 0, seconds = 0, nanoseconds = 0;
        bool operator==(const file_state&) const = default;
    };
    using states = std::array<file_state, 2>;
    states now() const;
    static file_state state_of(const std::filesystem::path& file);

    std::filesystem::path certificate_;
    std::filesystem::path key_;
    tls_context current_;
    states loaded_{};
};

}  // namespace linli::gateway
