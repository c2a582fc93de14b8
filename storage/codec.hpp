// Writes any plain struct of dialogs/ as one line of JSON and reads it back, through its `fields()`
// (dialogs/fields.hpp), without knowing it.
//
// Form: an object with "v":1 first. A field that equals its default is not written and, missing,
// keeps its default; unknown fields are ignored; a wrong type, an unknown enum or variant name, a
// number out of range or nesting deeper than `max_depth` throws codec_error, since what we wrote
// ourselves is then damaged. Enums are written by name, ids as numbers, instants as milliseconds,
// variants as an object with "kind". Names and phone numbers (contact_fields) are sealed. Text that
// is not UTF-8 is repaired on the way out, so that a hostile byte can never make a row unreadable.
// Stateless: any thread.
#pragma once

#include <simdjson.h>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "dialogs/conversation.hpp"
#include "storage/key_ring.hpp"
#include "storage/store.hpp"

namespace linli::storage {

struct codec_error : store_error {
    explicit codec_error(const std::string& what) : store_error(what, false) {}
};

namespace codec {

inline constexpr int version = 1;
inline constexpr int max_depth = 32;  // our deepest struct nests 8; guards the parser's memory

// Appends a JSON string with its quotes.
void append_text(std::string& out, std::string_view text);
// Parses and checks depth, version and that it is an object. Good until this thread parses the next.
simdjson::dom::object parse(std::string_view text);

struct any_visitor {
    template <class T>
    void operator()(const char*, T&) const;
};
template <class T>
concept fielded = requires(T& t) {
    T::fields(t, any_visitor{});
};
template <class T>
concept named_enum = std::is_enum_v<T> && requires(T t) {
    names_of(t);
};
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_variant = false;
template <class... T>
inline constexpr bool is_variant<std::variant<T...>> = true;

// The text fields of a struct that say who somebody is.
template <class T>
constexpr bool is_contact(std::string_view name) {
    if constexpr (std::is_same_v<T, conversation> || std::is_same_v<T, case_file> || std::is_same_v<T, reading>)
        return name == "name" || name == "phone";
    else if constexpr (std::is_same_v<T, intake>)
        return name == "reporter_name" || name == "phone";
    else if constexpr (std::is_same_v<T, case_entry>)
        return name == "actor_name" || name == "phone";
    else if constexpr (std::is_same_v<T, said>)
        return name == "phone";
    else if constexpr (std::is_same_v<T, event>)
        return name == "sender_name";
    else if constexpr (std::is_same_v<T, pairing>)
        return name == "code" || name == "claim";
    else
        return false;
}

// Those of them that earlier releases wrote in clear, and that are read so.
template <class T>
constexpr bool may_be_clear(std::string_view name) {
    return std::is_same_v<T, case_entry> && name == "actor_name";
}

// Where the fields of a default T are, in the order of fields().
template <class T>
const std::vector<const void*>& blank_fields() {
    static const T blank{};
    static const std::vector<const void*> places = [] {
        std::vector<const void*> at;
        T::fields(blank, [&](const char*, const auto& field) { at.push_back(&field); });
        return at;
    }();
    return places;
}

class writer {
public:
    writer(std::string& out, const key_ring& keys) : out_(out), keys_(keys) {}

    template <class T>
    void members(const T& s) {  // each followed by a comma
        const auto& blank = blank_fields<T>();
        std::size_t index = 0;
        T::fields(s, [&](const char* name, const auto& field) {
            using field_type = std::remove_cvref_t<decltype(field)>;
            const auto* usual = static_cast<const field_type*>(blank[index++]);
            if constexpr (!is_variant<field_type>)
                if (field == *usual) return;
            key(name);
            if constexpr (std::is_same_v<field_type, std::string>) {
                if (is_contact<T>(name)) return text(keys_.seal_text(name, field)), comma();
            }
            value(field);
            comma();
        });
    }

    void close(char bracket) {
        if (out_.back() == ',')
            out_.back() = bracket;
        else
            out_ += bracket;
    }

private:
    void key(std::string_view name) {
        const auto at = out_.size();
        out_.resize(at + name.size() + 3, '"');
        name.copy(out_.data() + at + 1, name.size());
        out_.back() = ':';
    }
    void comma() { out_ += ','; }
    void text(std::string_view s) { append_text(out_, s); }
    void value(const std::string& s) { text(s); }
    void value(bool b) { out_ += b ? "true" : "false"; }
    void value(instant t) { number(t.time_since_epoch().count()); }
    void value(span_of_time t) { number(t.count()); }

    template <class N>
    void number(N n) {
        char digits[32];
        const auto end = std::to_chars(digits, digits + sizeof digits, n).ptr;
        out_.append(digits, end);
    }

