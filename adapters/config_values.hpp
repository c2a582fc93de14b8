// The values of a channel's table, read key by key. What is wrong with them is collected, so that one pass
// finds all of it; a wrong value reads as if it were not there.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/catalogue.hpp"

namespace linli::adapters {

// "90s", "5m", "2h", "1d"; at most 30 days. Nothing when it is no such time.
std::optional<std::chrono::seconds> read_span(std::string_view text);

// Digits alone, at most `most`.
std::optional<std::size_t> read_count(std::string_view text, std::size_t most);

// An address to which paths are appended.
std::string without_slash(std::string_view url);

class channel_reader {
public:
    // `config` must outlive the reader.
    explicit channel_reader(const channel_config& config) : config_(config) {}

    std::string text(std::string_view key, std::string_view otherwise = {}) const;
    // It must be there. `what` it is, or where to find it.
    std::string needed(std::string_view key, std::string_view what);
    bool flag(std::string_view key);
    // The place of the value among `words`; the first where the key is absent.
    std::size_t one_of(std::string_view key, const std::vector<std::string_view>& words);
    std::size_t count(std::string_view key, std::size_t otherwise, std::size_t least, std::size_t most);
    std::chrono::seconds span(std::string_view key, std::chrono::seconds otherwise);
    // http:// or https://, without a slash at its end.
    std::string url(std::string_view key, std::string_view otherwise = {});

    void refuse(std::string_view key, std::string why);
    // Of each key only the first flaw counts: others are likely to follow from it.
    void add(flaw found);
    bool told(std::string_view key) const;  // that something is wrong with it

    const std::string& webhook_url() const { return config_.webhook_url; }
    std::string hook_path() const { return "/webhooks/" + config_.name; }

    // The adapter, made from these parts, unless something was wrong.
    template <class Adapter, class... Parts>
    made_adapter made(Parts&&... parts) const {
        if (!found_.empty()) return failure{found_};
        return std::unique_ptr<adapter>(std::make_unique<Adapter>(std::forward<Parts>(parts)...));
    }

    const flaws& found() const { return found_; }

private:
    const channel_config& config_;
    flaws found_;
};

}  // namespace linli::adapters
