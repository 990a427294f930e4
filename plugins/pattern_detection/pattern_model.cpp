#include "pattern_detection/pattern_model.hpp"

#include "pattern_detection/options.hpp"
#include "pattern_detection/training/fit_library.hpp"
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
    return run_training(input, host, {load_fit_library, load_prior_file});
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
    return server_->predict(request);
}

Result<Json> PatternModel::explain(const Json& request) {
    if (!server_) return not_open();
    if (json_string(request, "what").value_or("habits") == "anomalies") return anomalies(request);
    const auto top = json_integer(request, "top");
    if (request.is_object() && request.contains("top") && (!top || *top < 1 || *top > 1000))
        return sdk::bad_input("'top' must be a whole number from 1 to 1000");
    return server_->explain(static_cast<std::size_t>(top.value_or(10)));
}

Result<Json> PatternModel::anomalies(const Json& request) {
    constexpr TimeUs kLatest = 253'402'300'800LL * kMicrosPerSecond;  // the year 10000
    const auto now = json_integer(request, "now_us");
    if (!now || *now < 0 || *now >= kLatest)
        return sdk::bad_input("'now_us' must be a time in microseconds since 1970");
    return server_->anomalies(*now);
}

}  // namespace hearth::pattern
