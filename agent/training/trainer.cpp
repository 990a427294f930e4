// When to train and with what; trainer_finish.cpp has what follows from the outcome.
#include "training/trainer.hpp"

#include <algorithm>
#include <filesystem>

#include "core/hash.hpp"
#include "core/ids.hpp"
#include "core/log.hpp"
#include "core/sanitized.hpp"
#include "learning/interaction_rules.hpp"
#include "training/anchor_set.hpp"

namespace hearth::training {

namespace fs = std::filesystem;

namespace {
constexpr int kSanitizedFactor = 8;
}

Trainer::Trainer(asio::io_context& loop, const Clock& clock, store::Store& store,
                 TrainerParts parts, TrainerSettings settings, std::vector<TrainedModel> models)
    : loop_(loop),
      clock_(clock),
      store_(store),
      parts_(parts),
      settings_(std::move(settings)),
      models_(std::move(models)) {}

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
    for (const Run& run : *interrupted) resume(run);
    for (const auto& leftover : fs::directory_iterator(settings_.jobs_folder, failed)) {
        const bool waits = std::any_of(planned_.begin(), planned_.end(), [&](const auto& planned) {
            return planned.second.folder == leftover.path().string();
        });
        if (!waits) fs::remove_all(leftover.path(), failed);
    }
    start_next();
    return {};
}

// An interrupted run goes on as a run of its own, in the old folder: the dataset and the last
// checkpoint are there.
void Trainer::resume(const Run& interrupted) {
    const std::string folder = settings_.jobs_folder + "/" + interrupted.id;
    auto plan = load_plan(folder);
    if (!plan || !find(plan->run.model) || plan->run.trigger.ends_with("(resumed)")) return;
    plan->run.id = new_ulid(clock_.wall_us());
    plan->run.trigger += " (resumed)";
    std::error_code failed;
    const std::string moved = settings_.jobs_folder + "/" + plan->run.id;
    fs::rename(folder, moved, failed);
    if (failed) return;
    plan->folder = moved;
    if (!save_plan(*plan) || !store_.runs().insert(plan->run)) return;
    log::info("interrupted training goes on model={} run={}", plan->run.model, plan->run.id);
    enqueue(std::move(*plan), learning::Trigger::kResumed);
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
    if (job_) job_->abandon();
    job_.reset();
}

bool Trainer::is_queued_or_running(const std::string& model) const {
    if (job_ && running_.model == model) return true;
    return std::any_of(planned_.begin(), planned_.end(),
                       [&](const auto& planned) { return planned.second.run.model == model; });
}

std::optional<Json> Trainer::progress_of(const std::string& model) const {
    if (!job_ || running_.model != model) return std::nullopt;
    return last_progress_;
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
    input.other_running = job_ != nullptr && !input.running;
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

void Trainer::consider_all() {
    if (stopping_ || job_) return;
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
        if (job_) return;
    }
}

