// JSON that strangers wrote: bounded before it is parsed, and read field by field with a type check
// on each. Nothing here throws; what is absent or of another type reads as empty.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace linli::adapters {

// In the order of the text: small objects, quick to build. Of two members of one name the first counts.
using json = nlohmann::ordered_json;

inline constexpr int json_depth_max = 32;               // Telegram's deepest update has about 10
inline constexpr std::size_t json_bytes_max = 8 << 20;  // 100 polled updates at their longest

// Nothing when the text is longer or deeper than allowed, or is not JSON in valid UTF-8.
std::optional<json> parse_json(std::string_view text, std::size_t bytes_max = json_bytes_max);
// The same; of objects, however deep they stand, only the members of these names are kept.
std::optional<json> parse_json(std::string_view text, std::span<const std::string_view> names,
                               std::size_t bytes_max = json_bytes_max);

// nullptr when `object` is no object or has no such member.
const json* member(const json& object, std::string_view key);
// The same where the member is itself an object, or an array.
const json* object_at(const json& object, std::string_view key);
const json* array_at(const json& object, std::string_view key);

std::string_view text_at(const json& object, std::string_view key);
// An integer of any size that fits 64 bits, as decimal text: ids exceed 2^53.
std::string id_at(const json& object, std::string_view key);
// Either: some platforms write the same field now as a text and now as a number.
std::string text_or_id_at(const json& object, std::string_view key);
std::int64_t number_at(const json& object, std::string_view key);
bool flag_at(const json& object, std::string_view key);

}  // namespace linli::adapters
