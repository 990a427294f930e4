// What `simulate` shows: the progress of the simulated home, of the samples and the training, the
// verdicts, and predictions beside what then happened. Every figure is marked as one of a simulated
// home. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/prediction_score.hpp"
#include "cli/publishing.hpp"
#include "cli/run_view.hpp"
#include "cli/style.hpp"
#include "core/json.hpp"
#include "core/time_zone.hpp"

namespace hearth::cli {

class SimulationView {
public:
    // begin_us: the first local midnight. is_target: see PredictionScore.
    SimulationView(TimeZone zone, int days, TimeUs begin_us, PredictionScore::IsTarget is_target,
                   const Style& style)
        : zone_(std::move(zone)),
          days_(days),
          begin_us_(begin_us),
          style_(style),
          no_score_(std::move(is_target)) {}

    // Takes an event of the daemon's feed. Text that stays on the screen: a verdict with its
    // scores.
    std::string take(const std::string& kind, const Json& body);

    // The newest judged prediction as a line; nothing when there is none since the last call.
    std::optional<std::string> prediction_line();

    // What is drawn again and again.
    std::vector<std::string> lines(const PublishingCounts& counts) const;

    // The last accepted decision that made a version of a model that predicts active.
    const std::optional<Json>& activation() const { return activation_; }
    // The last decision of each model.
    const std::map<std::string, Json>& decisions() const { return decisions_; }
    // The models that the feed has named.
    std::vector<std::string> models() const;
    // A training is queued or running.
    bool training() const;
    // Of the model whose predictions were judged most often.
    const PredictionScore& score() const;
    // Days of the simulation until `time_us`.
    int day_of(TimeUs time_us) const;

private:
    struct Model {
        std::int64_t samples_new = 0, threshold = 0;
        RunView run{""};
        std::string run_id;
        std::optional<std::int64_t> version;
        std::optional<PredictionScore> score;  // once it has predicted
        bool predicts = true;                  // false: it only answers when it is asked
    };
    std::string take_decision(const Json& body);
    void take_samples(const std::string& model, const Json& body);
    std::string model_line(const std::string& name, const Model& model) const;

    TimeZone zone_;
    int days_;
    TimeUs begin_us_;
    Style style_;
    std::map<std::string, Model> models_;
    std::map<std::string, Json> decisions_;
    std::optional<Json> activation_;
    PredictionScore no_score_;
    std::optional<JudgedPrediction> judged_;
    std::string next_;  // what is predicted now
};

}  // namespace hearth::cli
