// Several models before the same questions: their means, and whether the first is better than the
// others or could be so by chance.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "gnn_synergy/protocol/rank_scores.hpp"

namespace hearth::synergy {

struct Contender {
    std::string name;
    std::vector<Answer> answers;  // of every contender to the same questions in the same order
};

// {"<name>":{"auc","ap","mrr","hit1","hit3","hit10","ece","top_gap"}}
Json contest_scores(const std::vector<Contender>& contenders);

// Paired bootstrap, 1,000 draws, 95 %, of the first against each of the others: whole homes are
// drawn, or single questions where all are from one home.
// [{"metric","against","difference","low","high"}] for auc, mrr, hit1 and hit3.
Json contest_intervals(const std::vector<Contender>& contenders, std::uint64_t seed);

// The means of each home, averaged over homes: {"<name>":{"auc","mrr","hit3"}}.
Json home_means(const std::vector<Contender>& contenders);

}  // namespace hearth::synergy
