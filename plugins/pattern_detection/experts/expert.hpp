// An expert: one way of counting that gives every candidate a probability of being next.
//
// All experts of a bank work in the same order on each event: prepare (choose the context),
// predict, and, once the truth is known, update. Method: recipe "count + score" of this plugin's
// README; smoothing by absolute discounting towards a parent expert (Ney, Essen, Kneser 1994).
#pragma once

#include <bitset>
#include <memory>
#include <span>
#include <vector>

#include "pattern_detection/history.hpp"
#include "pattern_detection/vocabulary.hpp"

namespace hearth::pattern {

class Expert {
public:
    virtual ~Expert() = default;

    // Chooses the context that the next predict and update are about.
    virtual void prepare(const History& history, const Vocabulary& vocabulary) = 0;

    // probability[y] for all candidates y, given the parent's; both sum to 1. Returns the number of
    // observations that the answer rests on (0: the parent's answer was passed on).
    virtual double predict(std::span<const double> parent, std::span<double> probability) const = 0;

    // The candidate that came. Precondition: prepare was called for this event, with a vocabulary
    // that has the candidate.
    virtual void update(int candidate) = 0;
};

// An expert in its bank.
struct ExpertEntry {
    const char* name;
    int parent;  // index of the parent in the bank, which comes before; -1: uniform
    std::unique_ptr<Expert> expert;
};

// The 40 experts, parents before children.
std::vector<ExpertEntry> make_experts();

inline constexpr int kExperts = 40;

// A set of experts by their index.
using ExpertSet = std::bitset<kExperts>;

}  // namespace hearth::pattern