    template <class T>
    void value(const T& v) {
        if constexpr (std::is_integral_v<T>) {
            number(v);
        } else if constexpr (std::is_floating_point_v<T>) {
            number(std::isfinite(v) ? v : T{});  // JSON has no word for the others
        } else if constexpr (named_enum<T>) {
            text(name_of(v));
        } else if constexpr (std::is_enum_v<T>) {
            number(static_cast<std::underlying_type_t<T>>(v));
        } else if constexpr (is_vector<T>) {
            out_ += '[';
            for (const auto& element : v) value(element), comma();
            close(']');
        } else if constexpr (is_optional<T>) {
            v ? value(*v) : void(out_ += "null");
        } else if constexpr (is_variant<T>) {
            std::visit(
                [&](const auto& held) {
                    out_ += "{\"kind\":";
                    text(std::remove_cvref_t<decltype(held)>::kind);
                    comma();
                    members(held);
                    close('}');
                },
                v);
        } else {
            static_assert(fielded<T>, "a stored type needs fields()");
            out_ += '{';
            members(v);
            close('}');
        }
    }

    std::string& out_;
    const key_ring& keys_;
};

[[noreturn]] void refuse(const char* field, const char* why);

class reader {
public:
    using object = simdjson::dom::object;
    using element = simdjson::dom::element;

    explicit reader(const key_ring& keys) : keys_(keys) {}

    // `led_by`: how many members stand before those of T: the version, the kind.
    template <class T>
    void members(T& s, const object& from, int led_by) {
        auto next = from.begin();
        while (led_by-- > 0 && next != from.end()) ++next;
        T::fields(s, [&](const char* name, auto& field) {
            if (next == from.end() || next.key() != name) return;
            member<T>(name, field, next.value());
            ++next;
        });
        if (next == from.end()) return;
        // Not in our order or not all known to us: another release wrote it, so each is looked for.
        T::fields(s, [&](const char* name, auto& field) {
            element found;
            if (!from.at_key(name).get(found)) member<T>(name, field, found);
        });
    }

private:
    template <class T, class Field>
    void member(const char* name, Field& field, const element& from) {
        value(name, field, from);
        if constexpr (std::is_same_v<Field, std::string>) {
            if (!is_contact<T>(name)) return;
            auto plain = keys_.unseal_text(name, field);
            if (!plain && may_be_clear<T>(name)) return;
            if (!plain) refuse(name, "is not sealed by this database's key");
            field = std::move(*plain);
        }
    }

    template <class T>
    static T as(const char* name, const element& from, const char* otherwise) {
        T held;
        if (from.get(held)) refuse(name, otherwise);
        return held;
    }

    template <class N>
    static N integer(const char* name, const element& from) {
        if (std::uint64_t n = 0; from.is_uint64() && !from.get(n)) return in_range<N>(name, n);
        return in_range<N>(name, as<std::int64_t>(name, from, "is not a whole number"));
    }

    template <class N, class Held>
    static N in_range(const char* name, Held n) {
        if (!std::in_range<N>(n)) refuse(name, "is out of range");
        return static_cast<N>(n);
    }

    template <class T>
    void value(const char* name, T& v, const element& from) {
        if constexpr (std::is_same_v<T, std::string>) {
            v = as<std::string_view>(name, from, "is not a text");
        } else if constexpr (std::is_same_v<T, bool>) {
            v = as<bool>(name, from, "is not true or false");
        } else if constexpr (std::is_same_v<T, instant>) {
            v = instant{span_of_time{integer<std::int64_t>(name, from)}};
        } else if constexpr (std::is_same_v<T, span_of_time>) {
            v = span_of_time{integer<std::int64_t>(name, from)};
        } else if constexpr (std::is_integral_v<T>) {
            v = integer<T>(name, from);
        } else if constexpr (std::is_floating_point_v<T>) {
            v = static_cast<T>(as<double>(name, from, "is not a number"));
        } else if constexpr (named_enum<T>) {
            const auto known = named<T>(as<std::string_view>(name, from, "is not a name"));
            if (!known) refuse(name, "is a name that this release does not know");
            v = *known;
        } else if constexpr (std::is_enum_v<T>) {
            v = static_cast<T>(integer<std::underlying_type_t<T>>(name, from));
        } else if constexpr (is_vector<T>) {
            const auto list = as<simdjson::dom::array>(name, from, "is not a list");
            v.clear();
            v.reserve(list.size());
            for (const auto& one : list) value(name, v.emplace_back(), one);
        } else if constexpr (is_optional<T>) {
            if (from.is_null())
                v.reset();
            else
                value(name, v.emplace(), from);
        } else if constexpr (is_variant<T>) {
            alternative(name, v, as<object>(name, from, "is not an object"));
        } else {
            static_assert(fielded<T>, "a stored type needs fields()");
            members(v, as<object>(name, from, "is not an object"), 0);
        }
    }

    template <class... T>
    void alternative(const char* name, std::variant<T...>& v, const object& from) {
        std::string_view wanted;
        if (from.at_key("kind").get(wanted)) refuse(name, "has no kind");
        const bool found = ((T::kind == wanted && (members(v.template emplace<T>(), from, 1), true)) || ...);
        if (!found) refuse(name, "is of a kind that this release does not know");
    }

    const key_ring& keys_;
};

}  // namespace codec

template <class T>
std::string encode(const T& value, const key_ring& keys) {
    std::string out;
    out.reserve(256);
    out += "{\"v\":1,";
    codec::writer w(out, keys);
    w.members(value);
    w.close('}');
    return out;
}

template <class T>
T decode(std::string_view text, const key_ring& keys) {
    T value{};
    codec::reader(keys).members(value, codec::parse(text), 1);
    return value;
}

}  // namespace linli::storage
