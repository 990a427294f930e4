#include "training/scheduler.hpp"

#include "core/iso_time.hpp"
#include "core/log.hpp"

namespace hearth::training {

namespace {

constexpr const char* kRunningKey = "schedule.running";

// How often two slots in a row come.
std::optional<learning::Cadence> cadence_of(const std::vector<TimeUs>& slots) {
    if (slots.size() < 2) return std::nullopt;
    const TimeUs gap = slots[1] - slots[0];
    if (gap < 4 * kMicrosPerDay) return learning::Cadence::kDaily;
    return gap < 16 * kMicrosPerDay ? learning::Cadence::kWeekly : learning::Cadence::kMonthly;
}

std::string state_key(const std::string& model) { return "schedule." + model; }

}  // namespace

Status Scheduler::start() {
    const auto running = store_.meta().get(kRunningKey);
    if (!running) return running.error();
    running_ = running->value_or("yes") == "yes";
    for (const TrainedModel& model : trainer_.models()) {
        const std::string& name = model.manifest.name;
        if (!model.enabled || model.manifest.schedule.empty()) continue;
        auto cron = learning::CronExpression::parse(model.manifest.schedule);
        if (!cron) return Error{ErrorCode::kInvalid, name + ": schedule: " + cron.error().text};
        const auto stored = store_.meta().get(state_key(name));
        if (!stored) return stored.error();
        const auto known = parse_json(stored->value_or("{}"));
        const Json state = known ? *known : Json::object();
        Entry entry{learning::Schedule(std::move(*cron), zone_, {},
                                       learning::schedule_state_from_json(state)),
                    json_integer(state, "pending_us"),
                    {}};
        if (running_) entry.schedule.start(clock_.wall_us());
        if (!running_) entry.schedule.stop();
        entries_.emplace(name, std::move(entry));
    }
    return {};
}

Status Scheduler::store(const std::string& model, const Entry& entry) {
    Json state = learning::to_json(entry.schedule.state());
    if (entry.pending_us) state["pending_us"] = *entry.pending_us;
    return store_.meta().set(state_key(model), dump_json(state));
}

void Scheduler::tell(const std::string& model, const std::string& code, const std::string& reason) {
    chronicle_.add(model, decision_kind::kSchedule, code, reason);
}

void Scheduler::tick() {
    for (auto& [model, entry] : entries_) {
        check(model, entry);
        if (entry.pending_us) try_pending(model, entry);
    }
}

void Scheduler::check(const std::string& model, Entry& entry) {
    const learning::ScheduleCheck found = entry.schedule.check(clock_.wall_us());
    if (found.fire) {
        entry.pending_us = found.slot_us;
        entry.deferred_because.clear();
        if (found.missed > 0 || found.skipped > 0) tell(model, "caught_up", found.words);
    } else if (found.skipped > 0) {
        tell(model, "skipped", found.words);
    }
    if (!found.changed) return;
    if (const Status stored = store(model, entry); !stored)
        log::error("cannot store the schedule model={} error=\"{}\"", model, stored.error().text);
}

void Scheduler::try_pending(const std::string& model, Entry& entry) {
    const TrainedModel* trained = trainer_.find(model);
    const auto state = store_.models().get(model);
    if (!trained || !state || !*state) return;
    const std::int64_t needed = trained->manifest.threshold.minimum;
    std::string code = "skipped", reason;
    if ((*state)->samples_new < needed) {
        reason = "the scheduled training is let go: " + std::to_string((*state)->samples_new) +
                 " new samples, and at least " + std::to_string(needed) + " are needed";
    } else {
        TrainCommand command;
        command.model = model;
        command.trigger = learning::Trigger::kSchedule;
        command.by_time = true;
        command.cadence = cadence_of(next_slots(model, 2));
        const auto run = trainer_.request(command);
        if (run || run.error().code == ErrorCode::kConflict) {
            entry.pending_us.reset();
            if (const Status stored = store(model, entry); !stored)
                log::error("cannot store the schedule model={} error=\"{}\"", model,
                           stored.error().text);
            return;
        }
        // It waits: said once for each reason.
        if (entry.deferred_because == run.error().text) return;
        entry.deferred_because = run.error().text;
        return tell(model, "deferred", "the scheduled training waits: " + run.error().text);
    }
    entry.pending_us.reset();
    if (const Status stored = store(model, entry); !stored)
        log::error("cannot store the schedule model={} error=\"{}\"", model, stored.error().text);
    tell(model, code, reason);
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
        entry.pending_us.reset();
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
             {"pending", entry.pending_us ? Json(format_iso_time(*entry.pending_us)) : Json()},
             {"deferred_because", entry.deferred_because}});
    }
    return {{"running", running_}, {"time_zone", zone_.name()}, {"models", std::move(models)}};
}

}  // namespace hearth::training
