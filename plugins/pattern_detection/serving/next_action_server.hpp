// Answers "what will happen next?" from the history of the home: with the scorer's weights, or with
// back-off counts while there are none or too little history.
//
// Not thread-safe.
#pragma once

#include <optional>
#include <string>

#include "core/json.hpp"
#include "core/result.hpp"
#include "pattern_detection/baselines/backoff.hpp"
#include "pattern_detection/habits/habit_miner.hpp"
#include "pattern_detection/home_state.hpp"
#include "pattern_detection/scorer/scorer.hpp"
#include "sdk/dataset.hpp"
#include "sdk/requests.hpp"

namespace hearth::pattern {

class NextActionServer {
public:
    // With fewer learned interactions the fallback answers even when there are weights.
    static constexpr std::size_t kMinimumHistory = 60;

    NextActionServer(TimeZone zone, std::optional<ScorerWeights> weights);

    // All labels become known first, then the rows happen one after the other.
    void replay(const sdk::Dataset& history);
    void observe(const sdk::Row& row);
    // The most probable actions:
    // {"kind","items","when","fallback","method","rows","explanation"}. Without any known action:
    // no items, no "when". Probabilities are of all actions, known or not. request.now_us: nothing
    // has happened until then; a time before the newest event counts as that of the event.
    // request.beside: what the fallback would say comes along as "beside", unless it is the answer
    // itself.
    Json predict(const sdk::PredictRequest& request);

    // What the household does regularly, with counts: {"habits","durations","rows","days"}, at most
    // `top` of each.
    Json explain(std::size_t top) const;

    bool uses_fallback() const { return !weights_ || state_.learned() < kMinimumHistory; }
    std::size_t rows() const { return rows_; }

private:
    const std::string& label_of(int candidate) const;
    Json item(int candidate) const;
    // Of all candidates, in probability_, as if asked right after the newest event.
    void rank(const ExpertOutputs& outputs);
    Json when(double elapsed_s) const;
    Json fallback_beside(std::size_t top);

    HomeState state_;
    Backoff fallback_;
    HabitMiner habits_;
    std::optional<ScorerWeights> weights_;
    std::size_t rows_ = 0;
    std::vector<double> probability_, beside_;
    ScorerScratch scratch_;
};

}  // namespace hearth::pattern
