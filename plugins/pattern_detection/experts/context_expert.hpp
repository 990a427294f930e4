// Experts that count what followed a context: plain (discounted towards the parent) and decayed
// (recent visits of the context weigh more).
#pragma once

#include <cstdint>

#include "pattern_detection/experts/count_table.hpp"
#include "pattern_detection/experts/expert.hpp"

namespace hearth::pattern {

using ContextKey = std::uint64_t (*)(const Moment&);

// p = (max(n - .5, 0) + (.5 + .5 D) parent) / (N + .5): n times the candidate, N visits, D distinct
// candidates of the context.
class ContextExpert final : public Expert {
public:
    explicit ContextExpert(ContextKey key_of) : key_of_(key_of) {}
    void prepare(const History& history, const Vocabulary& vocabulary) override;
    double predict(std::span<const double> parent, std::span<double> probability) const override;
    void update(int candidate) override;

    // For explanations: how often the candidate followed the prepared context, of how many visits.
    struct Support {
        double times = 0, of = 0;
    };
    Support support(int candidate) const;

private:
    ContextKey key_of_;
    std::uint64_t key_ = 0;
    CountTable table_;
};

// p = (c + .5 parent) / (N + .5), where each visit multiplies the context's counts c by `decay`
// before it adds one.
class DecayedExpert final : public Expert {
public:
    DecayedExpert(ContextKey key_of, double decay) : key_of_(key_of), decay_(decay) {}
    void prepare(const History& history, const Vocabulary& vocabulary) override;
    double predict(std::span<const double> parent, std::span<double> probability) const override;
    void update(int candidate) override;

private:
    ContextKey key_of_;
    double decay_;
    std::uint64_t key_ = 0;
    CountTable table_;
};

}  // namespace hearth::pattern
