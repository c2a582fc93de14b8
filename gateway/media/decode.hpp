// Turns a picture of a stranger into one of ours: upright, at most 2,560 px, without metadata.
//
// Runs in the child (photo_child.hpp), for the libraries below it have had heap overflows; pure
// memory in, memory out. JPEG, PNG and WebP are told by their first bytes, never by a name. The
// size is read from the header and checked before anything is decoded. What stands behind the end
// of a picture (a ZIP, a script) is lost, because only pixels go on. A moving PNG gives its still
// picture; a moving WebP is `unsupported`. A colour profile is dropped: the pixels count as sRGB.
// `std::bad_alloc` passes through.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "dialogs/result.hpp"
#include "gateway/media/orientation.hpp"
#include "gateway/media/pixels.hpp"
#include "gateway/media/refusal.hpp"

namespace linli::media {

inline constexpr std::size_t picture_bytes_max = 10 * 1024 * 1024;  // the limit that we promise
inline constexpr std::int64_t pixels_max = 40'000'000;              // 120 MB as RGB; phones make 12 to 24 million
inline constexpr int side_max = 65'500;        // JPEG's own; a stripe would cost long rows otherwise
inline constexpr int longer_side_max = 2'560;  // enough to read a nameplate, about 1 MB as JPEG
inline constexpr int thumb_side_max = 320;     // a card 360 px wide shows it without a second load

struct cleaned {
    std::vector<std::uint8_t> jpeg;
    std::vector<std::uint8_t> thumb;  // a JPEG too
    int width = 0;                    // of `jpeg`
    int height = 0;
};

result<cleaned, refusal> clean_picture(bytes_view file);

// Whether a file that begins so may be a picture that we read; tells by the first `telling_bytes`.
inline constexpr std::size_t telling_bytes = 12;
bool begins_picture(bytes_view file);

// The three decoders: the picture as stored (not yet upright), scaled down to `longer` at most.
result<raster, refusal> read_jpeg(bytes_view file, int longer);
result<raster, refusal> read_png(bytes_view file, int longer);
result<raster, refusal> read_webp(bytes_view file, int longer);

// 4:2:0 and a bare JFIF header. Nothing when the encoder fails.
std::vector<std::uint8_t> write_jpeg(const raster& picture);

// Neither empty nor more than we decode.
bool size_allowed(std::int64_t width, std::int64_t height);

// A pixel over white paper, as a page would show it.
inline std::uint8_t on_white(int value, int alpha) {
    return static_cast<std::uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

}  // namespace linli::media
