// The channels of this deployment: each a name, an adapter and its limits. Built at start, immutable
// afterwards but for the health of each, which any thread may set and read.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/catalogue.hpp"
#include "gateway/config/values.hpp"

namespace linli::gateway {

struct channel {
    std::string name;
    std::string type;
    std::unique_ptr<adapters::adapter> adapter;
    adapters::send_limits limits;
    std::vector<network> sources;  // who may call its webhook; empty: anybody who proves it
};

class channels {
public:
    void add(channel c);
    // nullptr when there is none. The pointer is good as long as the channels are.
    const channel* find(std::string_view name) const;
    const std::vector<std::unique_ptr<channel>>& all() const { return all_; }

    // "" = well. Shown by /readyz's details, `linli doctor` and the log; never makes us not ready.
    void set_trouble(std::string_view name, std::string trouble);
    std::string trouble(std::string_view name) const;

private:
    std::vector<std::unique_ptr<channel>> all_;
    mutable std::mutex mutex_;
    std::map<std::string, std::string, std::less<>> trouble_;
};

}  // namespace linli::gateway
