// A bounded cache of what was used lately: two generations, the older one is thrown away whole.
// Cheaper in memory than a list of uses, and nearly as good. Not shared between threads.
#pragma once

#include <unordered_map>
#include <utility>

namespace linli::storage {

template <class Key, class Value, class Hash = std::hash<Key>>
class recent {
public:
    explicit recent(std::size_t generation) : generation_(generation) {}

    // Good until the next `put`, `drop` or `find`.
    Value* find(const Key& key) {
        if (const auto at = young_.find(key); at != young_.end()) return &at->second;
        const auto at = old_.find(key);
        if (at == old_.end()) return nullptr;
        Value kept = std::move(at->second);
        old_.erase(at);
        return &put(key, std::move(kept));
    }
    Value& put(const Key& key, Value value) {
        if (young_.size() >= generation_) {
            old_ = std::move(young_);
            young_ = {};
        }
        return young_.insert_or_assign(key, std::move(value)).first->second;
    }
    void drop(const Key& key) {
        young_.erase(key);
        old_.erase(key);
    }
    void clear() {
        young_.clear();
        old_.clear();
    }

private:
    std::size_t generation_;
    std::unordered_map<Key, Value, Hash> young_;
    std::unordered_map<Key, Value, Hash> old_;
};

}  // namespace linli::storage
