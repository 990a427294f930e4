// One training of a model by its worker on rows whose parts (train or test) are fixed, and what it
// was worth on the test rows: scores, intervals, time and memory as the worker reports them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "domain/manifest.hpp"
#include "domain/sample.hpp"

namespace hearth::bench {

struct JudgedRun {
    Json result;                   // as docs/plugin-guide.md, section 4
    double wall_s = 0, cpu_s = 0;  // of the whole worker process
    double peak_mb = 0;
};

struct RunRequest {
    const Manifest& manifest;
    std::vector<Sample> samples;    // `part` is set
    Json options = Json::object();  // hyper-parameters, complete
    std::int64_t seed = 1;
    bool online = true;
};

// Throws std::runtime_error with what the worker said.
JudgedRun judge_run(const RunRequest& request);

// The hyper-parameters of the manifest with those given (NAME=VALUE) put in.
Json model_options(const Manifest& manifest, const std::vector<std::string>& given);

// The manifest of a plugin that was built; throws std::runtime_error when there is none.
Manifest built_plugin(const std::string& name);

}  // namespace hearth::bench
