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

struct channel_type {
    std::string_view name;
    std::span<const std::string_view> keys;      // besides type, limits and <secret>_file
    std::span<const std::string_view> required;  // an adapter without its secret refuses to start
    std::span<const std::string_view> secrets;   // never printed; may come from <key>_file
    send_limits limits;                          // when the configuration says nothing
    // The reason is for the administrator, in plain words.
    std::function<result<std::unique_ptr<adapter>, std::string>(const channel_config&)> make;
    std::span<const std::string_view> tables = {};  // sub-tables; they arrive in `values` as JSON text
};

std::span<const channel_type> catalogue();
const channel_type* find_channel_type(std::string_view name);

}  // namespace linli::adapters
