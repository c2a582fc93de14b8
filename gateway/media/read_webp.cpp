// Decoding with libwebp, which scales while it decodes.
#include <webp/decode.h>

#include "gateway/media/decode.hpp"

namespace linli::media {

namespace {

struct buffer {
    WebPDecoderConfig config{};

    buffer() = default;
    buffer(const buffer&) = delete;
    buffer& operator=(const buffer&) = delete;
    ~buffer() { WebPFreeDecBuffer(&config.output); }
};

// libwebp gives colours already multiplied by alpha, which is what scaling needs.
raster over_white(const WebPRGBABuffer& from, extent size) {
    const auto pixels = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
    raster out{size.width, size.height, std::vector<std::uint8_t>(pixels * 3)};
    for (int y = 0; y < size.height; ++y) {
        const std::uint8_t* rgba = from.rgba + static_cast<std::ptrdiff_t>(y) * from.stride;
        auto row = out.row(y);
        for (std::size_t i = 0; i < row.size() / 3; ++i)
            for (std::size_t c = 0; c < 3; ++c) {
                const int value = rgba[i * 4 + c] + 255 - rgba[i * 4 + 3];
                row[i * 3 + c] = static_cast<std::uint8_t>(value > 255 ? 255 : value);
            }
    }
    return out;
}

}  // namespace

result<raster, refusal> read_webp(bytes_view file, int longer) {
    buffer b;
    auto& config = b.config;
    if (!WebPInitDecoderConfig(&config) || WebPGetFeatures(file.data(), file.size(), &config.input) != VP8_STATUS_OK)
        return failure{refusal::not_a_picture};
    if (config.input.has_animation) return failure{refusal::unsupported};
    if (!size_allowed(config.input.width, config.input.height)) return failure{refusal::too_many_pixels};
    const extent target = fitted({config.input.width, config.input.height}, longer);
    config.output.colorspace = MODE_rgbA;
    config.options.use_scaling = 1;
    config.options.scaled_width = target.width;
    config.options.scaled_height = target.height;
    if (WebPDecode(file.data(), file.size(), &config) != VP8_STATUS_OK) return failure{refusal::not_a_picture};
    return over_white(config.output.u.RGBA, target);
}

}  // namespace linli::media
