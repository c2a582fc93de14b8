// A raster in memory, and the area-average scaler that fills one row by row, so that a picture of
// 40 megapixels is never held whole.
//
// Pure; owns its memory. `std::bad_alloc` is possible: the child runs under a memory limit.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace linli::media {

// Rows from the top, three bytes a pixel, sRGB, no padding.
struct raster {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;

    std::span<std::uint8_t> row(int y);
    std::span<const std::uint8_t> row(int y) const;
};

struct extent {
    int width = 0;
    int height = 0;
    bool operator==(const extent&) const = default;
};

// The largest extent of the same shape whose longer side is `longer` at most; never larger than
// `from`, never below one pixel.
extent fitted(extent from, int longer);

// Takes `from.height` rows of `from.width` pixels, top to bottom, and averages the area that each
// pixel of the smaller raster covers. `to` must not exceed `from` in either direction.
class scaler {
public:
    scaler(extent from, extent to);

    void push(std::span<const std::uint8_t> rgb_row);
    bool complete() const { return taken_ == from_.height; }
    raster take() &&;  // only when complete

private:
    void reduce_row(std::span<const std::uint8_t> rgb_row);
    void emit_row();

    extent from_;
    extent to_;
    int taken_ = 0;               // rows pushed
    int made_ = 0;                // rows finished
    std::vector<float> reduced_;  // the pushed row at the new width
    std::vector<float> sum_;      // of the rows below the pixel row in the making
    raster out_;
};

// The whole raster at a smaller size.
raster scaled(const raster& picture, extent to);

// Turned and mirrored as the EXIF orientation (1 to 8) asks, so that it stands upright.
raster upright(raster picture, int orientation);

}  // namespace linli::media
