#include "adapters/config_values.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/hook.hpp"

namespace linli::adapters {

std::optional<std::size_t> read_count(std::string_view text, std::size_t most) {
    std::size_t n = 0;
    const auto done = std::from_chars(text.data(), text.data() + text.size(), n);
    const bool good = done.ec == std::errc{} && done.ptr == text.data() + text.size() && n <= most;
    return good ? std::optional(n) : std::nullopt;
}

std::optional<std::chrono::seconds> read_span(std::string_view text) {
    constexpr std::size_t longest = 30 * 24 * 3600;
    if (text.empty()) return std::nullopt;
    std::size_t unit = 0;
    switch (text.back()) {
        case 's':
            unit = 1;
            break;
        case 'm':
            unit = 60;
            break;
        case 'h':
            unit = 3600;
            break;
        case 'd':
            unit = 24 * 3600;
            break;
        default:
            return std::nullopt;
    }
    const auto n = read_count(text.substr(0, text.size() - 1), longest / unit);
    if (!n) return std::nullopt;
    return std::chrono::seconds{static_cast<std::int64_t>(*n * unit)};
}

namespace {

bool is_url(std::string_view text) {
    const bool known = text.starts_with("http://") || text.starts_with("https://");
    const auto strange = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\\'; };
    if (!known || std::any_of(text.begin(), text.end(), strange)) return false;
    const auto place = authority_of(text);
    const auto colon = place.ends_with(']') ? place.npos : place.rfind(':');
    if (place.empty() || colon == 0) return false;
    return colon == place.npos || read_count(place.substr(colon + 1), 65'535).has_value();
}

}  // namespace

std::string without_slash(std::string_view url) {
    while (url.ends_with('/')) url.remove_suffix(1);
    return std::string(url);
}

std::string channel_reader::text(std::string_view key, std::string_view otherwise) const {
    return std::string(config_.get(key, otherwise));
}

std::string channel_reader::needed(std::string_view key, std::string_view what) {
    auto given = text(key);
    if (given.empty()) add({std::string(key), flaw::kind::missing, std::string(what)});
    return given;
}

bool channel_reader::flag(std::string_view key) { return one_of(key, {"false", "true"}) == 1; }

std::size_t channel_reader::one_of(std::string_view key, const std::vector<std::string_view>& words) {
    const auto found = std::find(words.begin(), words.end(), config_.get(key, words.front()));
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    add({std::string(key), flaw::kind::wrong, {}, {words.begin(), words.end()}});
    return 0;
}

std::size_t channel_reader::count(std::string_view key, std::size_t otherwise, std::size_t least, std::size_t most) {
    const auto given = config_.get(key);
    if (given.empty()) return otherwise;
    if (const auto n = read_count(given, most); n && *n >= least) return *n;
    refuse(key, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return otherwise;
}

std::chrono::seconds channel_reader::span(std::string_view key, std::chrono::seconds otherwise) {
    const auto given = config_.get(key);
    if (given.empty()) return otherwise;
    if (const auto time = read_span(given)) return *time;
    refuse(key, "must be a time such as 5m or 2d, and at most 30d");
    return otherwise;
}

std::string channel_reader::url(std::string_view key, std::string_view otherwise) {
    const auto given = config_.get(key);
    if (!given.empty() && !is_url(given)) refuse(key, "must be an address such as https://api.example.org");
    return without_slash(given.empty() ? otherwise : given);
}

void channel_reader::add(flaw found) {
    if (!told(found.key)) found_.push_back(std::move(found));
}

bool channel_reader::told(std::string_view key) const {
    return std::any_of(found_.begin(), found_.end(), [&](const flaw& f) { return f.key == key; });
}

void channel_reader::refuse(std::string_view key, std::string why) {
    add({std::string(key), flaw::kind::wrong, std::move(why)});
}

}  // namespace linli::adapters
