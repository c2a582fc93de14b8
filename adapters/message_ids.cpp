#include "adapters/message_ids.hpp"

#include <algorithm>

namespace linli::adapters {

std::vector<std::string_view> message_ids(std::string_view ids) {
    std::vector<std::string_view> out;
    while (!ids.empty()) {
        const auto stop = std::min(ids.find(' '), ids.size());
        if (stop > 0) out.push_back(ids.substr(0, stop));
        ids.remove_prefix(std::min(stop + 1, ids.size()));
    }
    return out;
}

}  // namespace linli::adapters
