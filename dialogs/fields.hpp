// How a plain struct names its fields, so that storage can write and read it without knowing it.
//
// A stored struct has
//     template <class Self, class Visit> static void fields(Self& s, Visit&& v) {
//         v("name", s.name);
//     }
// An enum that is stored has, found by argument-dependent lookup,
//     constexpr auto names_of(kind) { return std::array{"first"sv, "second"sv}; }
// in the order of its values, which start at 0. An alternative of a stored variant has
//     static constexpr std::string_view kind = "said";
// The names are the stored format: a field may be added (a missing one keeps its default) or
// dropped, never renamed. Values that equal their default are not written.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace linli {

template <class E>
constexpr std::string_view name_of(E value) {
    return names_of(value)[static_cast<std::size_t>(value)];
}

template <class E>
constexpr std::optional<E> named(std::string_view name) {
    constexpr auto names = names_of(E{});
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<E>(i);
    return std::nullopt;
}

}  // namespace linli
