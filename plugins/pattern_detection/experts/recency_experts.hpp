// Experts that look at each candidate's own past rather than at a context: how recently it
// happened.
#pragma once

#include <vector>

#include "pattern_detection/experts/expert.hpp"

namespace hearth::pattern {

// By rank in order of recency (move to front, Bentley et al. 1986): weight of the rank, which is
// how often the candidate of that rank came next, started at 1. Never-seen candidates share the
// weight of one cell.
class MoveToFrontExpert final : public Expert {
public:
    void prepare(const History& history, const Vocabulary& vocabulary) override;
    double predict(std::span<const double> parent, std::span<double> probability) const override;
    void update(int candidate) override;

private:
    std::vector<int> rank_;  // by candidate; -1: not seen in this group
    std::size_t seen_ = 0;
    std::vector<double> weight_of_rank_;
    double weight_of_unseen_ = 1;
    double updates_ = 0;
};

// By bucket of the age of each candidate: p(y) ~ (H[y,b] + 3 G[b]) / (N[y,b] + 3), where N counts
// how often y had age b, H how often it then came, and G is that ratio over all K candidates,
// (sum of H + .5) / (sum of N + K).
class LagExpert final : public Expert {
public:
    enum class Age { kEvents, kSeconds };

    explicit LagExpert(Age age) : age_(age) {}
    void prepare(const History& history, const Vocabulary& vocabulary) override;
    double predict(std::span<const double> parent, std::span<double> probability) const override;
    void update(int candidate) override;

private:
    static constexpr std::size_t kBuckets = 13;

    std::size_t last_bucket() const;
    std::size_t bucket_of_symbol(const History& history, int symbol) const;
    std::size_t cell(std::size_t candidate, std::size_t bucket) const {
        return candidate * kBuckets + bucket;
    }
    void add_candidates(std::size_t count);

    Age age_;
    std::vector<std::size_t> bucket_;    // by candidate
    std::vector<double> hits_, visits_;  // [candidate, bucket]
    std::vector<double> bucket_hits_ = std::vector<double>(kBuckets);
    std::vector<double> bucket_visits_ = std::vector<double>(kBuckets);
    double updates_ = 0;
};

}  // namespace hearth::pattern
