// Decoding with libpng. Its errors leave by longjmp: between the setjmp in `run` and the library's
// frames stands nothing that has a destructor.
#include <algorithm>
#include <csetjmp>
#include <optional>
#include <utility>

#include <png.h>

#include "gateway/media/decode.hpp"

namespace linli::media {

namespace {

constexpr png_alloc_size_t chunk_bytes_max = 64 * 1024;  // only PLTE and tRNS are kept: 1 KiB
constexpr png_uint_32 chunks_max = 8;                    // none of the others is kept

struct session {
    png_structp png = nullptr;
    png_infop info = nullptr;
    std::jmp_buf failed{};
    bytes_view rest;  // not yet read
    std::optional<scaler> into;
    std::vector<std::uint8_t> rgba;  // one row, or the whole picture where it is interlaced
    std::vector<std::uint8_t> rgb;

    session() = default;
    session(const session&) = delete;
    session& operator=(const session&) = delete;
    ~session() { png_destroy_read_struct(&png, &info, nullptr); }
};

[[noreturn]] void on_error(png_structp png, png_const_charp) {
    std::longjmp(static_cast<session*>(png_get_error_ptr(png))->failed, 1);
}

void on_warning(png_structp, png_const_charp) {}

void on_read(png_structp png, png_bytep into, std::size_t size) {
    auto& rest = static_cast<session*>(png_get_io_ptr(png))->rest;
    if (rest.size() < size) png_error(png, "cut short");
    std::copy_n(rest.begin(), size, into);
    rest = rest.subspan(size);
}

void take_row(session& s, const std::uint8_t* rgba) {
    for (std::size_t i = 0; i < s.rgb.size() / 3; ++i)
        for (std::size_t c = 0; c < 3; ++c) s.rgb[i * 3 + c] = on_white(rgba[i * 4 + c], rgba[i * 4 + 3]);
    s.into->push(s.rgb);
}

void limit(session& s) {
    png_set_read_fn(s.png, &s, on_read);
    png_set_user_limits(s.png, side_max, side_max);
    png_set_chunk_malloc_max(s.png, chunk_bytes_max);
    png_set_chunk_cache_max(s.png, chunks_max);
    png_set_crc_action(s.png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    png_set_keep_unknown_chunks(s.png, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);  // known ones as well
}

void ask_for_rgba(session& s) {
    png_set_expand(s.png);
    png_set_scale_16(s.png);
    png_set_gray_to_rgb(s.png);
    png_set_add_alpha(s.png, 255, PNG_FILLER_AFTER);
}

void prepare(session& s, extent size, extent target, bool whole) {
    const auto row = static_cast<std::size_t>(size.width) * 4;
    s.rgba.resize(whole ? row * static_cast<std::size_t>(size.height) : row);
    s.rgb.resize(static_cast<std::size_t>(size.width) * 3);
    s.into.emplace(size, target);
}

bool run(session& s, extent size, extent target) {
    if (setjmp(s.failed) != 0) return false;
    s.info = png_create_info_struct(s.png);
    if (s.info == nullptr) return false;
    limit(s);
    png_read_info(s.png, s.info);
    ask_for_rgba(s);
    const int passes = png_set_interlace_handling(s.png);
    png_read_update_info(s.png, s.info);
    const std::size_t row = static_cast<std::size_t>(size.width) * 4;
    if (png_get_rowbytes(s.png, s.info) != row) return false;
    const std::size_t stride = passes > 1 ? row : 0;  // one buffer serves all rows otherwise
    prepare(s, size, target, passes > 1);
    for (int pass = 0; pass < passes; ++pass)
        for (int y = 0; y < size.height; ++y) {
            std::uint8_t* at = s.rgba.data() + stride * static_cast<std::size_t>(y);
            png_read_row(s.png, at, nullptr);
            if (pass + 1 == passes) take_row(s, at);
        }
    png_read_end(s.png, nullptr);  // the last checksum, and that the file is whole
    return true;
}

std::uint32_t big_endian(bytes_view four) {
    return std::uint32_t{four[0]} << 24 | std::uint32_t{four[1]} << 16 | std::uint32_t{four[2]} << 8 | four[3];
}

}  // namespace

result<raster, refusal> read_png(bytes_view file, int longer) {
    constexpr std::size_t header = 24;  // signature, IHDR's length and name, width, height
    constexpr std::uint32_t ihdr = 0x49484452;
    if (file.size() < header || big_endian(file.subspan(12, 4)) != ihdr) return failure{refusal::not_a_picture};
    const std::int64_t width = big_endian(file.subspan(16, 4));
    const std::int64_t height = big_endian(file.subspan(20, 4));
    if (width == 0 || height == 0) return failure{refusal::not_a_picture};
    if (!size_allowed(width, height)) return failure{refusal::too_many_pixels};
    const extent size{static_cast<int>(width), static_cast<int>(height)};
    session s;
    s.rest = file;
    s.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &s, on_error, on_warning);
    if (s.png == nullptr || !run(s, size, fitted(size, longer))) return failure{refusal::not_a_picture};
    return std::move(*s.into).take();
}

}  // namespace linli::media
