#include "dialogs/understanding/models.hpp"

#include <cstdint>
#include <cstring>

namespace linli {
namespace {
constexpr std::string_view mark = "LUM1";
constexpr std::size_t head = 8;
}  // namespace

std::optional<models> models::from(std::string_view bytes) {
    if (bytes.size() < head || !bytes.starts_with(mark)) return std::nullopt;
    std::uint32_t size = 0;
    std::memcpy(&size, bytes.data() + mark.size(), sizeof size);
    if (size > bytes.size() - head) return std::nullopt;
    auto kinds = linear_model::from(bytes.substr(head, size));
    auto danger = linear_model::from(bytes.substr(head + size));
    if (!kinds || !danger || danger->classes() != 2) return std::nullopt;
    return models{*std::move(kinds), *std::move(danger)};
}

std::string models::joined(std::string_view kinds, std::string_view danger) {
    std::string out(mark);
    const auto size = static_cast<std::uint32_t>(kinds.size());
    char bytes[sizeof size];
    std::memcpy(bytes, &size, sizeof size);
    return out.append(bytes, sizeof size).append(kinds).append(danger);
}

}  // namespace linli
