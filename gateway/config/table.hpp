// Reads one TOML table key by key and reports what is wrong with it: a wrong type, a value that
// cannot be, a key that nobody asked for, each with its line and the likely right one.
//
// Usage: make it, ask for every key that may stand there, call `finish`. Values that are wrong are
// reported and left at their default, so that one pass finds all of them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "dialogs/time.hpp"
#include "gateway/config/problems.hpp"
#include "gateway/config/values.hpp"

namespace linli::gateway {

// Where a value came from: a line of the file, or a variable of the environment.
struct origins {
    std::string file;                                           // as the administrator named it
    std::map<std::string, std::string, std::less<>> variables;  // "channels.tg.token" -> its variable
};

class table_reader {
public:
    // `path` is "" for the root, "channels.tg" for a table in it. `table` must outlive the reader.
    table_reader(const toml::table& table, std::string path, const origins& from, problems& into);

    bool has(std::string_view key) const;
    void string(std::string_view key, std::string& into);
    // A text, or a number or truth value as text.
    void scalar(std::string_view key, std::string& into);
    void boolean(std::string_view key, bool& into);
    void integer(std::string_view key, std::int64_t& into, std::int64_t least, std::int64_t most);
    void duration(std::string_view key, span_of_time& into);
    void hours(std::string_view key, daily_hours& into);
    void rate(std::string_view key, double& into);
    void strings(std::string_view key, std::vector<std::string>& into);
    // nullptr when absent or no table.
    const toml::table* table(std::string_view key);
    std::vector<const toml::table*> tables(std::string_view key);
    std::vector<std::pair<std::string, const toml::table*>> subtables();

    // A value under that key is not acceptable. A key may lead into a table of this one: "verify.how".
    void refuse(std::string_view key, std::string why);
    bool refused(std::string_view key) const;
    // The value as it would be said, a text without quotes; empty for tables, lists and what is not there.
    std::string written(std::string_view key) const;
    // Reports every key that was not asked for. `elsewhere`: readers of tables in which it may belong instead.
    void finish(std::span<const table_reader* const> elsewhere = {});

    const std::string& path() const { return path_; }
    // For a problem of this key: where it stands, or the table that lacks it.
    problem at(std::string_view key, std::string what) const;
    bool from_environment(std::string_view key) const;

private:
    const toml::node* take(std::string_view key);
    std::optional<std::string> text(std::string_view key, std::string_view example);
    std::string full(std::string_view key) const;
    std::string title() const;
    bool knows(std::string_view key) const;  // it was asked for
    std::string hint(std::string_view key, std::span<const table_reader* const> elsewhere) const;
    const toml::node& deepest(std::string_view key) const;

    const toml::table& table_;
    std::string path_;
    const origins& from_;
    problems& into_;
    std::vector<std::string> asked_;
    std::vector<std::string> refused_;
};

}  // namespace linli::gateway
