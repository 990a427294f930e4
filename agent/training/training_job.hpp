// One training from plan to outcome: exports the dataset, runs the worker, gives its result. Event
// loop only.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "domain/manifest.hpp"
#include "training/dataset_export.hpp"
#include "training/job_plan.hpp"
#include "training/worker_run.hpp"

namespace hearth::training {

struct JobOutcome {
    Json result;  // of the worker
    ExportedDataset dataset;
    std::int64_t peak_rss_bytes = 0;
};

class TrainingJob : public std::enable_shared_from_this<TrainingJob> {
public:
    struct Handlers {
        std::function<void(const Json& progress)> on_progress;
        std::function<void(Result<JobOutcome>)> on_done;  // exactly once, unless abandoned
    };

    // A plan whose dataset stands in its folder already (an interrupted run) is not exported again.
    static std::shared_ptr<TrainingJob> start(asio::io_context& loop, store::Store& store,
                                              const WorkerOptions& worker, JobPlan plan,
                                              ExportRequest dataset, Handlers handlers);

    const JobPlan& plan() const { return plan_; }
    // It ends with kCancelled whatever its worker still says, and does not go on after a restart.
    void cancel();
    void abandon();

private:
    TrainingJob(asio::io_context& loop, WorkerOptions worker, JobPlan plan, Handlers handlers)
        : loop_(loop),
          worker_(std::move(worker)),
          plan_(std::move(plan)),
          handlers_(std::move(handlers)) {}
    void run_worker();
    void done(Result<JobOutcome> outcome);

    asio::io_context& loop_;
    WorkerOptions worker_;
    JobPlan plan_;
    Handlers handlers_;
    JobOutcome outcome_;
    std::shared_ptr<DatasetExport> export_;
    std::shared_ptr<WorkerRun> worker_run_;
    bool cancelled_ = false;
};

}  // namespace hearth::training
