// The five counting baselines side by side: most_frequent, markov1, backoff2, backoff4, which stop
// counting when they are frozen, and backoff_online (order 4), which goes on.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "pattern_detection/baselines/backoff.hpp"

namespace hearth::pattern {

class BaselineSet {
public:
    static constexpr std::size_t kCount = 5;
    static constexpr std::size_t kOnlineOrder = 4;

    const char* name(std::size_t baseline) const { return entries_[baseline].name; }

    // As Backoff, for all of them.
    void prepare(const History& history, const Vocabulary& vocabulary);
    // Returns the probability of a label that was never seen.
    double predict(std::size_t baseline, std::vector<double>& probability) const;
    std::vector<std::size_t> tie_order(std::size_t baseline) const;
    void update(int candidate);

    // From now on only backoff_online counts.
    void freeze();

private:
    struct Entry {
        const char* name;
        Backoff counts;
        bool online;
    };
    std::array<Entry, kCount> entries_{
        Entry{"most_frequent", Backoff(0), false}, Entry{"markov1", Backoff(1), false},
        Entry{"backoff2", Backoff(2), false}, Entry{"backoff4", Backoff(4), false},
        Entry{"backoff_online", Backoff(kOnlineOrder), true}};
    bool frozen_ = false;
};

}  // namespace hearth::pattern
