// How often entities of one type act on entities of another, counted over many homes. A home that
// is being learned from or judged must be taken out first: its own pairs would look like prior
// knowledge.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "gnn_synergy/home/home.hpp"

namespace hearth::synergy {

struct TypeCounts {
    std::map<std::pair<int, int>, double> pairs;  // (type of trigger, type of target), never 0
    std::vector<double> entities = std::vector<double>(kTypes, 0);
    std::vector<double> targets = std::vector<double>(kTypes, 0);   // entities that are a target
    std::vector<double> triggers = std::vector<double>(kTypes, 0);  // entities that are a trigger

    // One home: `sign` 1 adds it, -1 takes it out again.
    void add(const Home& home, double sign = 1);
};

// What the counts say of a pair of types, smoothed; worked out once for a set of counts.
class TypePrior {
public:
    static constexpr int kFeatures = 5;
    explicit TypePrior(const TypeCounts& counts);

    // Log-ratios against the types' shares among entities: by type, by domain, by kind; then the
    // log of how many of the target's type are targets, and of them triggers.
    void fill(int trigger_type, int target_type, float* out) const;
    // log((pairs of these types + .05) / (pairs of the trigger's type + 1)): the rule.
    double rule(int trigger_type, int target_type) const;

private:
    double pair_count(int trigger_type, int target_type) const;

    std::map<std::pair<int, int>, double> pairs_;
    std::vector<double> of_trigger_;    // pairs by the trigger's type
    std::vector<double> log_entity_;    // of a type among all entities
    std::vector<double> target_share_;  // P(kind | domain) among targets
    std::vector<double> log_target_rate_, log_trigger_rate_;
    std::array<std::array<double, kDomains>, kDomains> domain_share_{}, domain_ratio_{};
    std::array<std::array<double, kKinds>, kKinds> kind_ratio_{};
};

}  // namespace hearth::synergy
