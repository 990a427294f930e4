// Closes a training: judges the candidate by the safeguard, keeps it or not, stores how the run
// ended, and tells everybody. Event loop only.
#pragma once

#include "core/clock.hpp"
#include "learning/safeguard.hpp"
#include "store/store.hpp"
#include "training/trained_model.hpp"
#include "training/trainer_settings.hpp"
#include "training/training_job.hpp"

namespace hearth::training {

class RunCloser {
public:
    // `settings` outlives the closer.
    RunCloser(const Clock& clock, store::Store& store, TrainerParts parts,
              const TrainerSettings& settings)
        : clock_(clock), store_(store), parts_(parts), settings_(settings) {}

    // The run ended with this outcome. True when its version went live or into shadow.
    bool close(const TrainedModel& model, const JobPlan& plan, const Result<JobOutcome>& outcome,
               Run run);
    // It has no outcome: it could not be begun or was cancelled.
    void fail(const JobPlan& plan, const Error& error, Run run);

private:
    void refuse_incumbent(const JobPlan& plan, const Error& error);
    Result<learning::Verdict> judge(const JobPlan& plan, const JobOutcome& outcome,
                                    const Manifest& manifest) const;
    Result<learning::Scores> best_on_anchor(const Manifest& manifest) const;
    Status keep(const JobPlan& plan, const JobOutcome& outcome, Run& run);
    Status store_end(const JobPlan& plan, const Run& run, bool consume);
    void store_failure(const Run& run, const Error& error);
    void announce(const Run& run);

    const Clock& clock_;
    store::Store& store_;
    TrainerParts parts_;
    const TrainerSettings& settings_;
};

}  // namespace hearth::training
