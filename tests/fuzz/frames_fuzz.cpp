// The frames of a web page: read strictly, whatever they are.
#include <cstdint>

#include "adapters/web/web_frames.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto frame = linli::adapters::web::read_frame({reinterpret_cast<const char*>(data), size});
    if (frame)
        if (const auto* say = std::get_if<linli::adapters::web::say_frame>(&*frame))
            if (say->photos.size() > linli::adapters::web::photos_max) __builtin_trap();
    return 0;
}
