// A bounded map that forgets what was used longest ago. Not thread-safe. A pointer that it gave is
// good until the next `put`.
#pragma once

#include <list>
#include <unordered_map>
#include <utility>

namespace linli::gateway {

template <class Key, class Value, class Hash = std::hash<Key>>
class lru {
public:
    explicit lru(std::size_t capacity) : capacity_(capacity) {}

    Value* find(const Key& k) {
        auto it = index_.find(k);
        if (it == index_.end()) return nullptr;
        order_.splice(order_.begin(), order_, it->second);
        return &it->second->second;
    }

    Value& put(const Key& k, Value v) {
        if (Value* old = find(k)) {
            *old = std::move(v);
            return *old;
        }
        if (index_.size() >= capacity_ && !order_.empty()) {
            // The oldest node is used again: no allocation once the cache is full.
            index_.erase(order_.back().first);
            order_.splice(order_.begin(), order_, std::prev(order_.end()));
            order_.front() = {k, std::move(v)};
        } else {
            order_.emplace_front(k, std::move(v));
        }
        index_.emplace(k, order_.begin());
        return order_.front().second;
    }

    void drop(const Key& k) {
        if (auto it = index_.find(k); it != index_.end()) {
            order_.erase(it->second);
            index_.erase(it);
        }
    }

    template <class Predicate>
    void drop_if(Predicate&& p) {
        for (auto it = order_.begin(); it != order_.end();) {
            if (p(it->first, it->second)) {
                index_.erase(it->first);
                it = order_.erase(it);
            } else {
                ++it;
            }
        }
    }

    void clear() {
        index_.clear();
        order_.clear();
    }
    std::size_t size() const { return index_.size(); }

private:
    std::size_t capacity_;
    std::list<std::pair<Key, Value>> order_;
    std::unordered_map<Key, typename std::list<std::pair<Key, Value>>::iterator, Hash> index_;
};

}  // namespace linli::gateway
