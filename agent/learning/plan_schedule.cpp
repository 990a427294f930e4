// When the next trainings come, of which kind, how long they take, and which will not happen.
#include <algorithm>
#include <cmath>

#include "learning/plain_words.hpp"
#include "learning/plan_parts.hpp"

namespace hearth::learning::plan_parts {

namespace {

constexpr std::size_t kMostCycles = 12;

bool lasted(const PastRun& run, RunKind kind) {
    return run.state == RunState::kFinished && run.kind == kind && run.finished_us > run.started_us;
}

// Why no training can happen at all, or nothing.
std::string stop_reason(const PlanFacts& facts, const Plan& plan) {
    if (!facts.learning_enabled) return "learning is switched off (learning.enabled)";
    if (!facts.model_enabled)
        return "this model is switched off (models." + plan.request.model + ".enabled)";
    if (!plan.data.enough) return "there is too little data: " + plan.data.text;
    if (facts.quality && !facts.quality->verdict.usable)
        return "the quality report refuses the data: " +
               facts.quality->verdict.reasons.front().text;
    return {};
}

RunKind next_kind(const Manifest& policy, std::optional<int> since_full) {
    if (!policy.incremental || !since_full) return RunKind::kFull;
    return *since_full + 1 >= policy.full_every ? RunKind::kFull : RunKind::kIncremental;
}

// Rows by then that the last training did not see, or nothing when the rate is not known.
std::optional<std::int64_t> expected_new(const PlanFacts& facts, TimeUs from, TimeUs to,
                                         std::int64_t already) {
    if (!facts.samples.per_day) return std::nullopt;
    const double days = static_cast<double>(std::max<TimeUs>(0, to - from)) / kMicrosPerDay;
    return already + std::llround(std::max(0.0, *facts.samples.per_day) * days);
}

void judge_cycle(Cycle& cycle, const PlanFacts& facts, std::int64_t already) {
    const std::int64_t needed = std::max<std::int64_t>(1, facts.threshold.minimum);
    const std::int64_t known = cycle.expected_new.value_or(already);
    if (known >= needed) {
        cycle.state = Cycle::State::kPlanned;
        cycle.text = cycle.expected_new ? "about " + counted(known, "new sample") + " by then"
                                        : counted(known, "new sample") + " already there";
    } else if (cycle.expected_new) {
        cycle.state = Cycle::State::kSkipped;
        cycle.text = "will be skipped because about " + counted(known, "new sample") +
                     " will be there and " + with_commas(needed) + " are needed";
    } else {
        cycle.state = Cycle::State::kUnknown;
        cycle.text = "cannot be said: " + counted(known, "new sample") + " there, " +
                     with_commas(needed) + " are needed, and the rate is not known";
    }
}

std::vector<Cycle> forecast(const PlanFacts& facts, const Plan& plan) {
    std::vector<Cycle> out;
    std::optional<int> since_full = facts.since_full;
    if (!facts.active_version) since_full.reset();  // nothing to go on from
    TimeUs from = facts.now_us;
    std::int64_t already = facts.samples.fresh;
    for (const TimeUs slot : facts.next_slots) {
        if (out.size() == kMostCycles) break;
        Cycle cycle;
        cycle.at_us = slot;
        cycle.kind = next_kind(facts.policy, since_full);
        cycle.window_days = window_days(plan.request.cadence, cycle.kind);
        cycle.expected_new = expected_new(facts, from, slot, already);
        cycle.seconds = plan.estimates[cycle.kind == RunKind::kFull ? 0 : 1].median;
        judge_cycle(cycle, facts, already);
        if (cycle.state == Cycle::State::kPlanned) {  // a skipped one uses nothing up
            since_full = cycle.kind == RunKind::kFull ? 0 : since_full.value_or(0) + 1;
            from = slot;
            already = 0;
        }
        out.push_back(std::move(cycle));
    }
    return out;
}

std::vector<Cycle> standing_still(const PlanFacts& facts, const Plan& plan,
                                  const std::string& why) {
    std::vector<Cycle> out = forecast(facts, plan);
    const auto enough_at = [&]() -> std::optional<TimeUs> {
        if (!plan.data.days_until_enough || *plan.data.days_until_enough > 3'650)
            return std::nullopt;
        return facts.now_us + static_cast<TimeUs>(*plan.data.days_until_enough * kMicrosPerDay);
    }();
    for (Cycle& cycle : out) {
        cycle.state = Cycle::State::kSkipped;
        cycle.kind = out.front().kind;  // a skipped one uses nothing up
        cycle.window_days = out.front().window_days;
        cycle.seconds = out.front().seconds;
        const auto rows = expected_new(facts, facts.now_us, cycle.at_us, facts.samples.distinct);
        if (plan.data.enough || !rows)
            cycle.text = "will be skipped because " + why;
        else if (enough_at && cycle.at_us < *enough_at)
            cycle.text = "will be skipped because about " + counted(*rows, "distinct sample") +
                         " will be there and " + with_commas(plan.data.required) + " are needed";
        else
            cycle.text =
                "will be skipped because the schedule stands still until there is enough data" +
                (enough_at ? ", expected about " + local_date(*enough_at, facts.zone)
                           : std::string()) +
                "; then make the plan again";
    }
    return out;
}

std::string title_of(const std::vector<Cycle>& cycles, const TimeZone& zone) {
    if (cycles.empty()) return "No scheduled cycle";
    const TimeUs first = cycles.front().at_us, last = cycles.back().at_us;
    const std::string count = counted(static_cast<std::int64_t>(cycles.size()), "cycle");
    if (cycles.size() == 1) return "Next " + count + ", " + local_date(first, zone);
    return "Next " + count + ", " + local_date(first, zone) + " to " + local_date(last, zone) +
           " (" + days_words(std::round(static_cast<double>(last - first) / kMicrosPerDay)) + ")";
}

std::optional<TimeUs> threshold_forecast(const PlanFacts& facts) {
    const std::int64_t missing = facts.threshold.current - facts.samples.fresh;
    const double rate = facts.samples.per_day.value_or(0);
    if (facts.threshold.current <= 0) return std::nullopt;
    if (missing <= 0) return facts.now_us;
    const double days = rate > 0 ? static_cast<double>(missing) / rate : 1e9;
    if (days > 3'650) return std::nullopt;
    return facts.now_us + static_cast<TimeUs>(days * kMicrosPerDay);
}

std::string threshold_text(const PlanFacts& facts, const PlannedSchedule& schedule) {
    if (facts.threshold.current <= 0) return {};
    const std::string state = with_commas(facts.samples.fresh) + " of " +
                              with_commas(facts.threshold.current) + " new samples";
    if (!schedule.threshold_at_us)
        return "A training by number of samples cannot be foreseen: " + state +
               ", and their rate is " + (facts.samples.per_day ? "too low." : "not known.");
    if (*schedule.threshold_at_us <= facts.now_us)
        return "A training by number of samples is due: " + state + ".";
    return "A training by number of samples is expected about " +
           local_date_time(*schedule.threshold_at_us, facts.zone) + ": " + state + ", " +
           fixed(*facts.samples.per_day, 1) + " a day. It may come before a scheduled cycle.";
}

}  // namespace

Estimate estimate(const std::vector<PastRun>& runs, RunKind kind) {
    Estimate out;
    out.kind = kind;
    std::vector<double> seconds;
    for (const PastRun& run : runs)
        if (lasted(run, kind))
            seconds.push_back(static_cast<double>(run.finished_us - run.started_us) /
                              kMicrosPerSecond);
    out.runs = static_cast<std::int64_t>(seconds.size());
    out.text = "no run yet";
    if (seconds.empty()) return out;
    out.median = median(seconds);
    out.shortest = *std::min_element(seconds.begin(), seconds.end());
    out.longest = *std::max_element(seconds.begin(), seconds.end());
    out.text = seconds_words(*out.median) + ", median of " + counted(out.runs, "run") + " (" +
               seconds_words(*out.shortest) + " to " + seconds_words(*out.longest) + ")";
    return out;
}

Resources resources(const std::vector<PastRun>& runs) {
    Resources out;
    std::vector<double> cpu, written;
    for (const PastRun& run : runs) {
        if (run.peak_rss_bytes > 0)
            out.peak_rss_bytes = std::max(out.peak_rss_bytes.value_or(0), run.peak_rss_bytes);
        if (run.cpu_seconds) cpu.push_back(*run.cpu_seconds);
        if (run.bytes_written) written.push_back(static_cast<double>(*run.bytes_written));
    }
    out.cpu_seconds = median(cpu);
    if (const auto bytes = median(written)) out.bytes_written = std::llround(*bytes);
    out.text = "peak memory " +
               (out.peak_rss_bytes ? bytes_words(*out.peak_rss_bytes) : "not measured yet") +
               ", processor time " +
               (out.cpu_seconds ? seconds_words(*out.cpu_seconds) : "not measured yet") +
               ", written " +
               (out.bytes_written ? bytes_words(*out.bytes_written) : "not measured yet");
    return out;
}

PlannedSchedule make_schedule(const PlanFacts& facts, const Plan& so_far) {
    PlannedSchedule out;
    const std::string why = stop_reason(facts, so_far);
    out.stopped = !why.empty();
    out.cycles = out.stopped ? standing_still(facts, so_far, why) : forecast(facts, so_far);
    out.title = title_of(out.cycles, facts.zone);
    if (out.stopped) {
        out.text = "The schedule stands still: " + why + ".";
        return out;
    }
    out.threshold_at_us = threshold_forecast(facts);
    out.text = threshold_text(facts, out);
    if (facts.next_slots.empty())
        out.text += (out.text.empty() ? "" : " ") + std::string("No time of day is scheduled.");
    return out;
}

}  // namespace hearth::learning::plan_parts
