// Addresses by which a stored photo or file, or a case's dossier, can be opened without signing in: staff
// in another platform's group open a video or a voice note so.
//
//   link = "/media/" hash "?e=" end "&s=" signature, or "/dossier/" code "?e=" end "&s=" signature
//   end = seconds since 1970, decimal; signature = the first 32 hex digits of
//   HMAC-SHA256(key, "linli media " hash " " end), or of "linli dossier " code " " end
//
// Whoever holds a link may open that one thing until its end comes, it is deleted, or the key is changed;
// with "&size=thumb" behind it, the small copy of a photo. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/time.hpp"
#include "storage/key_ring.hpp"

namespace linli::media {

class media_links {
public:
    static constexpr std::size_t key_bytes_min = 32;  // the strength of the digest

    // Throws std::invalid_argument for a shorter key: signing with none would let everybody in.
    explicit media_links(std::vector<std::uint8_t> key);

    static constexpr std::chrono::days media_life{30};   // a case is over by then, or asks for a new link
    static constexpr std::chrono::days dossier_life{7};  // it holds more than one photo does

    std::string media(std::string_view hash, instant until) const;
    std::string dossier(std::string_view code, instant until) const;

    // Whether it may be opened now; compared in a time that tells nothing about the right signature.
    bool opens_media(std::string_view hash, std::string_view end, std::string_view signature, instant now) const;
    bool opens_dossier(std::string_view code, std::string_view end, std::string_view signature, instant now) const;

private:
    std::string signature(std::string_view what, std::string_view name, std::string_view end) const;
    std::string link(std::string_view path, std::string_view what, std::string_view name, instant until) const;
    bool opens(std::string_view what, std::string_view name, std::string_view end, std::string_view given,
               instant now) const;

    std::vector<std::uint8_t> key_;
};

// Under the deployment's own key.
media_links links_of(const storage::key_ring& keys);

// The end that stands in an address, nothing where it is none.
std::optional<instant> end_of(std::string_view end);

}  // namespace linli::media
