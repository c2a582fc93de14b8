// Texts in the alphabets of SMPP's data_coding (SMPP 3.4, 5.2.19).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace linli::adapters::smpp {

namespace data_coding {
inline constexpr std::uint8_t smsc_default = 0;
inline constexpr std::uint8_t latin1 = 3;
inline constexpr std::uint8_t ucs2 = 8;
}  // namespace data_coding

// What this account's SMSC means by data_coding 0, and what we write in. ucs2: we write everything in
// UCS-2, for SMSCs that spoil the rest; they are read as gsm7.
enum class encoding { gsm7, latin1, ucs2 };

std::string to_ucs2(std::string_view text);     // UTF-16BE
std::string from_ucs2(std::string_view bytes);  // lone surrogates become U+FFFD

// Each character one byte; nullopt when one is beyond U+00FF.
std::optional<std::string> to_latin1(std::string_view text);

// As UTF-8. nullopt: not text but data (a ringtone, a WAP push). An unknown coding is read as Latin-1.
std::optional<std::string> decode(std::uint8_t coding, std::string_view bytes, encoding account);

}  // namespace linli::adapters::smpp
