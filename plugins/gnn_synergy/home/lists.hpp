// Many short lists of numbers in two arrays (compressed sparse rows).
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace hearth::synergy {

class Lists {
public:
    Lists() = default;
    // `pairs`: (list, item), in any order; the items of a list come out in the order given.
    Lists(std::size_t lists, const std::vector<std::pair<int, int>>& pairs) : start_(lists + 1, 0) {
        for (const auto& [list, item] : pairs) ++start_[static_cast<std::size_t>(list) + 1];
        for (std::size_t i = 0; i < lists; ++i) start_[i + 1] += start_[i];
        items_.resize(pairs.size());
        std::vector<std::size_t> next(start_.begin(), start_.end() - 1);
        for (const auto& [list, item] : pairs)
            items_[next[static_cast<std::size_t>(list)]++] = item;
    }

    std::span<const int> of(int list) const {
        const auto at = static_cast<std::size_t>(list);
        return {items_.data() + start_[at], start_[at + 1] - start_[at]};
    }
    int count(int list) const { return static_cast<int>(of(list).size()); }
    std::size_t lists() const { return start_.size() - 1; }
    std::size_t items() const { return items_.size(); }

private:
    std::vector<std::size_t> start_{0};
    std::vector<int> items_;
};

}  // namespace hearth::synergy
