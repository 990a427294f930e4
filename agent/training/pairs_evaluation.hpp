// Judges a model by the plugin's own protocol on automations of several homes, each hidden in part.
// Needs no running daemon: it starts a worker of its own.
#pragma once

#include <functional>
#include <string>

#include "core/json.hpp"
#include "core/result.hpp"
#include "domain/manifest.hpp"
#include "training/worker_process.hpp"

namespace hearth::training {

struct PairsEvaluationRequest {
    Manifest manifest;
    WorkerOptions worker;            // plugin_library is taken from the manifest
    std::string table;               // recording/automation_pairs.hpp
    Json protocol = Json::object();  // handed to the plugin as it is
    std::int64_t seed = 42;
    Json options = Json::object();  // hyper-parameters, complete
};

// {"model","data":{"path",…},"protocol","seed","seconds","peak_rss_bytes","scores":{…},
// "intervals":[…]} and what else the plugin says. Otherwise as evaluate_log.
Result<Json> evaluate_pairs(const PairsEvaluationRequest& request,
                            const std::function<void(const Json&)>& on_progress,
                            const std::function<bool()>& cancelled = {});

}  // namespace hearth::training
