// The plugin pattern_detection: what people do next, from what they just did and when.
#pragma once

#include <optional>

#include "pattern_detection/serving/next_action_server.hpp"
#include "sdk/plugin.hpp"

namespace hearth::pattern {

class PatternModel final : public sdk::Model {
public:
    int feature_schema() const override { return 2; }
    std::vector<sdk::OptionSpec> declared_options() const override;
    std::string sample_kind() const override { return "interaction"; }

    Result<sdk::TrainOutput> train(const sdk::TrainInput& input, const sdk::Host& host) override;
    Result<sdk::OpenReply> open(sdk::OpenInput input, const sdk::Host& host) override;
    Status observe(const sdk::Row& row) override;
    // With a time in the request: what comes next now that nothing has happened until then.
    Result<Json> predict(const sdk::PredictRequest& request) override;
    // {"top":n} (1 to 1000, default 10): the household's habits. {"what":"anomalies","now_us":t}:
    // what is strange about the day as it stands then.
    Result<Json> explain(const Json& request) override;

private:
    Result<Json> anomalies(const Json& request);

    std::optional<NextActionServer> server_;
};

}  // namespace hearth::pattern
