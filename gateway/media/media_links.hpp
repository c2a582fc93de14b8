// Addresses by which a stored photo or file can be opened without signing in: staff in another
// platform's group open a video or a voice note so.
//
//   link = "/media/" hash "?s=" signature
//   signature = the first 32 hex digits of HMAC-SHA256(key, "linli media " hash)
//
// Whoever holds a link may open that one file, until it is deleted or the key is changed. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace linli::media {

class media_links {
public:
    static constexpr std::size_t key_bytes_min = 32;  // the strength of the digest

    // Throws std::invalid_argument for a shorter key: signing with none would let everybody in.
    explicit media_links(std::vector<std::uint8_t> key);

    std::string link(std::string_view hash) const;

    // In a time that tells nothing about the right signature.
    bool valid(std::string_view hash, std::string_view signature) const;

private:
    std::string signature(std::string_view hash) const;

    std::vector<std::uint8_t> key_;
};

}  // namespace linli::media
