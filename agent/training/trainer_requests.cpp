// What is asked of the trainer: a training, another one after it, none at all.
#include <algorithm>

#include "core/log.hpp"
#include "domain/no_such_model.hpp"
#include "learning/force_rule.hpp"
#include "training/trainer.hpp"

namespace hearth::training {

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
        if (!admission_.may_begin(name, true)) continue;
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

Result<Run> Trainer::request(const TrainCommand& command) {
    const TrainedModel* model = find(command.model);
    if (!model) return no_such_model(command.model);
    if (jobs_.is_running(command.model))
        return Error{ErrorCode::kConflict, "a training of " + command.model + " is under way"};
    const auto ready = readiness(command.model);
    if (!ready) return ready.error();
    const learning::Wish wish{command.force, command.by_time,
                              command.trigger == learning::Trigger::kCommand};
    if (std::string reasons = learning::refusal(ready->blockers, wish); !reasons.empty())
        return Error{ErrorCode::kRefused, std::move(reasons)};
    if (is_queued_or_running(command.model)) return join_waiting(*model, command);
    return plan_and_queue(*model, command);
}

Result<Run> Trainer::plan_and_queue(const TrainedModel& model, const TrainCommand& command) {
    auto plan = planner_.plan(model, command);
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
Result<Run> Trainer::join_waiting(const TrainedModel& model, const TrainCommand& command) {
    const auto found = std::find_if(planned_.begin(), planned_.end(), [&](const auto& planned) {
        return planned.second.run.model == command.model &&
               planned.second.run.dry_run == command.dry_run;
    });
    if (found == planned_.end())
        return Error{ErrorCode::kConflict, "another training of " + command.model + " waits"};
    JobPlan& plan = found->second;
    Run& run = plan.run;
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
    plan.full = plan.full || command.full;
    // With what was joined it goes on after a restart, too.
    if (Status renewed = planner_.renew(model, plan); !renewed) return renewed.error();
    if (Status stored = store_.runs().update(run); !stored) return stored.error();
    const Run joined = run;
    start_next();  // a forced one may begin where the other had to wait
    return joined;
}

// It was allowed to begin; what speaks against the machine now is asked when it begins again.
void Trainer::ask_again(const JobPlan& plan) {
    TrainCommand command;
    command.model = plan.run.model;
    command.trigger = plan.run.forced ? learning::Trigger::kCommand : learning::Trigger::kThreshold;
    command.trigger_word = RunPlanner::trigger_word(plan.run);
    command.full = plan.full;
    command.dry_run = plan.run.dry_run;
    command.force = plan.run.forced;
    command.cadence = plan.cadence;
    if (const auto run = plan_and_queue(*find(command.model), command); !run)
        log::error("not trained anew model={} error=\"{}\"", command.model, run.error().text);
}

void Trainer::change_model(const TrainedModel& model) {
    for (TrainedModel& known : models_)
        if (known.manifest.name == model.manifest.name) known = model;
    if (!model.enabled) static_cast<void>(cancel(model.manifest.name));
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
