#include "training/run_closer.hpp"

#include <algorithm>
#include <filesystem>

#include "core/log.hpp"

namespace hearth::training {

namespace {

constexpr std::int64_t kLongestBackoffS = 86'400;

void take_figures(const JobOutcome& outcome, Run& run) {
    const Json rows = outcome.result.value("rows", Json::object());
    run.samples_train = json_integer(rows, "train").value_or(0);
    run.samples_holdout = json_integer(rows, "holdout").value_or(0);
    run.samples_replay = json_integer(rows, "replay").value_or(0);
    run.metrics = {{"scores", outcome.result.value("scores", Json::object())},
                   {"intervals", outcome.result.value("intervals", Json::array())},
                   {"loss_curve", outcome.result.value("loss_curve", Json::array())},
                   {"rows", rows}};
    for (const char* key : {"classes", "anchor"})
        if (outcome.result.contains(key)) run.metrics[key] = outcome.result[key];
    run.data_hash = outcome.dataset.sha256;
    run.lineage = to_json(outcome.dataset);
    run.lineage.erase("sha256");
    run.peak_rss_bytes = outcome.peak_rss_bytes;
}

double seconds_of(const Run& run) {
    return static_cast<double>(run.finished_us - run.started_us) /
           static_cast<double>(kMicrosPerSecond);
}

// The tables of single labels are large and stay with the run: a watcher whose events pile up is
// dropped, and the chronicle would keep them twice more.
Json told_metrics(const Run& run) {
    Json out = run.metrics;
    if (out.is_object()) out.erase("classes");
    return out;
}

Decision decision_of(const Run& run) {
    Decision out;
    out.model = run.model;
    out.kind = decision_kind::kRun;
    out.code = run.decision;
    out.reason = run.reason;
    out.run_id = run.id;
    out.version = run.version;
    out.details = {{"trigger", run.trigger},
                   {"kind", to_string(run.kind)},
                   {"dry_run", run.dry_run},
                   {"forced", run.forced},
                   {"seed", run.seed},
                   {"seconds", seconds_of(run)},
                   {"peak_rss_bytes", run.peak_rss_bytes},
                   {"metrics", told_metrics(run)},
                   {"lineage", run.lineage},
                   {"data_hash", run.data_hash},
                   {"config_hash", run.config_hash},
                   {"code_hash", run.code_hash}};
    return out;
}

void remove_folder(const JobPlan& plan) {
    std::error_code ignored;
    std::filesystem::remove_all(plan.folder, ignored);
}

}  // namespace

bool RunCloser::close(const TrainedModel& model, const JobPlan& plan,
                      const Result<JobOutcome>& outcome, Run run) {
    run.finished_us = clock_.wall_us();
    const auto failed = [&](const Error& error) {
        fail(plan, error, std::move(run));
        return false;
    };
    if (!outcome) {
        refuse_incumbent(plan, outcome.error());
        return failed(outcome.error());
    }
    const Manifest& manifest = model.manifest;
    take_figures(*outcome, run);
    const auto verdict = judge(plan, *outcome, manifest);
    if (!verdict) return failed(verdict.error());
    run.state = RunState::kFinished;
    run.decision = verdict->accepted ? "accepted" : "rejected";
    run.reason = verdict->reason;
    const auto before = store_.models().get(run.model);
    const bool kept = verdict->accepted && !run.dry_run;
    const Status stored = kept ? keep(plan, *outcome, run) : store_end(plan, run, !run.dry_run);
    if (!stored) return failed(stored.error());
    announce(run);
    if (!run.dry_run)
        parts_.thresholds.after_run(manifest, run, plan.samples_new,
                                    before && *before ? (*before)->last_run_us : 0);
    remove_folder(plan);
    return kept;
}

// An incumbent that the plugin cannot use, as after an update, would stop every training to come.
void RunCloser::refuse_incumbent(const JobPlan& plan, const Error& error) {
    if (error.code != ErrorCode::kConflict || !plan.incumbent) return;
    if (const Status refused =
            parts_.versions.refuse(plan.run.model, plan.incumbent->version, error.text);
        !refused)
        log::error("cannot put the incumbent aside model={} error=\"{}\"", plan.run.model,
                   refused.error().text);
}

Result<learning::Verdict> RunCloser::judge(const JobPlan& plan, const JobOutcome& outcome,
                                           const Manifest& manifest) const {
    auto input = learning::safeguard_input(outcome.result, manifest);
    if (!input) return input.error();
    auto best = best_on_anchor(manifest);
    if (!best) return best.error();
    input->anchor_best = std::move(*best);
    if (plan.incumbent && !input->incumbent)
        return Error{ErrorCode::kInvalid, "the worker did not score the incumbent"};
    return learning::judge(*input, manifest);
}

// The best that a version which was ever active scored on the anchor set.
Result<learning::Scores> RunCloser::best_on_anchor(const Manifest& manifest) const {
    const auto versions = store_.versions().list(manifest.name, 1000);
    if (!versions) return versions.error();
    learning::Scores best;
    for (const ModelVersion& version : *versions) {
        if (version.state != "active" && version.state != "previous") continue;
        const Json anchor = version.metrics.value("anchor", Json::object());
        const Json scores = anchor.value("scores", Json::object());
        best = learning::best_of(
            best, learning::scores_from_json(scores.value("model", Json::object())), manifest);
    }
    return best;
}

// File, version, shadow or activation, run and counters: one transaction, after the file is safely
// on the disk.
Status RunCloser::keep(const JobPlan& plan, const JobOutcome& outcome, Run& run) {
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    const auto version = parts_.versions.keep_candidate(run, outcome.result, plan.folder,
                                                        outcome.dataset.last_sample_id);
    if (!version) return version.error();
    run.version = version->version;
    const auto active = store_.versions().active(run.model);
    if (!active) return active.error();
    std::vector<Decision> shadow;
    if (active->has_value() && parts_.live.uses_shadow()) {
        auto begun = parts_.live.begin_shadow(run.model, version->version, run.id);
        if (!begun) return begun.error();
        shadow = std::move(*begun);
    } else {
        if (Status done = store_.versions().activate(run.model, version->version, &run); !done)
            return done;
        if (Status done = parts_.live.begin_watch(run.model, version->version); !done) return done;
    }
    if (Status done = store_end(plan, run, true); !done) return done;
    if (Status done = transaction->commit(); !done) return done;
    for (const Decision& decision : shadow) parts_.chronicle.tell(decision);
    parts_.versions.delete_old(run.model);
    return {};
}

Status RunCloser::store_end(const JobPlan& plan, const Run& run, bool consume) {
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    if (Status done = store_.runs().update(run); !done) return done;
    if (!consume) return transaction->commit();
    if (Status done = store_.models().consume_new_samples(run.model, plan.samples_new,
                                                          plan.through_sample_id);
        !done)
        return done;
    auto state = store_.models().get(run.model);
    if (!state) return state.error();
    store::ModelState next = **state;
    ++next.runs;
    next.runs_since_full = run.kind == RunKind::kFull ? 0 : next.runs_since_full + 1;
    next.last_run_us = run.finished_us;
    next.last_run_id = run.id;
    next.cooldown_until_us = run.finished_us + settings_.cool_down_s * kMicrosPerSecond;
    next.extra.erase("retry_after_us");
    next.extra.erase("last_failure");
    next.extra.erase("failures");
    if (Status done = store_.models().update(next); !done) return done;
    return transaction->commit();
}

void RunCloser::fail(const JobPlan& plan, const Error& error, Run run) {
    const bool cancelled = error.code == ErrorCode::kCancelled;
    run.state = cancelled ? RunState::kCancelled : RunState::kFailed;
    const bool refused = error.code == ErrorCode::kRefused;
    run.decision = cancelled ? "cancelled" : refused ? "refused" : "failed";
    run.reason = error.text;
    run.version.reset();
    run.finished_us = clock_.wall_us();
    store_failure(run, error);
    if (const Status stored = store_.runs().update(run); !stored)
        log::error("cannot store the run run={} error=\"{}\"", run.id, stored.error().text);
    announce(run);
    remove_folder(plan);
}

// Samples stay counted as new; the next attempt waits, longer after each failure in a row.
void RunCloser::store_failure(const Run& run, const Error& error) {
    const auto state = store_.models().get(run.model);
    if (!state || !*state) return;
    store::ModelState next = **state;
    const std::int64_t failures = json_integer(next.extra, "failures").value_or(0) +
                                  (run.state == RunState::kCancelled ? 0 : 1);
    const std::int64_t doubled =
        settings_.retry_backoff_s * (std::int64_t{1} << std::min<std::int64_t>(failures, 10));
    next.extra["failures"] = failures;
    next.extra["last_failure"] = error.text;
    next.extra["retry_after_us"] =
        run.finished_us + std::min(doubled / 2, kLongestBackoffS) * kMicrosPerSecond;
    next.last_run_us = run.finished_us;
    next.last_run_id = run.id;
    if (const Status stored = store_.models().update(next); !stored)
        log::error("cannot store the model's state model={} error=\"{}\"", run.model,
                   stored.error().text);
}

void RunCloser::announce(const Run& run) {
    parts_.chronicle.add(decision_of(run));
    log::info("training ended model={} run={} decision={} reason=\"{}\" seconds={:.1f} rss_mb={}",
              run.model, run.id, run.decision, run.reason, seconds_of(run),
              run.peak_rss_bytes >> 20);
    parts_.feed.publish("run",
                        {{"id", run.id}, {"model", run.model}, {"state", to_string(run.state)}});
    parts_.feed.publish("decision", {{"id", run.id},
                                     {"model", run.model},
                                     {"kind", to_string(run.kind)},
                                     {"trigger", run.trigger},
                                     {"dry_run", run.dry_run},
                                     {"decision", run.decision},
                                     {"reason", run.reason},
                                     {"version", run.version ? Json(*run.version) : Json()},
                                     {"metrics", told_metrics(run)}});
}

}  // namespace hearth::training
