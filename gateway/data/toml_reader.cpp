#include "gateway/data/toml_reader.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "gateway/data/closest_word.hpp"
#include "gateway/data/toml_parse.hpp"

namespace linli {
namespace {

int line_of(const toml::source_region& source) { return static_cast<int>(source.begin.line); }

}  // namespace

std::string unknown(std::string_view kind, std::string_view word, std::span<const std::string_view> known) {
    const auto meant = closest_word(word, known);
    if (!meant.empty()) return fmt::format("unknown {} \"{}\", did you mean \"{}\"?", kind, word, meant);
    constexpr std::size_t most_listed = 20;  // more would bury the message
    if (known.size() > most_listed) return fmt::format("unknown {} \"{}\"", kind, word);
    return fmt::format("unknown {} \"{}\"; there are: {}", kind, word, fmt::join(known, ", "));
}

void toml_errors::add(int line, std::string what) {
    if (!first_) first_ = config_error{file_, line, std::move(what)};
}

toml_reader::toml_reader(const toml::table& table, std::string where, toml_errors& errors)
    : table_(table), where_(std::move(where)), errors_(errors) {}

const toml::node* toml_reader::ask(std::string_view key, presence_of p) {
    if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) asked_.emplace_back(key);
    const auto* node = table_.get(key);
    if (node == nullptr && p == presence_of::needed) missing_.emplace_back(key);
    return node;
}

void toml_reader::wrong_type(std::string_view key, const toml::node& is, std::string_view should) {
    wrong(key, fmt::format("must be {}, not {}", should, type_name(is)));
}

std::string toml_reader::text(std::string_view key, presence_of p) {
    const auto* node = ask(key, p);
    if (node == nullptr) return {};
    if (const auto* s = node->as_string()) {
        if (s->get().empty() && p == presence_of::needed) wrong(key, "must not be empty");
        return s->get();
    }
    wrong_type(key, *node, "a text");
    return {};
}

std::string toml_reader::text_or(std::string_view key, std::string_view otherwise) {
    return table_.contains(key) ? text(key, presence_of::optional)
                                : (ask(key, presence_of::optional), std::string(otherwise));
}

std::int64_t toml_reader::whole(std::string_view key, std::int64_t otherwise, std::int64_t least, std::int64_t most) {
    const auto* node = ask(key, presence_of::optional);
    if (node == nullptr) return otherwise;
    const auto* number = node->as_integer();
    if (number == nullptr) {
        wrong_type(key, *node, "a whole number");
        return otherwise;
    }
    if (number->get() >= least && number->get() <= most) return number->get();
    wrong(key, most == std::numeric_limits<std::int64_t>::max() ? fmt::format("must be at least {}", least)
                                                                : fmt::format("must be from {} to {}", least, most));
    return otherwise;
}

span_of_time toml_reader::span(std::string_view key) {
    constexpr std::int64_t most_minutes = 60 * 24 * 366;  // a year; more is a slip of the finger
    const auto* node = ask(key, presence_of::optional);
    const auto* written = node != nullptr ? node->as_string() : nullptr;
    if (written == nullptr) return std::chrono::minutes{whole(key, 0, 0, most_minutes)};
    const auto& text = written->get();
    std::int64_t amount = 0;
    const auto* end = text.data() + text.size();
    const auto [unit, error] = std::from_chars(text.data(), end, amount);
    if (error == std::errc{} && unit + 1 == end && amount >= 0 && amount <= most_minutes) {
        if (*unit == 's') return std::chrono::seconds{amount};
        if (*unit == 'm') return std::chrono::minutes{amount};
        if (*unit == 'h') return std::chrono::hours{amount};
        if (*unit == 'd') return std::chrono::days{amount};
    }
    wrong(key, fmt::format("must be minutes, or a time such as 30s, 5m, 4h, 7d, and is \"{}\"", text));
    return {};
}

bool toml_reader::flag(std::string_view key, bool otherwise) {
    const auto* node = ask(key, presence_of::optional);
    if (node == nullptr) return otherwise;
    if (const auto* b = node->as_boolean()) return b->get();
    wrong_type(key, *node, "true or false");
    return otherwise;
}

std::vector<std::string> toml_reader::texts(std::string_view key) {
    std::vector<std::string> out;
    const auto* node = ask(key, presence_of::optional);
    if (node == nullptr) return out;
    const auto* list = node->as_array();
    if (list == nullptr) {
        wrong_type(key, *node, "a list of texts");
        return out;
    }
    for (const auto& item : *list) {
        if (const auto* s = item.as_string()) {
            out.push_back(s->get());
        } else {
            errors_.add(line_of(item.source()),
                        fmt::format("{}: each of \"{}\" must be a text, not {}", where_, key, type_name(item)));
        }
    }
    return out;
}

std::vector<toml_reader> toml_reader::tables(std::string_view key) {
    std::vector<toml_reader> out;
    const auto* node = ask(key, presence_of::optional);
    if (node == nullptr) return out;
    const auto* list = node->as_array();
    if (list == nullptr) {
        wrong_type(key, *node, "a list of tables");
        return out;
    }
    for (const auto& item : *list) {
        if (const auto* t = item.as_table()) {
            out.emplace_back(*t, fmt::format("[[{}]]", path_to(key)), errors_);
        } else {
            errors_.add(line_of(item.source()),
                        fmt::format("{}: each of \"{}\" must be a table, not {}", where_, key, type_name(item)));
        }
    }
    return out;
}

std::optional<toml_reader> toml_reader::table(std::string_view key) {
    const auto* node = ask(key, presence_of::optional);
    if (node == nullptr) return std::nullopt;
    if (const auto* t = node->as_table()) return toml_reader(*t, fmt::format("[{}]", path_to(key)), errors_);
    wrong_type(key, *node, "a table");
    return std::nullopt;
}

std::string toml_reader::path_to(std::string_view key) const {
    const auto begin = where_.find_first_not_of('[');
    if (begin == 0 || begin == std::string::npos) return std::string(key);  // of the file itself
    return fmt::format("{}.{}", where_.substr(begin, where_.find(']') - begin), key);
}

std::size_t toml_reader::one_of(std::string_view key, std::span<const std::string_view> known, presence_of p) {
    const auto word = text(key, p);
    if (word.empty()) return 0;
    const auto found = std::find(known.begin(), known.end(), word);
    if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
    wrong(key, unknown("value", word, known));
    return 0;
}

std::vector<std::string> toml_reader::keys() {
    asked_.clear();
    for (const auto& [key, node] : table_) asked_.emplace_back(key.str());
    return asked_;
}

void toml_reader::done() {
    for (const auto& [key, node] : table_) {
        if (std::find(asked_.begin(), asked_.end(), key.str()) != asked_.end()) continue;
        const std::vector<std::string_view> known(asked_.begin(), asked_.end());
        errors_.add(line_of(key.source()), fmt::format("{}: {}", where_, unknown("key", key.str(), known)));
    }
    // Only now: a key that lacks may stand there misspelt, and then that line is the one to name.
    for (const auto& key : missing_) errors_.add(line(), fmt::format("{} lacks the key \"{}\"", where_, key));
}

void toml_reader::wrong(std::string_view key, std::string what) {
    errors_.add(line(key), fmt::format("{}: \"{}\": {}", where_, key, what));
}

int toml_reader::line() const { return line_of(table_.source()); }

int toml_reader::line(std::string_view key) const {
    for (const auto& [k, node] : table_)
        if (k.str() == key) return line_of(k.source());
    return line();
}

}  // namespace linli
