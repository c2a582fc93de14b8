// Decoding with libjpeg-turbo. Its errors leave by longjmp: between the setjmp in `run` and the
// library's frames stands nothing that has a destructor.
#include <csetjmp>
#include <cstdio>  // jpeglib.h needs FILE
#include <optional>
#include <utility>

#include <jerror.h>
#include <jpeglib.h>

#include "gateway/media/decode.hpp"

namespace linli::media {

namespace {

constexpr int scans_max = 100;  // cameras write ten; thousands of scans over one picture are a bomb

struct session {
    jpeg_decompress_struct info{};
    jpeg_error_mgr errors{};
    jpeg_progress_mgr progress{};
    std::jmp_buf failed{};
    refusal why = refusal::not_a_picture;
    std::optional<scaler> into;
    std::vector<std::uint8_t> row;
    std::vector<std::uint8_t> rgb;

    session() = default;
    session(const session&) = delete;
    session& operator=(const session&) = delete;
    ~session() { jpeg_destroy_decompress(&info); }
};

[[noreturn]] void give_up(j_common_ptr info) { std::longjmp(static_cast<session*>(info->client_data)->failed, 1); }

// Small damage is shown as it is; a file that ends early is refused, or half a picture would pass
// for a whole one.
void on_message(j_common_ptr info, int level) {
    if (level >= 0) return;
    const int code = info->err->msg_code;
    const auto& picture = static_cast<session*>(info->client_data)->info;
    if (code == JWRN_HIT_MARKER || (code == JWRN_JPEG_EOF && picture.progressive_mode)) give_up(info);
}

void on_progress(j_common_ptr info) {
    if (static_cast<session*>(info->client_data)->info.input_scan_number > scans_max) give_up(info);
}

// The decoder can shrink by eighths for little work: as far as the result stays large enough.
void choose_scale(jpeg_decompress_struct& info, extent target) {
    const auto eighths = [&](JDIMENSION length) { return (length * info.scale_num + 7) / 8; };
    info.scale_denom = 8;
    for (info.scale_num = 1; info.scale_num < 8; ++info.scale_num)
        if (eighths(info.image_width) >= static_cast<JDIMENSION>(target.width) &&
            eighths(info.image_height) >= static_cast<JDIMENSION>(target.height))
            return;
}

void choose_colours(jpeg_decompress_struct& info) {
    const bool print = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    info.out_color_space = print ? JCS_CMYK : JCS_RGB;
}

void prepare(session& s, extent target) {
    const auto width = static_cast<std::size_t>(s.info.output_width);
    s.row.resize(width * static_cast<std::size_t>(s.info.output_components));
    s.rgb.resize(width * 3);
    s.into.emplace(extent{static_cast<int>(s.info.output_width), static_cast<int>(s.info.output_height)}, target);
}

void take_row(session& s) {
    if (s.info.out_color_space == JCS_RGB) return s.into->push(s.row);
    const bool inverted = s.info.saw_Adobe_marker;  // Adobe stores paper, not ink
    const auto paper = [&](std::uint8_t ink) { return inverted ? ink : 255 - ink; };
    for (std::size_t i = 0; i < s.row.size() / 4; ++i) {
        const int black = paper(s.row[i * 4 + 3]);
        for (std::size_t c = 0; c < 3; ++c)
            s.rgb[i * 3 + c] = static_cast<std::uint8_t>(paper(s.row[i * 4 + c]) * black / 255);
    }
    s.into->push(s.rgb);
}

bool run(session& s, bytes_view file, int longer) {
    if (setjmp(s.failed) != 0) return false;
    jpeg_create_decompress(&s.info);
    s.info.progress = &s.progress;
    jpeg_mem_src(&s.info, file.data(), file.size());
    if (jpeg_read_header(&s.info, TRUE) != JPEG_HEADER_OK) return false;
    if (!size_allowed(s.info.image_width, s.info.image_height)) {
        s.why = refusal::too_many_pixels;
        return false;
    }
    const extent target = fitted({static_cast<int>(s.info.image_width), static_cast<int>(s.info.image_height)}, longer);
    choose_scale(s.info, target);
    choose_colours(s.info);
    if (!jpeg_start_decompress(&s.info)) return false;
    prepare(s, target);
    while (s.info.output_scanline < s.info.output_height) {
        JSAMPROW row = s.row.data();
        if (jpeg_read_scanlines(&s.info, &row, 1) != 1) return false;
        take_row(s);
    }
    return true;
}

}  // namespace

result<raster, refusal> read_jpeg(bytes_view file, int longer) {
    session s;
    s.info.err = jpeg_std_error(&s.errors);
    s.info.client_data = &s;
    s.errors.error_exit = give_up;
    s.errors.emit_message = on_message;
    s.errors.output_message = [](j_common_ptr) {};
    s.progress.progress_monitor = on_progress;
    if (!run(s, file, longer)) return failure{s.why};
    return std::move(*s.into).take();
}

}  // namespace linli::media
