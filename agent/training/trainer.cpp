#include "training/trainer.hpp"

#include <algorithm>
#include <filesystem>

#include "core/log.hpp"

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
        if (Status made =
                store_.models().ensure(model.manifest.name, model.manifest.threshold.base);
            !made)
            return made;
    const auto interrupted =
        store_.runs().fail_interrupted("interrupted: the daemon ended", clock_.wall_us());
    if (!interrupted) return interrupted.error();
    if (Status loaded = wishes_.load(); !loaded) return loaded;
    for (const Run& run : *interrupted) resume(run);
    remove_leftovers();
    start_next();
    honour_wishes();
    return {};
}

void Trainer::resume(const Run& interrupted) {
    if (!find(interrupted.model)) return;
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

Result<learning::Readiness> Trainer::readiness(const std::string& name) const {
    const TrainedModel* model = find(name);
    if (!model) return Error{ErrorCode::kNotFound, "there is no model named " + name};
    const auto state = store_.models().get(name);
    if (!state) return state.error();
    if (!state->has_value()) return Error{ErrorCode::kNotFound, "no state is stored for " + name};
    learning::ReadinessInput input;
    input.model = name;
    input.samples_new = (*state)->samples_new;
    input.samples_total = (*state)->samples_total;
    input.threshold = static_cast<int>((*state)->threshold);
    input.learning_enabled = settings_.learning_enabled;
    input.model_enabled = model->enabled && !(*state)->paused;
    input.running = is_queued_or_running(name);
    input.other_running = queue_.full() && !input.running;
    input.max_parallel = settings_.max_parallel;
    if ((*state)->cooldown_until_us > 0) input.cool_down_until_us = (*state)->cooldown_until_us;
    input.backed_off_until_us = json_integer((*state)->extra, "retry_after_us");
    input.last_failure = json_string((*state)->extra, "last_failure").value_or("");
    const learning::Staleness staleness = parts_.thresholds.staleness(model->manifest, **state);
    input.stale = staleness.stale;
    input.stale_reason = staleness.reason;
    if (objections_) input.objections = objections_(name);
    input.now_us = clock_.wall_us();
    return learning::assess_readiness(input);
}

Status Trainer::train_anew(const std::string& model, const std::string& trigger) {
    if (Status kept = wishes_.keep(model, trigger); !kept) return kept;
    honour_wishes();
    return {};
}

void Trainer::honour_wishes() {
    if (stopping_ || !settings_.learning_enabled) return;
    const auto open = wishes_.open();
    for (const auto& [name, trigger] : open) {
        const TrainedModel* model = find(name);
        if (!model || !model->enabled || is_queued_or_running(name)) continue;
        TrainCommand command;
        command.model = name;
        command.trigger_word = trigger;
        command.full = true;
        command.force = true;
        const auto run = request(command);
        const bool pointless = !run && run.error().code == ErrorCode::kRefused;  // no samples left
        if (!run) log::warn("not trained anew model={} reason=\"{}\"", name, run.error().text);
        if (!run && !pointless) continue;
        // Should the daemon end before this is stored, it is trained once more than needed.
        if (const Status dropped = wishes_.drop(name); !dropped)
            log::error("cannot store the model's state model={} error=\"{}\"", name,
                       dropped.error().text);
    }
}

void Trainer::consider_all() {
    honour_wishes();
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

Result<Run> Trainer::request(const TrainCommand& command) {
    const TrainedModel* model = find(command.model);
    if (!model) return Error{ErrorCode::kNotFound, "there is no model named " + command.model};
    if (jobs_.is_running(command.model))
        return Error{ErrorCode::kConflict, "a training of " + command.model + " is under way"};
    const auto ready = readiness(command.model);
    if (!ready) return ready.error();
    if (!command.force) {
        std::string reasons;
        for (const auto& blocker : ready->blockers) {
            const bool no_obstacle = blocker.code == "busy" || blocker.code == "running" ||
                                     (blocker.code == "missing_samples" && command.by_time);
            if (!no_obstacle) reasons += (reasons.empty() ? "" : "; ") + blocker.text;
        }
        if (!reasons.empty()) return Error{ErrorCode::kRefused, reasons};
    }
    if (is_queued_or_running(command.model)) return join_waiting(command);
    auto plan = planner_.plan(*model, command);
    if (!plan) return plan.error();
    if (Status stored = store_.runs().insert(plan->run); !stored) return stored.error();
    const Run run = plan->run;
    log::info("training planned model={} run={} kind={} trigger={}", run.model, run.id,
              to_string(run.kind), run.trigger);
    enqueue(std::move(*plan), command.trigger);
    start_next();
    return run;
}

// The model's run waits already: it serves this trigger too, and moves forward for a stronger one.
Result<Run> Trainer::join_waiting(const TrainCommand& command) {
    const auto found = std::find_if(planned_.begin(), planned_.end(), [&](const auto& planned) {
        return planned.second.run.model == command.model &&
               planned.second.run.dry_run == command.dry_run;
    });
    if (found == planned_.end())
        return Error{ErrorCode::kConflict, "another training of " + command.model + " waits"};
    Run& run = found->second.run;
    learning::WantedRun wanted;
    wanted.model = command.model;
    wanted.trigger = command.trigger;
    wanted.dry_run = command.dry_run;
    wanted.forced = command.force;
    wanted.wanted_us = clock_.wall_us();
    wanted.details = {{"run", run.id}};
    queue_.add(std::move(wanted));
    for (const learning::WantedRun& waiting : queue_.waiting())
        if (json_string(waiting.details, "run") == run.id)
            run.trigger = learning::trigger_words(waiting);
    run.forced = run.forced || command.force;
    if (Status stored = store_.runs().update(run); !stored) return stored.error();
    return run;
}

void Trainer::start_next() {
    while (!stopping_) {
        const auto wanted = queue_.start_next();
        if (!wanted) return;
        const auto found = planned_.find(json_string(wanted->details, "run").value_or(""));
        if (found == planned_.end()) {
            queue_.finished(wanted->model);
            continue;
        }
        JobPlan plan = std::move(found->second);
        planned_.erase(found);
        const Manifest& manifest = find(plan.run.model)->manifest;
        auto dataset = planner_.dataset(plan, manifest);
        jobs_.start(std::move(plan), planner_.worker(manifest), std::move(dataset));
    }
}

void Trainer::on_ended(const JobPlan& plan, const Run& run, const Result<JobOutcome>& outcome) {
    queue_.finished(run.model);
    if (closer_.close(*find(run.model), plan, outcome, run) && on_activated_)
        on_activated_(run.model);
    asio::post(loop_, [this] {
        start_next();
        consider_all();
    });
}

Status Trainer::cancel(const std::string& model) {
    if (jobs_.cancel(model)) return {};
    const auto waiting = std::find_if(planned_.begin(), planned_.end(), [&](const auto& planned) {
        return planned.second.run.model == model;
    });
    if (waiting == planned_.end())
        return Error{ErrorCode::kNotFound, "no training of " + model + " is under way or waiting"};
    const JobPlan plan = std::move(waiting->second);
    planned_.erase(waiting);
    queue_.withdraw(model);
    closer_.fail(plan, Error{ErrorCode::kCancelled, "cancelled before it began"}, plan.run);
    return {};
}

}  // namespace hearth::training
