#include "gateway/media/decode.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace linli::media {

namespace {

struct format {
    bool (*matches)(bytes_view file);
    result<raster, refusal> (*read)(bytes_view file, int longer);
    int (*orientation)(bytes_view file);
};

bool begins(bytes_view file, std::size_t at, std::string_view magic) {
    if (file.size() < at + magic.size()) return false;
    return std::equal(magic.begin(), magic.end(), file.begin() + static_cast<std::ptrdiff_t>(at),
                      [](char c, std::uint8_t b) { return static_cast<std::uint8_t>(c) == b; });
}

constexpr format formats[] = {
    {[](bytes_view f) { return begins(f, 0, "\xFF\xD8\xFF"); }, read_jpeg, jpeg_orientation},
    {[](bytes_view f) { return begins(f, 0, "\x89PNG\r\n\x1A\n"); }, read_png, png_orientation},
    {[](bytes_view f) { return begins(f, 0, "RIFF") && begins(f, 8, "WEBP"); }, read_webp, webp_orientation},
};

const format* format_of(bytes_view file) {
    const auto* kind =
        std::find_if(std::begin(formats), std::end(formats), [&](const format& f) { return f.matches(file); });
    return kind == std::end(formats) ? nullptr : kind;
}

}  // namespace

bool begins_picture(bytes_view file) { return format_of(file) != nullptr; }

bool size_allowed(std::int64_t width, std::int64_t height) {
    return width >= 1 && height >= 1 && width <= side_max && height <= side_max && width * height <= pixels_max;
}

result<cleaned, refusal> clean_picture(bytes_view file) {
    if (file.size() > picture_bytes_max) return failure{refusal::too_big};
    if (file.empty()) return failure{refusal::not_a_picture};
    const auto* kind = format_of(file);
    if (!kind) return failure{refusal::unsupported};
    auto read = kind->read(file, longer_side_max);
    if (!read) return failure{read.error()};
    const raster picture = upright(std::move(*read), kind->orientation(file));
    const extent size{picture.width, picture.height};
    cleaned done{write_jpeg(picture), write_jpeg(scaled(picture, fitted(size, thumb_side_max))), size.width,
                 size.height};
    if (done.jpeg.empty() || done.thumb.empty()) return failure{refusal::not_a_picture};
    return done;
}

}  // namespace linli::media
