#include "pattern_detection/training/anchor_rows.hpp"

#include "sdk/bootstrap.hpp"
#include "sdk/metrics.hpp"

namespace hearth::pattern {

void AnchorRows::add(HomeState& state, const Event& event) {
    const auto truth = state.vocabulary().find_candidate(event.label);
    if (state.history().empty() || !truth) return;
    rows_.push_back({*state.compute(), *truth});
}

Json AnchorRows::scores(const ScorerWeights& model,
                        const std::optional<ScorerWeights>& incumbent) const {
    if (rows_.empty()) return {};
    std::vector<sdk::NamedScores> named{{"model", {}}};
    if (incumbent) named.push_back({"incumbent", {}});
    const bool shares_hidden = incumbent && same_hidden_layer(model, *incumbent);
    ScorerScratch scratch;
    std::vector<double> probability;
    for (const auto& [outputs, truth] : rows_) {
        score(model, outputs, scratch, probability);
        named[0].rows.add(sdk::score_row(probability, truth, {}));
        if (!incumbent) continue;
        if (shares_hidden)
            score_from(*incumbent, outputs, scratch.activations, probability);
        else
            score(*incumbent, outputs, scratch, probability);
        named[1].rows.add(sdk::score_row(probability, truth, {}));
    }
    return sdk::ranking_scores(named);
}

}  // namespace hearth::pattern
