#include "dialogs/understanding/models.hpp"

#include <cstdint>
#include <cstring>

namespace linli {
namespace {
constexpr std::string_view mark = "LUM2";
constexpr std::size_t head = 8;
}  // namespace

std::optional<models> models::from(std::string_view bytes) {
    if (bytes.size() < head || !bytes.starts_with(mark)) return std::nullopt;
    std::uint32_t size = 0;
    std::memcpy(&size, bytes.data() + mark.size(), sizeof size);
    if (size > bytes.size() - head) return std::nullopt;
    auto kinds = linear_model::from(bytes.substr(head, size));
    bytes.remove_prefix(head + size);
    if (!kinds || bytes.size() < kinds->classes() * sizeof(float)) return std::nullopt;
    std::vector<float> danger_of_kinds(kinds->classes());
    if (!danger_of_kinds.empty())
        std::memcpy(danger_of_kinds.data(), bytes.data(), danger_of_kinds.size() * sizeof(float));
    for (const float share : danger_of_kinds)
        if (!(share >= 0 && share <= 1)) return std::nullopt;
    auto danger = linear_model::from(bytes.substr(danger_of_kinds.size() * sizeof(float)));
    if (!danger || danger->classes() != 2) return std::nullopt;
    return models{*std::move(kinds), *std::move(danger), std::move(danger_of_kinds)};
}

std::string models::joined(std::string_view kinds, std::span<const float> danger_of_kinds, std::string_view danger) {
    std::string out(mark);
    const auto append = [&](auto number) {
        char bytes[sizeof number];
        std::memcpy(bytes, &number, sizeof number);
        out.append(bytes, sizeof number);
    };
    append(static_cast<std::uint32_t>(kinds.size()));
    out += kinds;
    for (const float share : danger_of_kinds) append(share);
    return out += danger;
}

}  // namespace linli
