#include "gnn_synergy/training/judging.hpp"

namespace hearth::synergy {

std::vector<Answer>& Contest::answers_of(const std::string& name) {
    for (Contender& contender : contenders_)
        if (contender.name == name) return contender.answers;
    contenders_.push_back({name, {}});
    return contenders_.back().answers;
}

void Contest::answer(const std::string& name, std::size_t home, const std::vector<Query>& queries,
                     const std::function<void(int trigger)>& enter, const Score& score,
                     double temperature) {
    std::vector<Answer>& to = answers_of(name);
    const bool is_first = name == contenders_.front().name;
    for (const Query& query : queries) {
        enter(query.trigger);
        std::vector<double> scores;
        for (const int candidate : query.candidates) scores.push_back(score(candidate));
        for (const double one : scores)
            if (is_first && one != scores.front()) is_constant_ = false;
        to.push_back(answer_of(home, scores, temperature));
    }
}

void Contest::answer_by_rules(std::size_t home, const std::vector<Query>& queries,
                              HomeScorer& scorer) {
    for (std::size_t rule = 0; rule < kRuleNames.size(); ++rule)
        answer(
            kRuleNames[rule], home, queries, [&](int trigger) { scorer.enter(trigger); },
            [&](int candidate) { return scorer.rules(candidate)[rule]; });
}

}  // namespace hearth::synergy
