// Why a pair has its score: the features that carried it, in words and counts.
#pragma once

#include <string>
#include <vector>

#include "core/json.hpp"
#include "gnn_synergy/model/home_scorer.hpp"

namespace hearth::synergy {

// At most `most` reasons, the strongest first: [{"feature","words","count"?,"weight"}]. A reason's
// weight is by how much the score falls when what it rests on is taken away. Precondition: the
// target was scored last.
Json reasons_for(const HomeScorer& scorer, const Home& home, const CoActivation& events, int target,
                 std::size_t most);

}  // namespace hearth::synergy
