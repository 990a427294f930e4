// LruCache: the values used last, at most `capacity` of them. Not thread-safe.
#pragma once

#include <cstddef>
#include <list>
#include <unordered_map>
#include <utility>

namespace hearth::store {

template <class Key, class Value>
class LruCache {
public:
    explicit LruCache(std::size_t capacity) : capacity_(capacity) {}

    // Null when absent. The pointer is good until the next put, erase or clear.
    Value* find(const Key& key) {
        const auto it = index_.find(key);
        if (it == index_.end()) return nullptr;
        order_.splice(order_.begin(), order_, it->second);
        return &it->second->second;
    }

    // Inserts or replaces; the one not used for longest goes when full.
    Value& put(const Key& key, Value value) {
        if (Value* present = find(key)) {
            *present = std::move(value);
            return *present;
        }
        if (order_.size() >= capacity_) {
            index_.erase(order_.back().first);
            order_.pop_back();
        }
        order_.emplace_front(key, std::move(value));
        index_[key] = order_.begin();
        return order_.front().second;
    }

    void erase(const Key& key) {
        const auto it = index_.find(key);
        if (it == index_.end()) return;
        order_.erase(it->second);
        index_.erase(it);
    }

    void clear() {
        order_.clear();
        index_.clear();
    }

    std::size_t size() const { return order_.size(); }

private:
    using Order = std::list<std::pair<Key, Value>>;
    std::size_t capacity_;
    Order order_;  // most recently used first
    std::unordered_map<Key, typename Order::iterator> index_;
};

}  // namespace hearth::store
