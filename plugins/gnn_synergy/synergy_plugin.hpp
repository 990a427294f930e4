// The plugin gnn_synergy: which trigger belongs to which target in this home.
#pragma once

#include <optional>

#include "gnn_synergy/serving/synergy_server.hpp"
#include "sdk/plugin.hpp"

namespace hearth::synergy {

class SynergyPlugin final : public sdk::Model {
public:
    int feature_schema() const override { return 1; }
    std::vector<sdk::OptionSpec> declared_options() const override;
    std::string sample_kind() const override { return "interaction"; }

    Result<sdk::TrainOutput> train(const sdk::TrainInput& input, const sdk::Host& host) override;
    Result<sdk::OpenReply> open(sdk::OpenInput input, const sdk::Host& host) override;
    Status observe(const sdk::Row& row) override;
    // The request's time is not used: the model says what belongs together, not when.
    Result<Json> predict(const sdk::PredictRequest& request) override;
    // {"top":n} (1 to 1000, default 10): the pairs that belong together most.
    Result<Json> explain(const Json& request) override;
    // Homes of which a part is hidden: training/pairs_protocol.hpp.
    Result<Json> evaluate(const sdk::EvaluateInput& input, const sdk::Host& host) override;

private:
    std::optional<SynergyServer> server_;
};

}  // namespace hearth::synergy
