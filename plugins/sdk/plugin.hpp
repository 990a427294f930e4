// What a plugin author includes: derive from Model, register the class in one line, done.
//
//   class MyModel final : public hearth::sdk::Model { … };
//   HEARTH_REGISTER_PLUGIN(MyModel, "my_plugin", "0.1.0")
//
// The SDK does what is the same for all: it parses requests and options, reads the dataset, splits
// it, verifies the incumbent's weights, seeds LibTorch and limits it to one thread, writes the
// weights file, builds the result, and turns every exception (c10::Error included) into a status
// with text. The SDK itself does not need LibTorch; a plugin that is linked with it says so by its
// macro. Everything happens on one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"
#include "sdk/bootstrap.hpp"
#include "sdk/class_tables.hpp"
#include "sdk/dataset.hpp"
#include "sdk/determinism.hpp"
#include "sdk/failure.hpp"
#include "sdk/hearth_plugin.h"
#include "sdk/host.hpp"
#include "sdk/options.hpp"
#include "sdk/requests.hpp"
#include "sdk/safetensors.hpp"
#include "sdk/split.hpp"

namespace hearth::sdk {

// The mean loss of one epoch; validation is NaN where there is none.
struct EpochLoss {
    std::size_t epoch = 0;  // from 1
    double train = 0;
    double validation = 0;
};

struct TrainInput {
    TrainRequest request;
    Dataset dataset;
    Split split;  // of dataset.rows
    Options options;
    std::optional<TensorFile> incumbent;  // hash and schema are right
    std::string fingerprint;  // of request and dataset: a checkpoint of another run is not resumed
};

struct TrainOutput {
    TensorFile weights;  // the SDK adds the metadata "plugin", "feature_schema" and "seed"
    std::size_t classes = 0;
    std::size_t trained = 0;   // incremental: rows learned from, replayed ones included
    std::size_t replayed = 0;  // older rows among them
    // What the scores rest on, where that is not the hold-out rows: questions asked of the model.
    std::optional<std::size_t> questions;
    Json scores;  // from ranking_report, or a metric set of the plugin's own
    Json intervals = Json::array();
    Json class_tables;  // from class_tables(); null: the plugin does not tell labels apart
    // Scores of model and incumbent on split.anchor; null where there is no such row or the plugin
    // has no use for them.
    Json anchor_scores;
    std::vector<EpochLoss> loss_curve;
    bool constant = false;       // smoke check: the same answer to every hold-out row
    Json more = Json::object();  // further members of the result
};

struct OpenInput {
    ServeRequest request;
    Dataset history;  // rows may be empty
    Options options;
    std::optional<TensorFile> weights;  // nothing: answer with the fallback
};

struct OpenReply {
    bool fallback = false;  // answers come from the fallback
    std::size_t rows = 0;   // rows replayed
};

// A protocol of the plugin's own; what `protocol` may hold is up to the plugin.
struct EvaluateInput {
    EvaluateRequest request;
    Dataset dataset;
    Options options;
};

class Model {
public:
    virtual ~Model() = default;

    // Raised by the author when older weights no longer fit; others are refused (bad_weights).
    virtual int feature_schema() const = 0;
    virtual std::vector<OptionSpec> declared_options() const = 0;
    // The sample kind it understands; a dataset of another kind is refused (bad_input).
    virtual std::string sample_kind() const = 0;

    // Learns from input.split.train and judges on input.split.holdout. May write files named
    // checkpoint*.safetensors in request.output; the SDK removes them after success. Must ask
    // host.is_cancelled() often (fit_loop does). The weights must not depend on the labels of the
    // hold-out.
    virtual Result<TrainOutput> train(const TrainInput& input, const Host& host) = 0;

    virtual Result<OpenReply> open(OpenInput input, const Host& host) = 0;
    // After open. On an error the model is as before.
    virtual Status observe(const Row& row) = 0;
    // After open. A prediction as in docs/plugin-guide.md.
    virtual Result<Json> predict(const PredictRequest& request) = 0;
    // What the model knows, for people. Without an override: bad_input.
    virtual Result<Json> explain(const Json& request);
    // Judges by a protocol of its own: {"scores":{…},"intervals":[…],"data":{…}}. Without an
    // override: bad_input.
    virtual Result<Json> evaluate(const EvaluateInput& input, const Host& host);
};

using ModelFactory = std::unique_ptr<Model> (*)();
// Makes what the model computes with repeatable; called before every train and open.
using Seeding = void (*)(std::uint64_t seed);

// The table that the entry function returns; used by the macros. One call a library.
const hearth_plugin* plugin_table(const char* name, const char* version, ModelFactory factory,
                                  Seeding seeding);

}  // namespace hearth::sdk

#define HEARTH_REGISTER_PLUGIN_SEEDED(ModelClass, name, version, seeding)                       \
    extern "C" __attribute__((visibility("default"))) const hearth_plugin* hearth_plugin_entry( \
        void) {                                                                                 \
        return hearth::sdk::plugin_table(                                                       \
            name, version,                                                                      \
            [] { return std::unique_ptr<hearth::sdk::Model>(std::make_unique<ModelClass>()); }, \
            seeding);                                                                           \
    }

// A plugin that is linked with LibTorch.
#define HEARTH_REGISTER_PLUGIN(ModelClass, name, version) \
    HEARTH_REGISTER_PLUGIN_SEEDED(ModelClass, name, version, hearth::sdk::make_deterministic)

// A plugin that loads LibTorch only when it needs it (late_library.hpp), or never; it seeds what it
// draws by itself.
#define HEARTH_REGISTER_LEAN_PLUGIN(ModelClass, name, version) \
    HEARTH_REGISTER_PLUGIN_SEEDED(ModelClass, name, version, nullptr)
