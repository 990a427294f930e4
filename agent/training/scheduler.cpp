#include "training/scheduler.hpp"

#include <utility>

#include "core/iso_time.hpp"
#include "core/log.hpp"
#include "learning/scheduled_training.hpp"

namespace hearth::training {

namespace {

constexpr const char* kRunningKey = "schedule.running";

std::string state_key(const std::string& model) { return "schedule." + model; }

}  // namespace

Status Scheduler::start() {
    const auto running = store_.meta().get(kRunningKey);
    if (!running) return running.error();
    running_ = running->value_or("yes") == "yes";
    for (const TrainedModel& model : trainer_.models())
        if (model.enabled)
            if (Status added = add(model); !added) return added;
    return {};
}

Status Scheduler::add(const TrainedModel& model) {
    const std::string& name = model.manifest.name;
    if (model.manifest.schedule.empty()) return {};
    auto cron = learning::CronExpression::parse(model.manifest.schedule);
    if (!cron) return Error{ErrorCode::kInvalid, name + ": schedule: " + cron.error().text};
    const auto stored = store_.meta().get(state_key(name));
    if (!stored) return stored.error();
    const auto known = parse_json(stored->value_or("{}"));
    const Json state = known ? *known : Json::object();
    Entry entry{
        learning::Schedule(std::move(*cron), zone_, {}, learning::schedule_state_from_json(state)),
        pending_slot_from_json(state.value("pending", Json()))};
    if (running_) entry.schedule.start(clock_.wall_us());
    if (!running_) entry.schedule.stop();
    entries_.emplace(name, std::move(entry));
    return {};
}

Status Scheduler::follow(const TrainedModel& model) {
    const std::string& name = model.manifest.name;
    const auto entry = entries_.find(name);
    if (model.enabled) return entry == entries_.end() ? add(model) : Status();
    if (entry == entries_.end()) return {};
    entry->second.schedule.stop();
    entry->second.pending.reset();
    const Status stored = store(name, entry->second);
    entries_.erase(entry);
    return stored;
}

Status Scheduler::store(const std::string& model, const Entry& entry) {
    Json state = learning::to_json(entry.schedule.state());
    if (entry.pending) state["pending"] = to_json(*entry.pending);
    return store_.meta().set(state_key(model), dump_json(state));
}

void Scheduler::keep(const std::string& model, const Entry& entry) {
    if (const Status stored = store(model, entry); !stored)
        log::error("cannot store the schedule model={} error=\"{}\"", model, stored.error().text);
}

void Scheduler::tell(const std::string& model, const std::string& code, const std::string& reason) {
    chronicle_.add(model, decision_kind::kSchedule, code, reason);
}

void Scheduler::tick() {
    for (auto& [model, entry] : entries_) {
        check(model, entry);
        if (entry.pending) try_pending(model, entry);
    }
}

void Scheduler::check(const std::string& model, Entry& entry) {
    const learning::ScheduleCheck found = entry.schedule.check(clock_.wall_us());
    if (found.fire) {
        entry.pending.emplace();
        entry.pending->slot_us = *found.slot_us;
        // Told when it is made up for: there may be nothing to train with.
        if (found.missed > 0 || found.skipped > 0) entry.pending->late_words = found.words;
    } else if (found.skipped > 0) {
        tell(model, "skipped", found.words);
    }
    if (found.changed) keep(model, entry);
}

void Scheduler::try_pending(const std::string& model, Entry& entry) {
    if (awaits_run(entry)) return;
    if (!entry.pending) return keep(model, entry);
    const TrainedModel* trained = trainer_.find(model);
    const auto state = store_.models().get(model);
    if (!trained || !state || !*state) return;
    const std::string objection = learning::slot_objection(
        learning::slot_needs(trained->manifest), (*state)->samples_new, (*state)->samples_total);
    if (objection.empty()) return begin_run(model, entry);
    entry.pending.reset();
    keep(model, entry);
    tell(model, "skipped", "the scheduled training is let go: " + objection);
}

// True while the slot's training is under way. One that was judged, or that the user ended, is what
// the slot called for; after one that failed the slot calls again.
bool Scheduler::awaits_run(Entry& entry) const {
    if (entry.pending->run_id.empty()) return false;
    const auto run = store_.runs().get(entry.pending->run_id);
    if (!run) return true;
    if (*run && ((*run)->state == RunState::kQueued || (*run)->state == RunState::kRunning))
        return true;
    entry.pending->run_id.clear();
    if (*run && (*run)->decision != "failed") entry.pending.reset();
    return false;
}

void Scheduler::begin_run(const std::string& model, Entry& entry) {
    TrainCommand command;
    command.model = model;
    command.trigger = learning::Trigger::kSchedule;
    command.by_time = true;
    command.cadence = learning::cadence_of(next_slots(model, 2));
    const auto run = trainer_.request(command);
    if (!run && run.error().code != ErrorCode::kConflict)
        return defer(model, entry, run.error().text);
    PendingSlot& slot = *entry.pending;
    slot.run_id = run ? run->id : run_under_way(model);
    if (slot.run_id.empty()) return;  // a dry run is in the way
    const std::string late = std::exchange(slot.late_words, {});
    keep(model, entry);
    if (!late.empty()) tell(model, "caught_up", late);
}

// A training that is under way already serves the slot too; a dry run does not.
std::string Scheduler::run_under_way(const std::string& model) const {
    const auto runs = store_.runs().list(5, model);
    if (!runs) return {};
    for (const Run& run : *runs)
        if (run.state == RunState::kRunning && !run.dry_run) return run.id;
    return {};
}

// The figures change from minute to minute; what is told is that there is something new to wait
// for.
void Scheduler::defer(const std::string& model, Entry& entry, const std::string& reason) {
    const auto ready = trainer_.readiness(model);
    if (!ready) return;
    PendingSlot& slot = *entry.pending;
    slot.deferred_because = reason;
    const std::size_t told_before = slot.told.size();
    slot.told.merge(learning::codes_of(ready->blockers));
    if (slot.told.size() == told_before) return;
    keep(model, entry);
    tell(model, "deferred", "the scheduled training waits: " + reason);
}

Status Scheduler::set_running(bool running) {
    if (Status stored = store_.meta().set(kRunningKey, running ? "yes" : "no"); !stored)
        return stored;
    running_ = running;
    for (auto& [model, entry] : entries_) {
        if (running)
            entry.schedule.start(clock_.wall_us());
        else
            entry.schedule.stop();
        entry.pending.reset();
        if (Status stored = store(model, entry); !stored) return stored;
    }
    tell("", running ? "started" : "stopped",
         running ? "the schedules run again" : "the schedules are stopped");
    return {};
}

std::vector<TimeUs> Scheduler::next_slots(const std::string& model, int n) const {
    std::vector<TimeUs> out;
    const auto found = entries_.find(model);
    if (found == entries_.end() || !running_) return out;
    std::optional<TimeUs> slot = clock_.wall_us();
    while (static_cast<int>(out.size()) < n) {
        slot = found->second.schedule.cron().next_after(*slot, zone_);
        if (!slot) break;
        out.push_back(*slot);
    }
    return out;
}

Json Scheduler::report() const {
    Json models = Json::array();
    for (const auto& [model, entry] : entries_) {
        const auto next = next_slots(model, 1);
        models.push_back(
            {{"model", model},
             {"cron", entry.schedule.cron().text()},
             {"words", entry.schedule.cron().in_words()},
             {"next", next.empty() ? Json() : Json(format_iso_time(next.front()))},
             {"pending", entry.pending ? Json(format_iso_time(entry.pending->slot_us)) : Json()},
             {"deferred_because", entry.pending ? entry.pending->deferred_because : ""}});
    }
    return {{"running", running_}, {"time_zone", zone_.name()}, {"models", std::move(models)}};
}

}  // namespace hearth::training
