#include "pattern_detection/training/anchor_rows.hpp"

#include "sdk/bootstrap.hpp"
#include "sdk/metrics.hpp"

namespace hearth::pattern {

namespace {

sdk::RowScore judge(const ScorerWeights& weights, const ExpertOutputs& outputs, std::int64_t truth,
                    ScorerScratch& scratch, std::vector<double>& probability) {
    score(weights, outputs, scratch, probability);
    return sdk::score_row(probability, truth, {});
}

}  // namespace

void AnchorRows::add(HomeState& state, const Event& event) {
    const auto truth = state.vocabulary().find_candidate(event.label);
    if (state.history().empty() || !truth) return;
    rows_.push_back({*state.compute(), *truth});
}

Result<Json> AnchorRows::scores(const ScorerWeights& model,
                                const std::optional<ScorerWeights>& incumbent,
                                std::uint64_t seed) const {
    if (rows_.empty()) return Json();
    std::vector<sdk::NamedScores> named{{"model", {}}};
    if (incumbent) named.push_back({"incumbent", {}});
    ScorerScratch scratch;
    std::vector<double> probability;
    for (const AnchorRow& row : rows_) {
        named[0].rows.add(judge(model, row.outputs, row.truth, scratch, probability));
        if (incumbent)
            named[1].rows.add(judge(*incumbent, row.outputs, row.truth, scratch, probability));
    }
    auto report = sdk::ranking_report(named, seed);
    if (!report) return report.error();
    return std::move(report->scores);
}

}  // namespace hearth::pattern
