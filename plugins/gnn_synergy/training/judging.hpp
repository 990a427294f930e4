// Questions that judge, and how the models and the rules answer them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gnn_synergy/model/home_scorer.hpp"
#include "gnn_synergy/protocol/contest.hpp"
#include "gnn_synergy/protocol/hiding.hpp"

namespace hearth::synergy {

// A score for a candidate of the trigger that was entered.
using Score = std::function<double(int candidate)>;

// Everybody's answers to the same questions, home after home.
class Contest {
public:
    // Adds the answers of `name` to the questions; `enter` is called before those of a trigger.
    // `temperature` turns its scores into chances.
    void answer(const std::string& name, std::size_t home, const std::vector<Query>& queries,
                const std::function<void(int trigger)>& enter, const Score& score,
                double temperature = 1);
    // The four rules over one scorer's graph.
    void answer_by_rules(std::size_t home, const std::vector<Query>& queries, HomeScorer& scorer);

    const std::vector<Contender>& contenders() const { return contenders_; }
    // What each of them was asked.
    std::size_t questions() const {
        return contenders_.empty() ? 0 : contenders_.front().answers.size();
    }
    // Whether the first contender told any two candidates of a question apart.
    bool is_constant() const { return is_constant_; }

private:
    std::vector<Answer>& answers_of(const std::string& name);

    std::vector<Contender> contenders_;
    bool is_constant_ = true;
};

}  // namespace hearth::synergy
