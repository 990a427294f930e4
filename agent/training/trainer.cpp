#include "training/trainer.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <utility>

#include "core/log.hpp"
#include "domain/no_such_model.hpp"
#include "training/waiting_times.hpp"

namespace hearth::training {

namespace fs = std::filesystem;

Trainer::Trainer(asio::io_context& loop, const Clock& clock, store::Store& store,
                 TrainerParts parts, TrainerSettings settings, std::vector<TrainedModel> models)
    : loop_(loop),
      clock_(clock),
      store_(store),
      parts_(parts),
      settings_(std::move(settings)),
      models_(std::move(models)),
      planner_(clock, store, parts.versions, settings_),
      closer_(clock, store, parts, settings_),
      admission_(clock, store, parts.thresholds, settings_),
      queue_(static_cast<std::size_t>(settings_.max_parallel)),
      jobs_(loop, clock, store, parts.feed,
            [this](const JobPlan& plan, const Run& run, const Result<JobOutcome>& outcome) {
                on_ended(plan, run, outcome);
            }),
      wishes_(store) {}

const TrainedModel* Trainer::find(const std::string& model) const {
    const auto found = std::find_if(models_.begin(), models_.end(),
                                    [&](const auto& m) { return m.manifest.name == model; });
    return found == models_.end() ? nullptr : &*found;
}

Status Trainer::start() {
    std::error_code failed;
    fs::create_directories(settings_.jobs_folder, failed);
    for (const TrainedModel& model : models_)
        if (Status made = parts_.thresholds.begin(model.manifest); !made) return made;
    last_seen_us_ = std::numeric_limits<TimeUs>::max();  // it may have been set back meanwhile
    notice_clock();
    const auto interrupted =
        store_.runs().fail_interrupted("interrupted: the daemon ended", clock_.wall_us());
    if (!interrupted) return interrupted.error();
    if (Status loaded = wishes_.load(); !loaded) return loaded;
    for (const Run& run : *interrupted) {
        closer_.tell_interrupted(run);
        resume(run);
    }
    remove_leftovers();
    start_next();
    honour_wishes();
    return {};
}

void Trainer::resume(const Run& interrupted) {
    const TrainedModel* model = find(interrupted.model);
    if (!model || !model->enabled || !settings_.learning_enabled) return;
    auto plan = planner_.resumed(interrupted);
    if (!plan || !store_.runs().insert(plan->run)) return;
    log::info("interrupted training goes on model={} run={}", plan->run.model, plan->run.id);
    enqueue(std::move(*plan), learning::Trigger::kResumed);
}

// Folders of runs that do not go on.
void Trainer::remove_leftovers() const {
    std::error_code failed;
    for (const auto& leftover : fs::directory_iterator(settings_.jobs_folder, failed)) {
        const bool waits = std::any_of(planned_.begin(), planned_.end(), [&](const auto& planned) {
            return planned.second.folder == leftover.path().string();
        });
        if (!waits) fs::remove_all(leftover.path(), failed);
    }
}

void Trainer::enqueue(JobPlan plan, learning::Trigger trigger) {
    learning::WantedRun wanted;
    wanted.model = plan.run.model;
    wanted.trigger = trigger;
    wanted.dry_run = plan.run.dry_run;
    wanted.forced = plan.run.forced;
    wanted.wanted_us = clock_.wall_us();
    wanted.details = {{"run", plan.run.id}};
    queue_.add(std::move(wanted));
    planned_.emplace(plan.run.id, std::move(plan));
}

void Trainer::stop() {
    stopping_ = true;
    jobs_.abandon();
}

bool Trainer::is_queued_or_running(const std::string& model) const {
    if (jobs_.is_running(model)) return true;
    return std::any_of(planned_.begin(), planned_.end(),
                       [&](const auto& planned) { return planned.second.run.model == model; });
}

bool Trainer::busy() const {
    if (jobs_.size() > 0) return true;
    const auto& waiting = queue_.waiting();
    return std::any_of(waiting.begin(), waiting.end(), [this](const auto& run) {
        return admission_.may_begin(run.model, run.forced);
    });
}

Result<learning::Readiness> Trainer::readiness(const std::string& name) const {
    const TrainedModel* model = find(name);
    if (!model) return no_such_model(name);
    return admission_.readiness(*model, {is_queued_or_running(name), queue_.full()});
}

// Waits and staleness are spans: a clock that is set back must not make them longer.
void Trainer::notice_clock() {
    const TimeUs now = clock_.wall_us();
    const bool set_back = now < std::exchange(last_seen_us_, now);
    if (!set_back) return;
    const auto states = store_.models().all();
    if (!states)
        return log::error("cannot read the models' states error=\"{}\"", states.error().text);
    for (store::ModelState state : *states)
        if (WaitingTimes::after_clock_change(state, now))
            if (const Status stored = store_.models().update(state); !stored)
                log::error("cannot store the model's state model={} error=\"{}\"", state.model,
                           stored.error().text);
}

void Trainer::consider_all() {
    notice_clock();
    honour_wishes();
    start_next();
    if (stopping_ || queue_.full()) return;
    for (const TrainedModel& model : models_) {
        const auto ready = readiness(model.manifest.name);
        if (!ready || !ready->due) continue;
        TrainCommand command;
        command.model = model.manifest.name;
        command.trigger = learning::Trigger::kThreshold;
        if (ready->missing > 0) command.trigger_word = "staleness";
        if (const auto run = request(command); !run)
            log::error("cannot start a training model={} error=\"{}\"", command.model,
                       run.error().text);
        if (queue_.full()) return;
    }
}

void Trainer::start_next() {
    while (!stopping_) {
        const auto wanted = queue_.start_next([this](const learning::WantedRun& run) {
            return admission_.may_begin(run.model, run.forced);
        });
        if (!wanted) return;
        const auto found = planned_.find(json_string(wanted->details, "run").value_or(""));
        if (found == planned_.end()) {
            queue_.finished(wanted->model);
            continue;
        }
        JobPlan plan = std::move(found->second);
        planned_.erase(found);
        const TrainedModel& model = *find(plan.run.model);
        const Manifest& manifest = model.manifest;
        const Status renewed = planner_.renew(model, plan);
        auto dataset =
            renewed ? planner_.dataset(plan, manifest) : Result<ExportRequest>(renewed.error());
        jobs_.start(std::move(plan), planner_.worker(manifest), std::move(dataset));
    }
}

void Trainer::on_ended(const JobPlan& plan, const Run& run, const Result<JobOutcome>& outcome) {
    queue_.finished(run.model);
    const auto ending = closer_.close(*find(run.model), plan, outcome, run);
    if (ending == RunCloser::Ending::kChanged && on_activated_) on_activated_(run.model);
    if (ending == RunCloser::Ending::kSuperseded) ask_again(plan);
    asio::post(loop_, [this] {
        start_next();
        consider_all();
    });
}

}  // namespace hearth::training
