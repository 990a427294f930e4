// How well rankings put the right candidate: for every question where it came out, and means.
#pragma once

#include <cstddef>
#include <vector>

namespace hearth::synergy {

// One question as one model answered it.
struct Answer {
    std::size_t home = 0;        // which home it is from
    double auc = 0, rank = 1;    // share of wrong candidates scored lower, equal ones half; from 1
    std::vector<float> chances;  // of each candidate, the right one first; they add up to 1
};

// From the scores of the candidates, the right one first.
Answer answer_of(std::size_t home, const std::vector<double>& scores, double temperature);

struct RankScores {
    double auc = 0, ap = 0, mrr = 0, hit1 = 0, hit3 = 0, hit10 = 0, ece = 0, top_gap = 0;
};
// ap: average precision over all candidates of all questions together, by their chance. ece:
// expected calibration error of those chances, 10 bins. top_gap: the same over the candidates with
// a chance above one half only.
RankScores rank_scores(const std::vector<Answer>& answers);

}  // namespace hearth::synergy
