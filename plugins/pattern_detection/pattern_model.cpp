#include "pattern_detection/pattern_model.hpp"

#include "pattern_detection/options.hpp"
#include "pattern_detection/training/training_run.hpp"
#include "pattern_detection/weights_file.hpp"

namespace hearth::pattern {
namespace {

Error not_open() { return {ErrorCode::kRefused, "the model was not opened"}; }

}  // namespace

std::vector<sdk::OptionSpec> PatternModel::declared_options() const {
    return TrainingOptions::declared();
}

Result<sdk::TrainOutput> PatternModel::train(const sdk::TrainInput& input, const sdk::Host& host) {
    return run_training(input, host);
}

Result<sdk::OpenReply> PatternModel::open(sdk::OpenInput input, const sdk::Host& /*host*/) {
    auto zone = TimeZone::find(input.history.time_zone);
    if (!zone) return sdk::bad_input(zone.error().text);
    std::optional<ScorerWeights> weights;
    if (input.weights) {
        auto read = from_tensor_file(*input.weights);
        if (!read) return read.error();
        weights = std::move(*read);
    }
    server_.emplace(std::move(*zone), std::move(weights));
    server_->replay(input.history);
    return sdk::OpenReply{server_->uses_fallback(), server_->rows()};
}

Status PatternModel::observe(const sdk::Row& row) {
    if (!server_) return not_open();
    server_->observe(row);
    return {};
}

Result<Json> PatternModel::predict(const sdk::PredictRequest& request) {
    if (!server_) return not_open();
    return server_->predict(request.top);
}

}  // namespace hearth::pattern
