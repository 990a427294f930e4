// The rules that a model has to beat, and that answer while there is none.
#pragma once

#include <array>
#include <cstddef>

#include "gnn_synergy/features/pair_features.hpp"

namespace hearth::synergy {

enum class Rule { kTypePrior, kDegree, kTwoHop, kSum };
inline constexpr std::array<const char*, 4> kRuleNames{"type_prior", "degree", "two_hop",
                                                       "rules_sum"};

// In the order of Rule, of a pair whose trigger was entered:
//   type_prior  log((pairs of these types in other homes + .05) / (pairs of the trigger's type +
//   1)) degree      automations' pairs that the target is in already two_hop     sum over the
//   target's triggers of the cosine of their targets and the trigger's rules_sum   .5 type_prior +
//   log(degree + .3) + 2 log(two_hop + .05)
std::array<double, 4> rule_scores(const PairFeatures& features, int trigger, int target);

}  // namespace hearth::synergy
