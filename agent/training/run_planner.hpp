// Plans a training: which version it starts from and has to beat, full or incremental, from which
// samples, and within which limits its worker runs. Event loop only.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "store/store.hpp"
#include "training/dataset_export.hpp"
#include "training/job_plan.hpp"
#include "training/train_command.hpp"
#include "training/trained_model.hpp"
#include "training/trainer_settings.hpp"
#include "training/version_keeper.hpp"
#include "training/worker_process.hpp"

namespace hearth::training {

class RunPlanner {
public:
    // `settings` outlives the planner.
    RunPlanner(const Clock& clock, store::Store& store, VersionKeeper& versions,
               const TrainerSettings& settings)
        : clock_(clock), store_(store), versions_(versions), settings_(settings) {}

    // The plan stands in its folder too, so that the run can go on after a restart. kRefused (there
    // are no samples yet), kIo.
    Result<JobPlan> plan(const TrainedModel& model, const TrainCommand& command);

    // A plan that waited is brought up to date before it begins, or when more is asked of it: with
    // the version that is active now, and the samples that there are. A plan whose dataset stands
    // in its folder already goes on as it is, unless another version is active; then it begins
    // anew. kIo.
    Status renew(const TrainedModel& model, JobPlan& plan);

    // The word for its trigger, without that it was resumed.
    static std::string trigger_word(const Run& run);

    // The plan of a run that goes on where an interrupted one was cut off: in the old folder, where
    // the dataset and the last checkpoint are, but as a run of its own. Nothing when the plan is
    // not there any more, or when that run went on from another one already.
    std::optional<JobPlan> resumed(const Run& interrupted) const;

    Result<ExportRequest> dataset(const JobPlan& plan, const Manifest& manifest) const;
    WorkerOptions worker(const Manifest& manifest) const;

private:
    Status decide(const TrainedModel& model, JobPlan& plan);
    Status choose_incumbent(const TrainedModel& model, const store::ModelState& state,
                            JobPlan& plan);
    Result<bool> goes_on(const JobPlan& plan);
    const std::string& code_hash(const Manifest& manifest);

    const Clock& clock_;
    store::Store& store_;
    VersionKeeper& versions_;
    const TrainerSettings& settings_;
    std::map<std::string, std::string> code_hashes_;  // by model
};

}  // namespace hearth::training
