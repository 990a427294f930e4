// Trains a model on the first part of a recorded log and scores it on the last, beside the
// baselines on the same rows. Needs no running daemon: it starts a worker of its own.
#pragma once

#include <functional>
#include <string>

#include "core/json.hpp"
#include "core/result.hpp"
#include "domain/manifest.hpp"
#include "recording/log_reader.hpp"
#include "recording/protocol.hpp"
#include "training/worker_process.hpp"

namespace hearth::training {

struct EvaluationRequest {
    Manifest manifest;
    WorkerOptions worker;  // plugin_library is taken from the manifest
    std::string log;       // file or folder
    ReadOptions read;
    ProtocolOptions protocol;
    std::string time_zone = "UTC";  // of the home that the log is from
    double train_fraction = 0.8;    // of the rows, by time; 0.1 to 0.99
    bool online = false;  // counts keep learning through the test part, after each prediction
    std::int64_t seed = 42;
    Json options = Json::object();  // hyper-parameters, complete
};

// {"model","data":{"path","rows","train","test","classes","questions"},"online","seed","seconds",
// "peak_rss_bytes","scores":{…},"intervals":[…],"classes":{…},"further":{…}}: the number of
// questions that the scores rest on, and the last two, as the worker reports them, if it does.
// Blocks; on_progress gets the worker's progress messages; cancelled() is asked ten times a second,
// and once it is true the evaluation ends with kCancelled within seconds. Errors: those of
// read_log, kInvalid, kIo, kInternal.
Result<Json> evaluate_log(const EvaluationRequest& request,
                          const std::function<void(const Json&)>& on_progress,
                          const std::function<bool()>& cancelled = {});

}  // namespace hearth::training
