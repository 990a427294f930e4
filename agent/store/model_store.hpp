// ModelStore: the learning state of each model: its counters and threshold.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "store/database.hpp"

namespace hearth::store {

struct ModelState {
    std::string model;
    double threshold = 0;  // new samples that start a training
    std::string threshold_reason;
    std::int64_t samples_new = 0;          // distinct accepted ones since the last run
    std::int64_t samples_total = 0;        // distinct accepted ones ever
    std::int64_t watermark_sample_id = 0;  // samples up to this one were given to a run
    std::int64_t runs = 0;                 // runs that were judged
    std::int64_t runs_since_full = 0;
    TimeUs last_run_us = 0;  // when the last run that was judged ended; 0: never
    std::string last_run_id;
    TimeUs cooldown_until_us = 0;
    bool paused = false;
    std::optional<std::int64_t> pinned_version;
    Json extra =
        Json::object();  // what the learning rules keep besides: drift, best anchor score …
};

class ModelStore {
public:
    explicit ModelStore(Database& database) : database_(database) {}

    // Makes the state of a model that has none yet.
    Status ensure(const std::string& model, double base_threshold);
    Result<std::optional<ModelState>> get(const std::string& model);
    Result<std::vector<ModelState>> all();
    // Writes every field but samples_new, samples_total and watermark_sample_id, which only the
    // three functions below change. kNotFound.
    Status update(const ModelState& state);
    // Counts n more samples as new and in total. kNotFound.
    Status add_new_samples(const std::string& model, std::int64_t n);
    // A run took n of the new samples, up to sample `watermark`. samples_new does not fall below 0.
    Status consume_new_samples(const std::string& model, std::int64_t n, std::int64_t watermark);

    // No more than n are new: the others are gone. kNotFound.
    Status lower_new_samples(const std::string& model, std::int64_t n);

private:
    Database& database_;
};

}  // namespace hearth::store
