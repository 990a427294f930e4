// The requests that reach a plugin, read and checked once for all of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/json.hpp"
#include "core/result.hpp"
#include "sdk/split.hpp"

namespace hearth::sdk {

struct WeightsReference {
    std::string path;    // absolute
    std::string sha256;  // never empty
};

struct TrainRequest {
    std::string dataset;  // absolute
    std::string output;   // absolute; the only folder that may be written in
    bool incremental = false;
    std::uint64_t seed = 0;
    SplitRules split;
    std::optional<WeightsReference> incumbent;
    bool warm_start = false;        // start from the incumbent's weights
    std::size_t replay_rows = 500;  // older rows mixed with the new ones, incremental only
    bool online = true;             // counts go on learning through the hold-out
    double checkpoint_every_s = 10;
    double max_seconds = 1800;
    Json options;  // object or null
};

struct ServeRequest {
    std::optional<WeightsReference> weights;
    std::string dataset;  // history to replay; empty: none
    Json options;
};

struct EvaluateRequest {
    std::string dataset;  // absolute
    std::uint64_t seed = 0;
    Json protocol;  // an object; what it holds is up to the plugin
    Json options;   // object or null
};

struct PredictRequest {
    std::size_t top = 5;           // 1 to 1000
    std::optional<TimeUs> now_us;  // nothing: right after the last row
    bool beside = false;           // the fallback's answer too; see docs/plugin-guide.md
};

// bad_input naming the member; unknown members are ignored.
Result<TrainRequest> parse_train_request(const Json& request);
Result<ServeRequest> parse_serve_request(const Json& request);
Result<EvaluateRequest> parse_evaluate_request(const Json& request);
Result<PredictRequest> parse_predict_request(const Json& request);

}  // namespace hearth::sdk
