// Closes a training: judges the candidate by the safeguard, keeps it or not, stores how the run
// ended, and tells everybody. A candidate that was compared with a version which is not active any
// more is not judged: how it stands against the active one is unknown. Event loop only.
#pragma once

#include <optional>
#include <string>

#include "core/clock.hpp"
#include "learning/safeguard.hpp"
#include "store/store.hpp"
#include "training/run_announcer.hpp"
#include "training/trained_model.hpp"
#include "training/trainer_settings.hpp"
#include "training/training_job.hpp"

namespace hearth::training {

class RunCloser {
public:
    enum class Ending {
        kNoChange,    // rejected, failed, cancelled, a dry run
        kChanged,     // its version went live, into shadow, or waits for approval
        kSuperseded,  // not judged, and to be asked for again
    };

    // `settings` outlives the closer.
    RunCloser(const Clock& clock, store::Store& store, TrainerParts parts,
              const TrainerSettings& settings)
        : clock_(clock),
          store_(store),
          parts_(parts),
          settings_(settings),
          announcer_(parts.chronicle, parts.feed) {}

    // The run ended with this outcome.
    Ending close(const TrainedModel& model, const JobPlan& plan, const Result<JobOutcome>& outcome,
                 Run run);
    // It has no outcome: it could not be begun or was cancelled.
    void fail(const JobPlan& plan, const Error& error, Run run);
    // The last end of the daemon cut it off; it is stored as failed. It goes on as another run, so
    // nothing has to wait.
    void tell_interrupted(const Run& run) { announcer_.ended(run); }

private:
    void refuse_incumbent(const JobPlan& plan, const Error& error);
    Result<learning::Verdict> judge(const JobPlan& plan, const JobOutcome& outcome,
                                    const Manifest& manifest) const;
    Result<std::optional<std::string>> superseded(const JobPlan& plan) const;
    Ending set_aside(const JobPlan& plan, const std::string& why, Run run);
    Status keep(const JobPlan& plan, const JobOutcome& outcome, const Manifest& manifest, Run& run);
    Status store_end(const JobPlan& plan, const Run& run, bool consume);
    void store_failure(const Run& run);

    const Clock& clock_;
    store::Store& store_;
    TrainerParts parts_;
    const TrainerSettings& settings_;
    RunAnnouncer announcer_;
};

}  // namespace hearth::training
