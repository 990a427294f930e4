// Draws from one home to learn what it adds to the prior.
#pragma once

#include <vector>

#include "gnn_synergy/model/home_scorer.hpp"
#include "gnn_synergy/protocol/draw.hpp"

namespace hearth::synergy {

// Questions as the scorer sees them: base scores as offsets, kHomeFeatures as features.
Draw home_draw(HomeScorer& scorer, std::vector<Query> queries);

struct OwnDraws {
    std::size_t count = 10;
    std::size_t least_pairs = 15;  // fewer visible pairs: no draws
    double fraction = .2;
    DrawRules rules;
};

// From the automations that may be seen, alternately by pair and by automation, with unused
// entities added until there are as many as used ones.
std::vector<Draw> draw_own(const SynergyModel& model, const TypePrior& prior, const Home& home,
                           const CoActivation& events, const Hidden& outside, const OwnDraws& rules,
                           Random& random);

}  // namespace hearth::synergy
