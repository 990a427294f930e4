// The trainings that run now: starts their workers, passes the progress on, and says when one
// ended. At most one of each model. Event loop only.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/feed.hpp"
#include "store/store.hpp"
#include "training/training_job.hpp"

namespace hearth::training {

class JobRunner {
public:
    // Once for each job, unless it is abandoned; the model is free for its next job by then.
    using OnEnded =
        std::function<void(const JobPlan& plan, const Run& run, const Result<JobOutcome>& outcome)>;

    JobRunner(asio::io_context& loop, const Clock& clock, store::Store& store, Feed& feed,
              OnEnded on_ended)
        : loop_(loop), clock_(clock), store_(store), feed_(feed), on_ended_(std::move(on_ended)) {}
    // Jobs and what they wait for hold each other.
    ~JobRunner() { abandon(); }
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;

    // Stores and publishes that the run has begun, and begins it. Precondition: none of its model
    // is running. An error of `dataset` (it cannot be made) ends the run at once.
    void start(JobPlan plan, const WorkerOptions& worker, Result<ExportRequest> dataset);
    // False when none of the model is running. A cancelled job ends as such whatever its worker
    // still says, and does not go on after a restart.
    bool cancel(const std::string& model);
    // Ends all workers, to go on after a restart.
    void abandon();

    bool is_running(const std::string& model) const { return jobs_.contains(model); }
    std::size_t size() const { return jobs_.size(); }
    // The last message of the model's worker, null if none yet; nothing when none is running.
    std::optional<Json> progress_of(const std::string& model) const;

private:
    struct Running {
        Run run;
        std::shared_ptr<TrainingJob> job;
        Json last_progress;
    };
    void on_progress(const std::string& model, const Json& progress);
    void on_done(const std::string& model, const Result<JobOutcome>& outcome);

    asio::io_context& loop_;
    const Clock& clock_;
    store::Store& store_;
    Feed& feed_;
    OnEnded on_ended_;
    std::map<std::string, Running> jobs_;  // by model
};

}  // namespace hearth::training
