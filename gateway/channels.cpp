#include "gateway/channels.hpp"

#include <utility>

namespace linli::gateway {

void channels::add(channel c) { all_.push_back(std::make_unique<channel>(std::move(c))); }

const channel* channels::find(std::string_view name) const {
    for (const auto& c : all_)
        if (c->name == name) return c.get();
    return nullptr;
}

void channels::set_trouble(std::string_view name, std::string trouble) {
    std::lock_guard lock(mutex_);
    if (trouble.empty()) {
        if (auto it = trouble_.find(name); it != trouble_.end()) trouble_.erase(it);
    } else {
        trouble_.insert_or_assign(std::string(name), std::move(trouble));
    }
}

std::string channels::trouble(std::string_view name) const {
    std::lock_guard lock(mutex_);
    auto it = trouble_.find(name);
    return it == trouble_.end() ? std::string() : it->second;
}

}  // namespace linli::gateway
