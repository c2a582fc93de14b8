// Takes a person's name and phone numbers out of free text, when they ask to be forgotten.
//
// A phone number is found however it is written (+86 138-0013-8000, full-width digits). Only fields
// of free text are touched, so that a resident who is called "open" cannot damage a record. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/codec.hpp"

namespace linli::storage {

struct contact {
    std::vector<std::string> names;
    std::vector<std::string> phones;  // digits alone

    void add_name(std::string_view name);    // ignored where too short to be told from a word
    void add_phone(std::string_view phone);  // as written
    bool empty() const { return names.empty() && phones.empty(); }
};

std::string without(std::string text, const contact& who);

constexpr bool is_free_text(std::string_view field) {
    for (const std::string_view name :
         {"text", "words", "summary", "result", "comment", "label", "quoted", "detail", "waiting_for", "spot",
          "taken_down_by", "lesson", "verified", "priority_reason"})
        if (field == name) return true;
    return false;
}

namespace codec {
template <class T>
void scrub(T& value, bool free_text, const contact& who) {
    if constexpr (std::is_same_v<T, std::string>) {
        if (free_text && !value.empty()) value = without(std::move(value), who);
    } else if constexpr (is_vector<T>) {
        for (auto& element : value) scrub(element, free_text, who);
    } else if constexpr (is_variant<T>) {
        std::visit([&](auto& held) { scrub(held, false, who); }, value);
    } else if constexpr (fielded<T>) {
        T::fields(value, [&](const char* name, auto& field) { scrub(field, is_free_text(name), who); });
    }
}
}  // namespace codec

template <class T>
void scrub(T& value, const contact& who) {
    codec::scrub(value, false, who);
}

}  // namespace linli::storage
