#include "training/job_runner.hpp"

#include "core/log.hpp"

namespace hearth::training {

void JobRunner::start(JobPlan plan, const WorkerOptions& worker, Result<ExportRequest> dataset) {
    Run run = plan.run;
    run.state = RunState::kRunning;
    run.started_us = clock_.wall_us();
    if (const Status stored = store_.runs().update(run); !stored)
        log::error("cannot store the run run={} error=\"{}\"", run.id, stored.error().text);
    feed_.publish("run", {{"id", run.id},
                          {"model", run.model},
                          {"state", "running"},
                          {"kind", to_string(run.kind)},
                          {"trigger", run.trigger}});
    if (!dataset) return on_ended_(plan, run, dataset.error());
    const std::string model = run.model;
    jobs_[model] = {
        std::move(run),
        TrainingJob::start(
            loop_, store_, worker, std::move(plan), std::move(*dataset),
            {[this, model](const Json& progress) { on_progress(model, progress); },
             [this, model](const Result<JobOutcome>& outcome) { on_done(model, outcome); }}),
        {}};
}

void JobRunner::on_progress(const std::string& model, const Json& progress) {
    Running& running = jobs_.at(model);
    running.last_progress = progress;
    Json body = progress;
    body.erase("op");
    body["id"] = running.run.id;
    body["model"] = model;
    body["state"] = "running";
    feed_.publish("run", body);
}

void JobRunner::on_done(const std::string& model, const Result<JobOutcome>& outcome) {
    const Running ended = std::move(jobs_.extract(model).mapped());
    // The job is still on the stack below us: it is let go by the loop.
    asio::post(loop_, [keep = ended.job] {});
    on_ended_(ended.job->plan(), ended.run, outcome);
}

bool JobRunner::cancel(const std::string& model) {
    const auto found = jobs_.find(model);
    if (found == jobs_.end()) return false;
    found->second.job->cancel();
    return true;
}

void JobRunner::abandon() {
    for (const auto& [model, running] : jobs_) running.job->abandon();
    jobs_.clear();
}

std::optional<Json> JobRunner::progress_of(const std::string& model) const {
    const auto found = jobs_.find(model);
    if (found == jobs_.end()) return std::nullopt;
    return found->second.last_progress;
}

}  // namespace hearth::training
