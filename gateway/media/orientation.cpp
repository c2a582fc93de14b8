#include "gateway/media/orientation.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

namespace linli::media {

namespace {

constexpr int upright_already = 1;
constexpr std::size_t entries_max = 256;  // of one EXIF directory; cameras write about thirty

enum class order { big, little };

std::optional<std::uint32_t> number(bytes_view bytes, std::size_t at, std::size_t size, order how) {
    if (at > bytes.size() || bytes.size() - at < size) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8 | bytes[at + (how == order::big ? i : size - 1 - i)];
    return value;
}

bool stands_at(bytes_view bytes, std::size_t at, std::string_view text) {
    if (at > bytes.size() || bytes.size() - at < text.size()) return false;
    return std::equal(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                      [](char c, std::uint8_t b) { return static_cast<std::uint8_t>(c) == b; });
}

// A TIFF header and its first directory.
int tiff_orientation(bytes_view tiff) {
    using namespace std::string_view_literals;
    order how = order::big;
    if (stands_at(tiff, 0, "II*\0"sv))
        how = order::little;
    else if (!stands_at(tiff, 0, "MM\0*"sv))
        return upright_already;
    const auto directory = number(tiff, 4, 4, how);
    if (!directory) return upright_already;
    const auto entries = number(tiff, *directory, 2, how);
    if (!entries) return upright_already;
    for (std::size_t i = 0; i < std::min<std::size_t>(*entries, entries_max); ++i) {
        const std::size_t at = std::size_t{*directory} + 2 + i * 12;  // 12 bytes an entry
        const auto tag = number(tiff, at, 2, how);
        if (!tag) return upright_already;
        if (*tag != 0x0112) continue;  // Orientation
        if (number(tiff, at + 2, 2, how) != 3u || number(tiff, at + 4, 4, how) != 1u)
            return upright_already;  // not one SHORT
        const auto value = number(tiff, at + 8, 2, how);
        return value && *value >= 1 && *value <= 8 ? static_cast<int>(*value) : upright_already;
    }
    return upright_already;
}

int exif_orientation(bytes_view exif) {
    using namespace std::string_view_literals;
    if (stands_at(exif, 0, "Exif\0\0"sv)) exif = exif.subspan(6);
    return tiff_orientation(exif);
}

bytes_view part(bytes_view file, std::size_t at, std::size_t size) {
    if (at > file.size()) return {};
    return file.subspan(at, std::min(size, file.size() - at));
}

}  // namespace

int jpeg_orientation(bytes_view file) {
    using namespace std::string_view_literals;
    std::size_t at = 2;  // after SOI
    for (;;) {           // ends with the file: `at` only grows
        while (at < file.size() && file[at] == 0xFF && at + 1 < file.size() && file[at + 1] == 0xFF)
            ++at;  // fill bytes
        const auto marker = number(file, at, 2, order::big);
        const auto size = number(file, at + 2, 2, order::big);
        if (!marker || !size || *marker < 0xFF01 || *size < 2) return upright_already;
        if (*marker == 0xFFDA || *marker == 0xFFD9) return upright_already;  // the picture begins
        if (*marker == 0xFFE1 && stands_at(file, at + 4, "Exif\0\0"sv))
            return exif_orientation(part(file, at + 4, *size - 2));
        at += 2 + *size;
    }
}

int png_orientation(bytes_view file) {
    std::size_t at = 8;  // after the signature
    for (;;) {           // ends with the file: `at` only grows
        const auto size = number(file, at, 4, order::big);
        if (!size || *size > file.size()) return upright_already;
        if (stands_at(file, at + 4, "eXIf")) return exif_orientation(part(file, at + 8, *size));
        if (stands_at(file, at + 4, "IEND")) return upright_already;
        at += std::size_t{12} + *size;  // length, name, CRC
    }
}

int webp_orientation(bytes_view file) {
    std::size_t at = 12;  // after RIFF, size, WEBP
    for (;;) {            // ends with the file: `at` only grows
        const auto size = number(file, at + 4, 4, order::little);
        if (!size || *size > file.size()) return upright_already;
        if (stands_at(file, at, "EXIF")) return exif_orientation(part(file, at + 8, *size));
        at += std::size_t{8} + *size + (*size & 1);  // chunks are padded to even length
    }
}

}  // namespace linli::media
