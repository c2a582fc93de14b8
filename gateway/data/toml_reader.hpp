// Reads a TOML table key by key and remembers the first thing that is wrong with it.
//
// Every file that a person edits (configuration, taxonomy, texts) is read through this, so that
// unknown keys, wrong types and unknown ids are all answered in the same words: the line, the key
// and the likely right one. A reader borrows the table and the errors; both must outlive it.
// After an error a reader keeps giving defaults, so callers check once, at the end.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "dialogs/result.hpp"
#include "dialogs/time.hpp"
#include "gateway/data/config_error.hpp"

namespace linli {

// `unknown department "engineerin", did you mean "engineering"?`
std::string unknown(std::string_view kind, std::string_view word, std::span<const std::string_view> known);

class toml_errors {
public:
    explicit toml_errors(std::string_view file) : file_(file) {}
    void add(int line, std::string what);  // only the first one is kept
    const std::optional<config_error>& first() const { return first_; }

private:
    std::string file_;
    std::optional<config_error> first_;
};

enum class presence_of { needed, optional };

class toml_reader {
public:
    // `where` names the table in errors: "[[question]]", "[gateway]".
    toml_reader(const toml::table& table, std::string where, toml_errors& errors);

    bool has(std::string_view key) const { return table_.contains(key); }
    std::string text(std::string_view key, presence_of p = presence_of::needed);
    std::string text_or(std::string_view key, std::string_view otherwise);
    std::int64_t whole(std::string_view key, std::int64_t otherwise, std::int64_t least = 0,
                       std::int64_t most = std::numeric_limits<std::int64_t>::max());
    // Whole minutes, or a text such as "30s", "5m", "4h", "7d"; nothing when the key is absent.
    span_of_time span(std::string_view key);
    bool flag(std::string_view key, bool otherwise);
    std::vector<std::string> texts(std::string_view key);
    // The tables of [[key]], or of an array of inline tables; empty when the key is absent.
    std::vector<toml_reader> tables(std::string_view key);
    // The table [key]; nothing when the key is absent.
    std::optional<toml_reader> table(std::string_view key);
    // The text must be one of `known`; returns its index, 0 when it is not or is absent.
    std::size_t one_of(std::string_view key, std::span<const std::string_view> known,
                       presence_of p = presence_of::needed);
    // Every key there is, for tables whose keys are names ([channels.NAME]); all count as asked
    // for.
    std::vector<std::string> keys();

    // Call when all keys were asked for: a key that nobody asked for is an error that suggests one
    // that was, and so is a needed key that is absent.
    void done();
    void wrong(std::string_view key, std::string what);  // an error at the key's line
    int line(std::string_view key) const;                // of the key, else of the table
    int line() const;
    const std::string& where() const { return where_; }

private:
    const toml::node* ask(std::string_view key, presence_of p);
    std::string path_to(std::string_view key) const;
    void wrong_type(std::string_view key, const toml::node& is, std::string_view should);

    const toml::table& table_;
    std::string where_;
    toml_errors& errors_;
    std::vector<std::string> asked_;
    std::vector<std::string> missing_;
};

}  // namespace linli
