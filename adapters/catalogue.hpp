// Every channel type that this program speaks, in one explicit table.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"
#include "dialogs/result.hpp"

namespace linli::adapters {

// One [channels.<name>] table, secrets resolved (token_file read), keys checked against the type's.
struct channel_config {
    std::string name;
    std::string type;
    std::map<std::string, std::string, std::less<>> values;
    std::string webhook_url;  // public_url + /webhooks/<name>; empty without a public_url

    std::string_view get(std::string_view key, std::string_view otherwise = {}) const;
};

// One thing that is wrong with such a table. The gateway words it, with its line and what was likely meant.
struct flaw {
    enum class kind : std::uint8_t {
        missing,  // `why`: what it is for, or where to find it
        wrong,    // `why` goes on after the key: "must be a time such as 5m"; or it is none of `words`
        unknown,  // nobody asked for this key; `words` are those that may stand there
    };
    std::string key;  // "receive"; "verify.how" in a table of its own; empty: the table as a whole
    kind what = kind::wrong;
    std::string why;
    std::vector<std::string> words = {};

    bool operator==(const flaw&) const = default;
};
using flaws = std::vector<flaw>;  // no value stands in them, so no secret does

using made_adapter = result<std::unique_ptr<adapter>, flaws>;

struct channel_type {
    std::string_view name;
    std::span<const std::string_view> keys;     // besides type, limits and <secret>_file
    std::span<const std::string_view> secrets;  // never printed; may come from <key>_file
    send_limits limits;                         // when the configuration says nothing
    // All that is wrong with the table is told, a missing secret first of all.
    std::function<made_adapter(const channel_config&)> make;
    std::span<const std::string_view> tables = {};  // sub-tables; they arrive in `values` as JSON text
};

std::span<const channel_type> catalogue();
const channel_type* find_channel_type(std::string_view name);

}  // namespace linli::adapters
