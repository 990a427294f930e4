// Counting baselines: what followed the last n symbols, backing off to shorter contexts with the
// weights of Witten and Bell (1991). Order 0 is "the most frequent", order 1 a Markov chain.
//
// With N visits and D distinct followers of the context of length k, lambda = N / (N + D); its
// frequencies get the weight w * lambda, and w * (1 - lambda) goes on to length k - 1. What is left
// after length 0 is shared evenly by the K known candidates and one more for all labels that were
// never seen, so that every truth has a probability above 0 and the log-loss is fair. That share is
// the same for all known candidates and changes no ranking. Contexts that were never visited are
// skipped.
//
// prepare, predict, update, as the experts. A baseline that is "frozen" is one that is no longer
// updated. Not thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "pattern_detection/experts/count_table.hpp"
#include "pattern_detection/history.hpp"
#include "pattern_detection/vocabulary.hpp"

namespace hearth::pattern {

class Backoff {
public:
    static constexpr std::size_t kMaxOrder = Moment::kDepth;

    // Precondition: order <= kMaxOrder.
    explicit Backoff(std::size_t order) : order_(order) {}

    void prepare(const History& history, const Vocabulary& vocabulary);
    // One probability for every candidate of the vocabulary given to prepare; returns that of a
    // label which was never seen. They sum to 1.
    double predict(std::vector<double>& probability) const;
    void update(int candidate);

    // How equal probabilities are ranked, smaller first: by overall frequency, then by first
    // appearance. One entry a candidate.
    std::vector<std::size_t> tie_order() const;

private:
    std::size_t order_;
    std::size_t depth_ = 0;  // symbols of context that the moment has, at most order_
    std::size_t candidates_ = 0;
    std::array<std::uint64_t, kMaxOrder + 1> keys_{};  // by context length
    std::array<CountTable, kMaxOrder + 1> tables_;
    std::vector<double> frequency_;  // by candidate
};

}  // namespace hearth::pattern
