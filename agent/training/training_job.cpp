#include "training/training_job.hpp"

#include <filesystem>

#include "core/hash.hpp"

namespace hearth::training {

std::shared_ptr<TrainingJob> TrainingJob::start(asio::io_context& loop, store::Store& store,
                                                const WorkerOptions& worker, JobPlan plan,
                                                ExportRequest dataset, Handlers handlers) {
    std::shared_ptr<TrainingJob> job(
        new TrainingJob(loop, worker, std::move(plan), std::move(handlers)));
    if (std::filesystem::exists(dataset.path)) {
        job->outcome_.data_hash =
            sha256_of_file(dataset.path).ok() ? *sha256_of_file(dataset.path) : "";
        job->outcome_.last_sample_id = job->plan_.through_sample_id;
        asio::post(loop, [job] { job->run_worker(); });
        return job;
    }
    job->export_ = DatasetExport::start(loop, store, std::move(dataset),
                                        [job](Result<ExportedDataset> exported) {
                                            job->export_.reset();
                                            if (!exported) return job->done(exported.error());
                                            job->outcome_.data_hash = exported->sha256;
                                            job->outcome_.last_sample_id = exported->last_sample_id;
                                            job->run_worker();
                                        });
    return job;
}

void TrainingJob::run_worker() {
    if (cancelled_) return done(Error{ErrorCode::kCancelled, "the training was cancelled"});
    const auto self = shared_from_this();
    worker_run_ = WorkerRun::start(loop_, worker_, train_request(plan_),
                                   std::chrono::seconds(plan_.time_limit_s),
                                   {[self](const Json& progress) {
                                        if (self->handlers_.on_progress)
                                            self->handlers_.on_progress(progress);
                                    },
                                    [self](Result<WorkerOutcome> outcome) {
                                        if (!outcome) return self->done(outcome.error());
                                        self->outcome_.result = std::move(outcome->result);
                                        self->outcome_.peak_rss_bytes = outcome->peak_rss_bytes;
                                        self->done(std::move(self->outcome_));
                                    }});
}

void TrainingJob::cancel() {
    cancelled_ = true;
    if (worker_run_) worker_run_->cancel();
}

void TrainingJob::abandon() {
    handlers_ = {};
    if (export_) export_->abandon();
    if (worker_run_) worker_run_->abandon();
}

void TrainingJob::done(Result<JobOutcome> outcome) {
    const auto on_done = std::move(handlers_.on_done);
    handlers_ = {};
    worker_run_.reset();
    if (on_done) on_done(std::move(outcome));
}

}  // namespace hearth::training
