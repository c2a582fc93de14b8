// Any struct with `fields` as JSON, with everything that equals its default left out: for tests to
// compare and to print.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <type_traits>
#include <vector>

#include "dialogs/fields.hpp"
#include "dialogs/time.hpp"

namespace linli::adapters::testing {

using json = nlohmann::json;

template <class T>
json plain(const T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
        return value;
    } else if constexpr (std::is_same_v<T, instant>) {
        return value.time_since_epoch().count();
    } else if constexpr (std::is_enum_v<T>) {
        if constexpr (requires { names_of(value); })
            return std::string(name_of(value));
        else
            return static_cast<std::int64_t>(value);
    } else if constexpr (std::is_arithmetic_v<T>) {
        return value;
    } else if constexpr (requires { value.begin(); }) {
        json out = json::array();
        for (const auto& one : value) out.push_back(plain(one));
        return out;
    } else if constexpr (requires { value.has_value(); }) {
        return value ? plain(*value) : json();
    } else {
        json out = json::object();
        const T untouched{};
        json defaults = json::object();
        T::fields(untouched, [&](const char* name, const auto& v) { defaults[name] = plain(v); });
        T::fields(value, [&](const char* name, const auto& v) {
            if (auto j = plain(v); j != defaults[name]) out[name] = std::move(j);
        });
        return out;
    }
}

}  // namespace linli::adapters::testing