Result<Run> Trainer::request(const TrainCommand& command) {
    const TrainedModel* model = find(command.model);
    if (!model) return Error{ErrorCode::kNotFound, "there is no model named " + command.model};
    if (job_ && running_.model == command.model)
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
    auto plan = make_plan(*model, command);
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

Status Trainer::choose_incumbent(const TrainedModel& model, const store::ModelState& state,
                                 bool full, JobPlan& plan) {
    const auto active = parts_.versions.sound_active(plan.run.model);
    if (!active) return active.error();
    plan.run.kind = RunKind::kFull;
    if (!active->has_value()) return {};
    plan.incumbent = *active;
    plan.incumbent_path = parts_.versions.path_of(**active);
    bool anchor_is_new = false;
    if (const auto anchor = anchor_set(store_, model.manifest, anchor_is_new); !anchor)
        return anchor.error();
    const bool full_is_due = state.runs_since_full + 1 >= model.manifest.full_every;
    // The incumbent has learned from rows that are the anchor from now on: it is no start.
    if (full || full_is_due || anchor_is_new || !model.manifest.incremental) return {};
    plan.run.kind = RunKind::kIncremental;
    plan.new_after_us = (*active)->trained_through_us;
    return {};
}

Result<JobPlan> Trainer::make_plan(const TrainedModel& model, const TrainCommand& command) {
    const auto state = store_.models().get(command.model);
    if (!state) return state.error();
    if (!state->has_value() || (*state)->samples_total == 0)
        return Error{ErrorCode::kRefused,
                     "there are no samples yet to train " + command.model + " with"};
    JobPlan plan;
    plan.run.id = new_ulid(clock_.wall_us());
    plan.run.model = command.model;
    plan.run.trigger =
        command.trigger_word.empty() ? to_string(command.trigger) : command.trigger_word;
    plan.run.dry_run = command.dry_run;
    plan.run.forced = command.force;
    plan.run.seed = settings_.seed;
    plan.folder = settings_.jobs_folder + "/" + plan.run.id;
    plan.through_sample_id = store_.samples().last_sample_id(model.manifest.samples.kind);
    plan.samples_new = (*state)->samples_new;
    plan.options = model.options;
    plan.holdout_fraction = settings_.holdout_fraction;
    plan.replay_rows = settings_.replay_rows;
    plan.time_limit_s = model.manifest.limits.train_seconds;
    if (Status chosen = choose_incumbent(model, **state, command.full, plan); !chosen)
        return chosen.error();
    if (command.cadence) plan.window_days = learning::window_days(*command.cadence, plan.run.kind);
    plan.run.config_hash = sha256_hex(dump_json({{"options", plan.options},
                                                 {"holdout_fraction", plan.holdout_fraction},
                                                 {"replay_rows", plan.replay_rows},
                                                 {"window_days", plan.window_days},
                                                 {"seed", plan.run.seed}}));
    plan.run.code_hash = code_hash(model.manifest);
    std::error_code failed;
    fs::create_directories(plan.folder, failed);
    if (failed)
        return Error{ErrorCode::kIo,
                     "cannot make the folder " + plan.folder + ": " + failed.message()};
    if (Status saved = save_plan(plan); !saved) return saved.error();
    return plan;
}

std::string Trainer::code_hash(const Manifest& manifest) {
    std::string& hash = code_hashes_[manifest.name];
    if (hash.empty())
        hash = sha256_of_file(manifest.folder + "/" + manifest.library).ok()
                   ? *sha256_of_file(manifest.folder + "/" + manifest.library)
                   : "";
    return hash;
}

Result<ExportRequest> Trainer::export_request(const JobPlan& plan, const Manifest& manifest) const {
    ExportRequest out;
    out.filter = manifest.samples;
    out.path = dataset_path(plan);
    out.time_zone = settings_.time_zone;
    out.new_after_us = plan.new_after_us;
    out.simulated = settings_.simulated;
    out.through_sample_id = plan.through_sample_id;
    if (plan.window_days > 0)
        out.learn_from_us = clock_.wall_us() - plan.window_days * kMicrosPerDay;
    auto anchor = store_.sample_sets().anchor(manifest.name);
    if (!anchor) return anchor.error();
    out.anchor_ids = std::move(*anchor);
    auto replay = store_.sample_sets().replay_ids(manifest.name);
    if (!replay) return replay.error();
    out.replay_ids = std::move(*replay);
    learning::QualityNeeds needs;
    needs.min_rows = 1;
    needs.sequence = manifest.samples.kind == learning::kInteractionKind;
    needs.simulated_home = settings_.simulated;
    out.quality = needs;
    return out;
}

WorkerOptions Trainer::worker_options(const Manifest& manifest) const {
    WorkerOptions out;
    out.worker_path = settings_.worker_path;
    out.plugin_library = manifest.folder + "/" + manifest.library;
    out.niceness = std::max(settings_.nice, manifest.limits.niceness);
    out.memory_bytes = std::int64_t{std::min(settings_.memory_mb, manifest.limits.memory_mb)} << 20;
    if (kSanitized) out.memory_bytes *= kSanitizedFactor;
    out.trust_any_owner = settings_.trust_any_owner;
    return out;
}

void Trainer::start_next() {
    if (job_ || stopping_) return;
    const auto wanted = queue_.start_next();
    if (!wanted) return;
    const auto found = planned_.find(json_string(wanted->details, "run").value_or(""));
    if (found == planned_.end()) {
        queue_.finished(wanted->model);
        return start_next();
    }
    JobPlan plan = std::move(found->second);
    planned_.erase(found);
    start_job(std::move(plan));
}

void Trainer::start_job(JobPlan plan) {
    const Manifest& manifest = find(plan.run.model)->manifest;
    running_ = plan.run;
    running_.state = RunState::kRunning;
    running_.started_us = clock_.wall_us();
    last_progress_ = Json();
    if (const Status stored = store_.runs().update(running_); !stored)
        log::error("cannot store the run run={} error=\"{}\"", running_.id, stored.error().text);
    parts_.feed.publish("run", {{"id", running_.id},
                                {"model", running_.model},
                                {"state", "running"},
                                {"kind", to_string(running_.kind)},
                                {"trigger", running_.trigger}});
    auto dataset = export_request(plan, manifest);
    if (!dataset) {
        queue_.finished(running_.model);
        return finish_failed(plan, dataset.error(), running_);
    }
    job_ = TrainingJob::start(
        loop_, store_, worker_options(manifest), std::move(plan), std::move(*dataset),
        {[this](const Json& progress) { on_progress(progress); },
         [this](Result<JobOutcome> outcome) { on_done(std::move(outcome)); }});
}

void Trainer::on_progress(const Json& progress) {
    last_progress_ = progress;
    Json body = progress;
    body.erase("op");
    body["id"] = running_.id;
    body["model"] = running_.model;
    body["state"] = "running";
    parts_.feed.publish("run", body);
}

Status Trainer::cancel(const std::string& model) {
    if (job_ && running_.model == model) {
        job_->cancel();
        return {};
    }
    const auto waiting = std::find_if(planned_.begin(), planned_.end(), [&](const auto& planned) {
        return planned.second.run.model == model;
    });
    if (waiting == planned_.end())
        return Error{ErrorCode::kNotFound, "no training of " + model + " is under way or waiting"};
    const JobPlan plan = std::move(waiting->second);
    planned_.erase(waiting);
    queue_.withdraw(model);
    finish_failed(plan, Error{ErrorCode::kCancelled, "cancelled before it began"}, plan.run);
    return {};
}

}  // namespace hearth::training
