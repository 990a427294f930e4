// What a plugin says about itself in manifest.yaml. The daemon works from this alone, without
// loading any code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"

namespace hearth {

enum class Direction { kHigher, kLower };  // which way a metric gets better

struct MetricPolicy {
    std::string name;  // such as "top1"
    Direction direction = Direction::kHigher;
    double tolerance = 0.01;  // a change for the worse up to this much, inclusive, is accepted
};

// What no single label may lose against the incumbent, where a manifest asks for it.
struct LabelPolicy {
    std::string name = "recall";  // "precision", "recall" or "f1"
    double tolerance = 0.05;      // a fall by this much, inclusive, is accepted
    int min_rows = 10;            // hold-out rows with that label; fewer and it is not judged
};

// What a candidate must show against the incumbent, besides being no worse than the tolerance.
struct AcceptPolicy {
    double min_gain = 0;             // relative gain on one primary metric at least; 0: none
    double anchor_tolerance = 0.05;  // on the anchor set, below the best there ever was, inclusive
    int min_anchor = 40;             // rows of the anchor set; fewer and it is not asked
};

struct BaselinePolicy {
    std::vector<std::string> names;  // all that are scored and shown
    std::string fallback;            // the one that answers while no version is active
    std::vector<MetricPolicy>
        beat_on;  // the candidate must be strictly better than every baseline on these
    // On these it must also beat the fallback surely (95 %) while nothing else answers yet.
    bool surely = false;
};

struct HyperParameter {
    enum class Type { kInteger, kReal, kBoolean, kChoice };
    std::string name;
    Type type = Type::kReal;
    Json default_value;
    std::optional<double> minimum, maximum;
    std::vector<std::string> choices;
    std::string description;
};

struct ResourceLimits {
    int train_seconds = 1800;  // wall clock of one training run
    int memory_mb = 1024;      // resident memory of the worker
    int niceness = 10;
};

struct SampleFilter {
    std::string kind;                  // sample kind that the model learns from
    std::vector<std::string> origins;  // empty: all
    std::vector<std::string> domains;  // entity domains; empty: all
    double min_confidence = 0.5;
    // What a dataset holds besides, as rows of context: "entities", "automations", "suggestions".
    std::vector<std::string> with{};
};

struct ThresholdPolicy {
    int base = 100, minimum = 25, maximum = 1000;  // new distinct accepted samples
};

struct Manifest {
    std::string name;
    std::string version;
    int abi_version = 0;
    std::string description;
    std::string folder;   // absolute folder it was read from
    std::string library;  // file name of the shared object in that folder
    SampleFilter samples;
    ThresholdPolicy threshold;
    std::string schedule;  // cron expression; empty: none
    std::vector<MetricPolicy> primary_metrics;
    std::optional<LabelPolicy> per_label;  // nothing: no label is judged by itself
    AcceptPolicy accept;
    BaselinePolicy baselines;
    int min_holdout = 50;     // rows; fewer and no candidate is accepted
    int fallback_after = 12;  // samples from which the fallback may answer
    int full_every = 4;       // every n-th training is a full one
    bool incremental = false, serve = false, explain = false, anomalies = false, seed = false;
    bool fallback_beside = false;  // it can say, with each answer, what its fallback would say
    bool live_judging = true;      // what happens next says whether a prediction was right
    ResourceLimits limits;
    std::vector<HyperParameter> hyper_parameters;

    // Its versions are scored on live events: shadow, watch and outcome drift make sense.
    bool judged_live() const { return serve && live_judging; }
    // It has something to say, but not after each event: a worker is started when it is asked.
    bool on_request() const { return explain && !serve; }
};

}  // namespace hearth
