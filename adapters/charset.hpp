// Text in the character sets that SMS gateways write.
#pragma once

#include <string>
#include <string_view>

namespace linli::adapters {

// UTF-8 of `bytes`. Known: UTF-8, UTF-16BE, ISO-8859-1, WINDOWS-1252 and ASCII, in any case; every
// other name is read as UTF-8. What is broken becomes U+FFFD.
std::string to_utf8(std::string_view bytes, std::string_view charset);

}  // namespace linli::adapters
