#include "gateway/media/pixels.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace linli::media {

namespace {

std::size_t bytes_of(int width, int height) {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3;
}

std::uint8_t rounded(float value) { return static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F)); }

}  // namespace

std::span<std::uint8_t> raster::row(int y) { return std::span(rgb).subspan(bytes_of(width, y), bytes_of(width, 1)); }

std::span<const std::uint8_t> raster::row(int y) const {
    return std::span(rgb).subspan(bytes_of(width, y), bytes_of(width, 1));
}

extent fitted(extent from, int longer) {
    const int side = std::max(from.width, from.height);
    if (side <= longer) return from;
    const auto shrunk = [&](int length) {
        const auto wide = static_cast<std::int64_t>(length) * longer + side / 2;
        return std::max(1, static_cast<int>(wide / side));
    };
    return {shrunk(from.width), shrunk(from.height)};
}

scaler::scaler(extent from, extent to)
    : from_(from),
      to_(to),
      reduced_(bytes_of(to.width, 1)),
      sum_(bytes_of(to.width, 1)),
      out_{to.width, to.height, std::vector<std::uint8_t>(bytes_of(to.width, to.height))} {}

void scaler::push(std::span<const std::uint8_t> rgb_row) {
    if (from_ == to_) {  // nothing to average: most pictures from chat apps
        std::copy(rgb_row.begin(), rgb_row.end(), out_.row(taken_++).begin());
        return;
    }
    reduce_row(rgb_row);
    // In units of 1/(from*to) of the height, this row covers [top, bottom), and the pixel row in
    // the making ends at `edge`; whole numbers, so that no rounding can lose the last row.
    const std::int64_t top = static_cast<std::int64_t>(taken_) * to_.height;
    const std::int64_t bottom = top + to_.height;
    ++taken_;
    std::int64_t done = top;
    while (made_ < to_.height) {
        const std::int64_t edge = static_cast<std::int64_t>(made_ + 1) * from_.height;
        const std::int64_t until = std::min(edge, bottom);
        const float weight = static_cast<float>(until - done) / static_cast<float>(from_.height);
        for (std::size_t i = 0; i < sum_.size(); ++i) sum_[i] += weight * reduced_[i];
        done = until;
        if (until < edge) break;
        emit_row();
        if (until == bottom) break;
    }
}

void scaler::reduce_row(std::span<const std::uint8_t> rgb_row) {
    const std::int64_t from = from_.width;
    const std::int64_t to = to_.width;
    for (std::int64_t x = 0; x < to; ++x) {
        const std::int64_t left = x * from;  // in units of 1/(from*to) of the width
        const std::int64_t right = left + from;
        float red = 0;
        float green = 0;
        float blue = 0;
        for (std::int64_t p = left / to; p * to < right; ++p) {
            const auto cover = static_cast<float>(std::min(right, (p + 1) * to) - std::max(left, p * to));
            const std::uint8_t* pixel = &rgb_row[static_cast<std::size_t>(p) * 3];
            red += cover * pixel[0];
            green += cover * pixel[1];
            blue += cover * pixel[2];
        }
        float* into = &reduced_[static_cast<std::size_t>(x) * 3];
        into[0] = red / static_cast<float>(from);
        into[1] = green / static_cast<float>(from);
        into[2] = blue / static_cast<float>(from);
    }
}

void scaler::emit_row() {
    auto row = out_.row(made_++);
    for (std::size_t i = 0; i < sum_.size(); ++i) {
        row[i] = rounded(sum_[i]);
        sum_[i] = 0;
    }
}

raster scaler::take() && { return std::move(out_); }

raster scaled(const raster& picture, extent to) {
    scaler small({picture.width, picture.height}, to);
    for (int y = 0; y < picture.height; ++y) small.push(picture.row(y));
    return std::move(small).take();
}

raster upright(raster picture, int orientation) {
    if (orientation < 2 || orientation > 8) return picture;
    const bool swapped = orientation >= 5;  // rows become columns
    const int width = picture.width;
    const int height = picture.height;
    raster turned{swapped ? height : width, swapped ? width : height, std::vector<std::uint8_t>(picture.rgb.size())};
    // EXIF 2.32, 4.6.4: where the stored row 0 and column 0 lie in the picture as seen.
    const bool from_right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    const bool from_bottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    for (int y = 0; y < height; ++y) {
        const auto source = std::as_const(picture).row(y);
        for (int x = 0; x < width; ++x) {
            int seen_x = swapped ? y : x;
            int seen_y = swapped ? x : y;
            if (from_right) seen_x = turned.width - 1 - seen_x;
            if (from_bottom) seen_y = turned.height - 1 - seen_y;
            const std::uint8_t* pixel = &source[static_cast<std::size_t>(x) * 3];
            std::copy(pixel, pixel + 3,
                      &turned.rgb[bytes_of(turned.width, seen_y) + static_cast<std::size_t>(seen_x) * 3]);
        }
    }
    return turned;
}

}  // namespace linli::media
