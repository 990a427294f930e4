#include "serving/live_scorer.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::serving {

namespace {
constexpr double kLeast = 1e-4;
constexpr double kOthers = 10;
}  // namespace

LiveScore score_prediction(const Json& prediction, const Sample& happened) {
    LiveScore score;
    score.sample_id = happened.id;
    score.time_us = happened.time_us;
    double given = 0, own = 0;
    int rank = 0, place = 0;
    const auto items = prediction.find("items");
    if (prediction.is_object() && items != prediction.end() && items->is_array()) {
        for (const Json& item : *items) {
            ++place;
            const double probability =
                std::clamp(json_number(item, "probability").value_or(0), 0.0, 1.0);
            given += probability;
            if (rank != 0 || json_string(item, "label") != happened.label) continue;
            rank = place;
            own = probability;
        }
    }
    if (rank == 0) own = (1 - std::min(given, 1.0)) / kOthers;
    score.top1 = rank == 1 ? 1 : 0;
    score.reciprocal_rank = rank == 0 ? 0 : 1.0 / rank;
    score.log_loss = -std::log(std::max(own, kLeast));
    return score;
}

void LiveScorer::happened(const Sample& sample) {
    if (!sample.target || !expectation_) return;
    expectation_->happened = sample;
    judge(*expectation_);
    expectation_.reset();
}

std::function<void(const Json&)> LiveScorer::ask() {
    expectation_ = std::make_shared<Expectation>();
    // The scorer lives as long as the worker that is asked.
    return [this, expectation = expectation_](const Json& prediction) {
        expectation->prediction = prediction;
        judge(*expectation);
    };
}

void LiveScorer::judge(const Expectation& expectation) const {
    if (!expectation.prediction || !expectation.happened) return;
    const Sample& happened = *expectation.happened;
    std::optional<LiveScore> fallback;
    const auto beside = expectation.prediction->find("beside");
    if (beside != expectation.prediction->end()) fallback = score_prediction(*beside, happened);
    on_score_(happened, score_prediction(*expectation.prediction, happened), fallback);
}

}  // namespace hearth::serving
