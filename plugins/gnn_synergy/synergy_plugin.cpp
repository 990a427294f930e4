#include "gnn_synergy/synergy_plugin.hpp"

#include "gnn_synergy/model/model_file.hpp"
#include "gnn_synergy/options.hpp"
#include "gnn_synergy/training/pairs_protocol.hpp"
#include "gnn_synergy/training/training_run.hpp"

namespace hearth::synergy {
namespace {

Error not_open() { return {ErrorCode::kRefused, "the model was not opened"}; }

}  // namespace

std::vector<sdk::OptionSpec> SynergyPlugin::declared_options() const {
    return TrainingOptions::declared();
}

Result<sdk::TrainOutput> SynergyPlugin::train(const sdk::TrainInput& input, const sdk::Host& host) {
    return run_training(input, host, load_fit_library, load_prior);
}

Result<sdk::OpenReply> SynergyPlugin::open(sdk::OpenInput input, const sdk::Host& /*host*/) {
    SynergyModel model;
    if (input.weights) {
        auto read = from_tensor_file(*input.weights);
        if (!read) return read.error();
        model = std::move(*read);
    } else {
        // Untrained, the rules answer; they need the counts of other homes.
        auto prior = load_prior();
        if (!prior) return prior.error();
        model = std::move(prior->model);
    }
    server_.emplace(std::move(model), !input.weights);
    server_->replay(input.history);
    return sdk::OpenReply{server_->uses_fallback(), server_->rows()};
}

Status SynergyPlugin::observe(const sdk::Row& row) {
    if (!server_) return not_open();
    server_->observe(row);
    return {};
}

Result<Json> SynergyPlugin::predict(const sdk::PredictRequest& request) {
    if (!server_) return not_open();
    return server_->predict(request.top);
}

Result<Json> SynergyPlugin::explain(const Json& request) {
    if (!server_) return not_open();
    const auto top = json_integer(request, "top");
    if (request.is_object() && request.contains("top") && (!top || *top < 1 || *top > 1000))
        return sdk::bad_input("'top' must be a whole number from 1 to 1000");
    return server_->explain(static_cast<std::size_t>(top.value_or(10)));
}

Result<Json> SynergyPlugin::evaluate(const sdk::EvaluateInput& input, const sdk::Host& host) {
    return evaluate_pairs(input, host, load_fit_library, load_prior);
}

}  // namespace hearth::synergy
