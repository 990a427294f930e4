// May a training of a model begin, and if not, why not: the model's counters and waits, the
// machine, pauses of learning, a version in shadow. Event loop only.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "learning/readiness.hpp"
#include "store/store.hpp"
#include "training/threshold_keeper.hpp"
#include "training/trained_model.hpp"
#include "training/trainer_settings.hpp"

namespace hearth::training {

class RunAdmission {
public:
    // What speaks against burdening the machine now, and against learning at all (pauses).
    using Objections = std::function<std::vector<learning::Blocker>(const std::string& model)>;
    struct Queue {
        bool has_model = false;  // a run of the model is queued or running
        bool full = false;       // as many run as may
    };

    // `settings` outlives it.
    RunAdmission(const Clock& clock, store::Store& store, const ThresholdKeeper& thresholds,
                 const TrainerSettings& settings)
        : clock_(clock), store_(store), thresholds_(thresholds), settings_(settings) {}

    void set_objections(Objections objections) { objections_ = std::move(objections); }

    Result<learning::Readiness> readiness(const TrainedModel& model, const Queue& queue) const;
    // Nothing but threshold and waits, which were asked when it was planned, keeps a training from
    // beginning now.
    bool may_begin(const std::string& model, bool forced) const;

private:
    const Clock& clock_;
    store::Store& store_;
    const ThresholdKeeper& thresholds_;
    const TrainerSettings& settings_;
    Objections objections_;
};

}  // namespace hearth::training
