// What one training is to do, fixed when it begins, and kept in its folder so that an interrupted
// run can go on.
#pragma once

#include <optional>
#include <string>

#include "core/json.hpp"
#include "core/result.hpp"
#include "domain/run.hpp"
#include "learning/plan_facts.hpp"

namespace hearth::training {

struct JobPlan {
    Run run;                                   // id, model, trigger, kind, dry_run, forced, seed
    std::string folder;                        // absolute; the only one the worker may write in
    bool full = false;                         // somebody asked for a full one
    std::optional<learning::Cadence> cadence;  // of a scheduled one
    std::int64_t through_sample_id = 0;        // the set is the samples up to this one
    std::int64_t samples_new = 0;              // of them, counted as new when the run was planned
    std::optional<TimeUs> new_after_us;        // incremental: samples later than this are new
    int window_days = 0;  // only samples of so many days are learned from; 0: all
    std::optional<ModelVersion> incumbent;
    std::string incumbent_path;     // absolute; empty without an incumbent
    Json options = Json::object();  // complete hyper-parameters
    double holdout_fraction = 0.2;
    int replay_rows = 500;
    int time_limit_s = 1800;
};

// The request to the worker (docs/plugin-guide.md) for a dataset that stands in the plan's folder.
Json train_request(const JobPlan& plan);

// <folder>/dataset.jsonl
std::string dataset_path(const JobPlan& plan);

// Writes the plan into its folder (job.json) and reads it back. kIo, kInvalid.
Status save_plan(const JobPlan& plan);
Result<JobPlan> load_plan(const std::string& folder);
// Takes it out of its folder again: the run does not go on after a restart.
void drop_plan(const JobPlan& plan);

}  // namespace hearth::training
