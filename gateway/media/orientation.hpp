// Finds out how a camera held a picture: the EXIF orientation, 1 (upright) to 8.
//
// Reads nothing else from the metadata. Every offset in it is hostile: whatever does not add up
// is 1. Pure, bounded by the size of the input. CIPA DC-008 (EXIF 2.32) 4.5 and 4.6.
#pragma once

#include <cstdint>
#include <span>

namespace linli::media {

using bytes_view = std::span<const std::uint8_t>;

int jpeg_orientation(bytes_view file);  // from APP1
int png_orientation(bytes_view file);   // from eXIf
int webp_orientation(bytes_view file);  // from EXIF

}  // namespace linli::media
