// What must be in place for a training, and what the model's own policy says of past runs.
#include <algorithm>
#include <cmath>

#include "learning/plain_words.hpp"
#include "learning/plan_parts.hpp"

namespace hearth::learning::plan_parts {

namespace {

PlanCheck tried(const char* code, const char* title, const CheckFacts& facts) {
    return {code, title, facts.state,
            facts.evidence.empty() && facts.state == CheckState::kUnknown ? "not tried"
                                                                          : facts.evidence};
}

PlanCheck quality_check(const std::optional<QualityReport>& quality) {
    PlanCheck out{"quality", "the quality report passes", CheckState::kUnknown, "not made"};
    if (!quality) return out;
    out.state = quality->verdict.usable ? CheckState::kYes : CheckState::kNo;
    out.evidence = quality->verdict.usable
                       ? counted(quality->rows, "row") + ", " + with_commas(quality->labels) +
                             " labels, " + percent(quality->duplicate_rate) + " repeated"
                       : quality->verdict.reasons.front().text;
    return out;
}

PlanCheck room_check(const char* code, const char* title, std::optional<std::int64_t> free,
                     std::optional<std::int64_t> needed) {
    PlanCheck out{code, title, CheckState::kUnknown, "not known how much is free"};
    if (!free) return out;
    out.evidence = bytes_words(*free) + " free";
    if (!needed) {
        out.evidence += "; not known how much a training takes";
        return out;
    }
    out.state = *free >= *needed ? CheckState::kYes : CheckState::kNo;
    out.evidence += ", " + bytes_words(*needed) + " needed";
    return out;
}

// To its end, if only to find that there was nothing to ask.
bool was_judged(const PastRun& run) {
    return run.state == RunState::kFinished && (run.questions || !run.candidate.empty());
}

// A model that is asked questions may get few of them from many rows: how many, its last run knows.
std::optional<std::int64_t> last_questions(const std::vector<PastRun>& runs) {
    const auto last = std::find_if(runs.begin(), runs.end(), was_judged);
    return last == runs.end() ? std::nullopt : last->questions;
}

PlanCheck holdout_check(const PlanFacts& facts) {
    const auto verdict = [&](std::int64_t judged_by) {
        return judged_by >= facts.policy.min_holdout ? CheckState::kYes : CheckState::kNo;
    };
    const std::string needed = ", " + with_commas(facts.policy.min_holdout) + " needed";
    if (const auto questions = last_questions(facts.runs))
        return {"holdout", "the hold-out is large enough", verdict(*questions),
                counted(*questions, "question") + " in the last run" + needed};
    auto rows = static_cast<std::int64_t>(
        std::floor(static_cast<double>(facts.samples.accepted) * facts.holdout_share));
    std::string which = percent(facts.holdout_share) + " of " + with_commas(facts.samples.accepted);
    if (facts.samples.unseen && *facts.samples.unseen < rows) {
        rows = *facts.samples.unseen;
        which = "all that the active version has not learned from";
    }
    return {"holdout", "the hold-out is large enough", verdict(rows),
            "about " + counted(rows, "row") + " (" + which + ")" + needed};
}

PlanCheck previous_check(const PlanFacts& facts) {
    PlanCheck out =
        tried("previous_version", "there is a version to go back to, and its hash is right",
              facts.previous_verifies);
    if (facts.previous_version) {
        out.evidence = "version " + std::to_string(*facts.previous_version) +
                       (out.evidence.empty() ? "" : ": " + out.evidence);
    } else {
        out.state = CheckState::kNo;
        out.evidence = "no previous version; the fallback would answer";
    }
    return out;
}

// Adds one run's answer (nothing: it cannot be judged by this).
void count_run(Criterion& criterion, std::optional<bool> met) {
    if (!met) return;
    ++criterion.judged;
    criterion.met += *met ? 1 : 0;
}

std::optional<bool> holds_level(const PastRun& run, const MetricPolicy& metric) {
    const auto own = score_of(run.candidate, metric.name);
    const auto other = run.incumbent ? score_of(*run.incumbent, metric.name) : std::nullopt;
    if (!own || !other) return std::nullopt;
    return gain(metric, *own, *other) >= -metric.tolerance - kScoreEpsilon;
}

std::optional<bool> beats_baselines(const PastRun& run, const MetricPolicy& metric,
                                    const std::vector<std::string>& names) {
    const auto own = score_of(run.candidate, metric.name);
    if (!own) return std::nullopt;
    bool judged = false, beaten = true;
    for (const std::string& name : names) {
        const auto scores = run.baselines.find(name);
        const auto other =
            scores == run.baselines.end() ? std::nullopt : score_of(scores->second, metric.name);
        if (!other) continue;
        judged = true;
        beaten = beaten && gain(metric, *own, *other) > kScoreEpsilon;
    }
    return judged ? std::optional(beaten) : std::nullopt;
}

std::string history_text(const Criterion& of) {
    if (of.judged == 0) return "no run to compare with yet";
    return "met in " + with_commas(of.met) + " of " + counted(of.judged, "run");
}

}  // namespace

std::vector<PlanCheck> prerequisites(const PlanFacts& facts, const Plan& so_far) {
    std::vector<PlanCheck> out;
    out.push_back(quality_check(facts.quality));
    out.push_back({"data", "there are enough samples",
                   so_far.data.enough ? CheckState::kYes : CheckState::kNo, so_far.data.text});
    out.push_back(holdout_check(facts));
    out.push_back(tried("plugin", "the plugin loads", facts.plugin_loads));
    out.push_back(
        room_check("disk", "the disk has room", facts.free_disk_bytes, facts.disk_needed_bytes));
    const std::int64_t memory = facts.policy.limits.memory_mb * std::int64_t{1'000'000};
    out.push_back(
        room_check("memory", "memory is free for the worker", facts.free_memory_bytes, memory));
    out.push_back(tried("activation", "a candidate can be made active (tried without doing it)",
                        facts.activation));
    out.push_back(previous_check(facts));
    out.push_back(tried("broker", "the broker is connected", facts.broker));
    out.push_back(
        tried("notification", "Home Assistant can be told how it ended", facts.notification));
    return out;
}

std::vector<Criterion> criteria(const PlanFacts& facts) {
    std::vector<Criterion> out;
    Criterion holdout;
    holdout.text = "at least " + counted(facts.policy.min_holdout,
                                         last_questions(facts.runs) ? "question" : "hold-out row");
    for (const PastRun& run : facts.runs)
        if (was_judged(run))
            count_run(holdout,
                      run.questions.value_or(run.samples_holdout) >= facts.policy.min_holdout);
    out.push_back(holdout);
    for (const MetricPolicy& metric : facts.policy.baselines.beat_on) {
        Criterion beat;
        beat.text = metric.name + " better than every baseline";
        for (const PastRun& run : facts.runs)
            if (was_judged(run))
                count_run(beat, beats_baselines(run, metric, facts.policy.baselines.names));
        out.push_back(beat);
    }
    for (const MetricPolicy& metric : facts.policy.primary_metrics) {
        Criterion level;
        level.text = metric.name + " no more than " + fixed(metric.tolerance, 3) +
                     " worse than the active version's on the same rows";
        for (const PastRun& run : facts.runs)
            if (was_judged(run)) count_run(level, holds_level(run, metric));
        out.push_back(level);
    }
    for (Criterion& criterion : out) criterion.evidence = history_text(criterion);
    return out;
}

std::vector<PlanRemark> phases(const PlanFacts& facts) {
    const ResourceLimits& limits = facts.policy.limits;
    std::vector<PlanRemark> out = {
        {"queued", "waits until no other training runs and the machine has room for it"},
        {"data", "filters the samples, checks their quality and fixes the hold-out (newest " +
                     percent(facts.holdout_share) + ") before anything is fitted"},
        {"training", "fits in a process of its own, for at most " +
                         seconds_words(limits.train_seconds) + " and with at most " +
                         std::to_string(limits.memory_mb) + " MB"},
        {"evaluation", "scores candidate, active version and baselines on the same hold-out rows"},
        {"safeguard", "rejects a candidate that is unsound, loses to a baseline or falls behind"},
        {"shadow", "runs an accepted candidate beside the active version on what really happens"},
        {"active", "one database row makes it the active version; the one before is kept"},
        {"watch", "watches it for " + fixed(facts.watch_hours, 0) +
                      " hours and goes back by itself when the live score falls"}};
    // What happens next says nothing about such a model.
    if (!facts.policy.judged_live())
        std::erase_if(out, [](const PlanRemark& phase) {
            return phase.code == "shadow" || phase.code == "watch";
        });
    return out;
}

std::vector<Emergency> emergencies(const std::string& model) {
    return {{"a training hangs or disturbs", "hearth cancel " + model,
             "ends it; the active version keeps answering"},
            {"answers got worse after a promotion", "hearth rollback " + model,
             "makes the version before it active again, at once"},
            {"the model stays bad or its file is damaged", "hearth train " + model + " --full",
             "fits it anew from all samples; judged like any other candidate"},
            {"trainings fail", "hearth runs --json", "shows the reason of each run"},
            {"samples stop coming, or the disk or the broker makes trouble", "hearth doctor",
             "checks every part and says what to do"},
            {"it is not clear what is going on", "hearth status",
             "shows connection, data and every model"}};
}

}  // namespace hearth::learning::plan_parts
