// Keeps each model's adaptive threshold: applies the rules to what happened, stores the new value
// with its reason, and tells it. Event loop only.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "domain/manifest.hpp"
#include "domain/run.hpp"
#include "learning/adaptive_threshold.hpp"
#include "store/store.hpp"
#include "training/chronicle.hpp"

namespace hearth::training {

class ThresholdKeeper {
public:
    ThresholdKeeper(const Clock& clock, store::Store& store, Chronicle& chronicle,
                    learning::ThresholdRules rules = {})
        : clock_(clock), store_(store), chronicle_(chronicle), rules_(rules) {}

    // At start: makes the model's state, and begins anew from the base value of the settings when
    // that is another one than before.
    Status begin(const Manifest& manifest);
    // A run was judged (no dry run). The arrival rate is measured since the run before.
    // samples_new, before_us: what was new when it was planned, and when the run before it ended.
    void after_run(const Manifest& manifest, const Run& run, std::int64_t samples_new,
                   TimeUs before_us);
    // Halves it, once until the next finished run.
    void on_drift(const Manifest& manifest);

    // Is training due by time although the threshold is not reached?
    learning::Staleness staleness(const Manifest& manifest, const store::ModelState& state) const;

private:
    void apply(const Manifest& manifest, const learning::ThresholdStep& step,
               const std::string& run_id);
    learning::ThresholdState load(const Manifest& manifest) const;
    std::optional<TimeUs> first_stored(const std::string& kind) const;

    const Clock& clock_;
    store::Store& store_;
    Chronicle& chronicle_;
    learning::ThresholdRules rules_;
    mutable std::map<std::string, TimeUs> first_stored_;  // by kind of sample
};

}  // namespace hearth::training
