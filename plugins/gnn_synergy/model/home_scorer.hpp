// Scores pairs of one home as far as it may be seen.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "gnn_synergy/model/synergy_model.hpp"
#include "gnn_synergy/rules/rules.hpp"

namespace hearth::synergy {

class HomeScorer {
public:
    // `model`, `prior` (of its counts), `home` and `events` must outlive it and stay as they are.
    HomeScorer(const SynergyModel& model, const TypePrior& prior, const Home& home,
               const CoActivation& events, const Hidden& hidden = {});

    void enter(int trigger) { pairs_.enter(trigger), trigger_ = trigger; }

    struct Scored {
        double base = 0, home = 0;  // from other homes; what this home adds
        double score() const { return base + home; }
    };
    // Of the trigger entered.
    Scored score(int target);
    // The same from a row of features; row() for the target scored last.
    Scored score_row(std::span<const float> row, int target) const;
    std::span<const float> row() const { return row_; }  // kHomeFeatures
    std::span<const float> raw() const { return raw_; }  // the same, not standardised
    std::array<double, 4> rules(int target) const { return rule_scores(pairs_, trigger_, target); }

    // Entities that the trigger may belong to, without itself and those it has: ascending, no
    // doubles. Their number is bounded whatever the size of the home.
    std::vector<int> candidates() const;

    const VisibleGraph& graph() const { return *graph_; }
    std::shared_ptr<const VisibleGraph> shared_graph() const { return graph_; }
    int trigger() const { return trigger_; }

private:
    const SynergyModel& model_;
    std::shared_ptr<const VisibleGraph> graph_;
    PairFeatures pairs_;
    ContextFeatures context_;
    std::vector<std::vector<float>> embeddings_;  // of each member
    std::vector<int> usual_targets_;              // those acted on most
    std::array<float, kHomeFeatures> row_{}, raw_{};
    int trigger_ = -1;
};

}  // namespace hearth::synergy
