// Scores what a version predicted against what people then really did.
//
// A prediction is made after each sample; the next sample that can be predicted judges it. The two
// may come in any order, since the worker answers when it can. Event loop only.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/json.hpp"
#include "domain/live_score.hpp"
#include "domain/sample.hpp"

namespace hearth::serving {

// How the answers fit what happened. Without the version. Pure. A label that is not among the
// answers shares what probability they leave with nine others, at least 0.0001.
LiveScore score_prediction(const Json& prediction, const Sample& happened);

class LiveScorer {
public:
    // fallback: of the answer beside the prediction (docs/plugin-guide.md, "beside"), if any.
    using OnScore = std::function<void(const Sample& happened, LiveScore score,
                                       std::optional<LiveScore> fallback)>;

    explicit LiveScorer(OnScore on_score) : on_score_(std::move(on_score)) {}

    // A sample came; judges the prediction made before it if it can be predicted.
    void happened(const Sample& sample);
    // The worker is asked what comes after the sample of the last happened(); call the result with
    // the answer.
    std::function<void(const Json& prediction)> ask();
    // Nobody was asked after the last sample: the next one judges nothing.
    void skip() { expectation_.reset(); }

private:
    struct Expectation {
        std::optional<Json> prediction;
        std::optional<Sample> happened;
    };
    void judge(const Expectation& expectation) const;

    OnScore on_score_;
    std::shared_ptr<Expectation> expectation_;
};

}  // namespace hearth::serving
