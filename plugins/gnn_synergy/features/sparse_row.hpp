// A row of numbers, mostly zero, that is cleared in the time of what was written.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace hearth::synergy {

class SparseRow {
public:
    explicit SparseRow(int size) : value_(static_cast<std::size_t>(size), 0) {}

    void add(int i, double value) { touch(i) += value; }
    void raise(int i, double value) {
        double& own = touch(i);
        own = std::max(own, value);
    }
    double operator[](int i) const { return value_[static_cast<std::size_t>(i)]; }
    const std::vector<int>& touched() const { return touched_; }  // those that are not zero
    void clear() {
        for (const int i : touched_) value_[static_cast<std::size_t>(i)] = 0;
        touched_.clear();
    }
    // Keeps the `most` largest; of equals, all or none, so that no entity's number decides.
    void keep_largest(std::size_t most) {
        if (touched_.size() <= most) return;
        std::vector<double> sorted;
        for (const int i : touched_) sorted.push_back((*this)[i]);
        std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(most),
                         sorted.end(), std::greater<>());
        const double bound = sorted[most];
        std::vector<int> kept;
        for (const int i : touched_) {
            if ((*this)[i] > bound)
                kept.push_back(i);
            else
                value_[static_cast<std::size_t>(i)] = 0;
        }
        touched_ = std::move(kept);
    }

private:
    double& touch(int i) {
        double& own = value_[static_cast<std::size_t>(i)];
        if (own == 0) touched_.push_back(i);
        return own;
    }
    std::vector<double> value_;
    std::vector<int> touched_;
};

}  // namespace hearth::synergy
