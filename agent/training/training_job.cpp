#include "training/training_job.hpp"

#include <filesystem>

#include "core/file.hpp"
#include "core/hash.hpp"

namespace hearth::training {

namespace {

// What the exported dataset is, beside it.
std::string facts_path(const JobPlan& plan) { return plan.folder + "/dataset.facts.json"; }

ExportedDataset read_facts(const JobPlan& plan) {
    const auto text = read_file(facts_path(plan));
    const auto facts = text ? parse_json(*text) : Result<Json>(text.error());
    ExportedDataset out = facts ? exported_dataset_from_json(*facts) : ExportedDataset();
    // The file may have been changed since; what counts is what is learned from.
    const auto hash = sha256_of_file(dataset_path(plan));
    out.sha256 = hash ? *hash : "";
    return out;
}

}  // namespace

std::shared_ptr<TrainingJob> TrainingJob::start(asio::io_context& loop, store::Store& store,
                                                const WorkerOptions& worker, JobPlan plan,
                                                ExportRequest dataset, Handlers handlers) {
    std::shared_ptr<TrainingJob> job(
        new TrainingJob(loop, worker, std::move(plan), std::move(handlers)));
    if (std::filesystem::exists(dataset.path)) {
        job->outcome_.dataset = read_facts(job->plan_);
        asio::post(loop, [job] { job->run_worker(); });
        return job;
    }
    job->export_ = DatasetExport::start(
        loop, store, std::move(dataset), [job](Result<ExportedDataset> exported) {
            job->export_.reset();
            if (!exported) return job->done(exported.error());
            job->outcome_.dataset = std::move(*exported);
            if (const Status kept = write_file_atomically(
                    facts_path(job->plan_), dump_json(to_json(job->outcome_.dataset)));
                !kept)
                return job->done(kept.error());
            job->run_worker();
        });
    return job;
}

void TrainingJob::run_worker() {
    if (cancelled_) return done(std::move(outcome_));
    if (!outcome_.dataset.usable)
        return done(
            Error{ErrorCode::kRefused, "these samples teach nothing: " + outcome_.dataset.refusal});
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
    // After a restart it would go on otherwise.
    drop_plan(plan_);
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
    // The worker may have ended in the same moment; what was cancelled must have no effect.
    if (cancelled_) outcome = Error{ErrorCode::kCancelled, "the training was cancelled"};
    if (on_done) on_done(std::move(outcome));
}

}  // namespace hearth::training
