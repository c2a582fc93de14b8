// JSON that strangers wrote: bounded before it is parsed, and read field by field with a type check
// on each. Nothing here throws; what is absent or of another type reads as empty.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace linli::adapters {

// Views into a document, good as long as it lives. Of two members of one name the first counts.
using json = simdjson::dom::element;
using json_array = simdjson::dom::array;
using json_object = simdjson::dom::object;

// A text that was parsed: owns what its values point into, and stands for the outermost of them.
class json_document {
public:
    struct put_back {  // its memory serves the thread's next text
        void operator()(simdjson::dom::document* d) const;
    };
    using memory = std::unique_ptr<simdjson::dom::document, put_back>;

    explicit json_document(memory m) : memory_(std::move(m)) {}
    operator json() const { return memory_->root(); }

private:
    memory memory_;
};

inline constexpr int json_depth_max = 32;               // Telegram's deepest update has about 10
inline constexpr std::size_t json_bytes_max = 8 << 20;  // 100 polled updates at their longest

// Nothing when the text is longer or deeper than allowed, or is not JSON in valid UTF-8. Integers of
// more than 64 bits are refused.
std::optional<json_document> parse_json(std::string_view text, std::size_t bytes_max = json_bytes_max);

// Nothing when `object` is no object or has no such member.
std::optional<json> member(const json& object, std::string_view key);
// The same where the member is itself an object, or an array.
std::optional<json> object_at(const json& object, std::string_view key);
std::optional<json_array> array_at(const json& object, std::string_view key);
std::optional<json_array> array_of(const json& value);
std::optional<json_object> members_of(const json& value);
// The first of an array that is not empty.
std::optional<json> first_of(const std::optional<json_array>& array);

std::string_view text_of(const json& value);
std::string_view text_at(const json& object, std::string_view key);
// An integer of any size that fits 64 bits, as decimal text: ids exceed 2^53.
std::string id_at(const json& object, std::string_view key);
// Either: some platforms write the same field now as a text and now as a number.
std::string text_or_id_at(const json& object, std::string_view key);
std::int64_t number_at(const json& object, std::string_view key);
bool flag_at(const json& object, std::string_view key);
// A text as it is; a number or a truth value as it is written in JSON; of anything else nothing.
std::optional<std::string> plain_of(const json& value);

}  // namespace linli::adapters
