// What follows from a training's outcome: the verdict, the version, the stored run and the waiting
// times.
#include <algorithm>
#include <filesystem>

#include "core/log.hpp"
#include "training/trainer.hpp"

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

}  // namespace

void Trainer::on_done(Result<JobOutcome> outcome) {
    // The job is still on the stack below us: it is let go by the loop.
    asio::post(loop_, [keep = job_] {});
    const JobPlan plan = job_->plan();
    Run run = running_;
    job_.reset();
    queue_.finished(run.model);
    run.finished_us = clock_.wall_us();
    if (outcome)
        finish_judged(plan, *outcome, std::move(run));
    else
        finish_failed(plan, outcome.error(), std::move(run));
    asio::post(loop_, [this] {
        start_next();
        consider_all();
    });
}

void Trainer::finish_judged(const JobPlan& plan, const JobOutcome& outcome, Run run) {
    const Manifest& manifest = find(run.model)->manifest;
    take_figures(outcome, run);
    auto input = learning::safeguard_input(outcome.result, manifest);
    if (!input) return finish_failed(plan, input.error(), std::move(run));
    auto best = best_on_anchor(manifest);
    if (!best) return finish_failed(plan, best.error(), std::move(run));
    input->anchor_best = std::move(*best);
    if (plan.incumbent && !input->incumbent)
        return finish_failed(plan,
                             Error{ErrorCode::kInvalid, "the worker did not score the incumbent"},
                             std::move(run));
    const learning::Verdict verdict = learning::judge(*input, manifest);
    run.state = RunState::kFinished;
    run.decision = verdict.accepted ? "accepted" : "rejected";
    run.reason = verdict.reason;
    const auto before = store_.models().get(run.model);
    const bool keep = verdict.accepted && !run.dry_run;
    const Status stored = keep ? accept(plan, outcome, run) : store_end(plan, run, !run.dry_run);
    if (!stored) return finish_failed(plan, stored.error(), std::move(run));
    announce(run);
    if (!run.dry_run)
        parts_.thresholds.after_run(manifest, run, plan.samples_new,
                                    before && *before ? (*before)->last_run_us : 0);
    if (keep && on_activated_) on_activated_(run.model);
    std::error_code ignored;
    std::filesystem::remove_all(plan.folder, ignored);
}

// File, version, shadow or activation, run and counters: one transaction, after the file is safely
// on the disk.
Status Trainer::accept(const JobPlan& plan, const JobOutcome& outcome, Run& run) {
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    const auto version = parts_.versions.keep_candidate(run, outcome.result, plan.folder,
                                                        outcome.dataset.last_sample_id);
    if (!version) return version.error();
    run.version = version->version;
    const auto active = store_.versions().active(run.model);
    if (!active) return active.error();
    std::optional<Decision> shadow;
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
    if (shadow) parts_.chronicle.tell(*shadow);
    parts_.versions.delete_old(run.model);
    return {};
}

// The best that a version which was ever active scored on the anchor set.
Result<learning::Scores> Trainer::best_on_anchor(const Manifest& manifest) const {
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

Status Trainer::store_end(const JobPlan& plan, const Run& run, bool consume) {
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    if (Status done = store_.runs().update(run); !done) return done;
    if (consume) {
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
    }
    return transaction->commit();
}

void Trainer::finish_failed(const JobPlan& plan, const Error& error, Run run) {
    const bool cancelled = error.code == ErrorCode::kCancelled;
    run.state = cancelled ? RunState::kCancelled : RunState::kFailed;
    const bool refused = error.code == ErrorCode::kRefused;
    run.decision = cancelled ? "cancelled" : refused ? "refused" : "failed";
    run.reason = error.text;
    run.version.reset();
    run.finished_us = clock_.wall_us();
    auto state = store_.models().get(run.model);
    if (state && *state) {
        // Samples stay counted as new; the next attempt waits, longer after each failure in a row.
        store::ModelState next = **state;
        const std::int64_t failures =
            json_integer(next.extra, "failures").value_or(0) + (cancelled ? 0 : 1);
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
    if (const Status stored = store_.runs().update(run); !stored)
        log::error("cannot store the run run={} error=\"{}\"", run.id, stored.error().text);
    announce(run);
    std::error_code ignored;
    std::filesystem::remove_all(plan.folder, ignored);
}

void Trainer::announce(const Run& run) {
    // The tables of single labels are large and stay with the run: a watcher whose events pile up
    // is dropped, and the chronicle would keep them twice more.
    Json metrics = run.metrics;
    if (metrics.is_object()) metrics.erase("classes");
    Decision decision;
    decision.model = run.model;
    decision.kind = decision_kind::kRun;
    decision.code = run.decision;
    decision.reason = run.reason;
    decision.run_id = run.id;
    decision.version = run.version;
    decision.details = {{"trigger", run.trigger},
                        {"kind", to_string(run.kind)},
                        {"dry_run", run.dry_run},
                        {"forced", run.forced},
                        {"seed", run.seed},
                        {"seconds", static_cast<double>(run.finished_us - run.started_us) /
                                        static_cast<double>(kMicrosPerSecond)},
                        {"peak_rss_bytes", run.peak_rss_bytes},
                        {"metrics", metrics},
                        {"lineage", run.lineage},
                        {"data_hash", run.data_hash},
                        {"config_hash", run.config_hash},
                        {"code_hash", run.code_hash}};
    parts_.chronicle.add(std::move(decision));
    log::info("training ended model={} run={} decision={} reason=\"{}\" seconds={:.1f} rss_mb={}",
              run.model, run.id, run.decision, run.reason,
              static_cast<double>(run.finished_us - run.started_us) / kMicrosPerSecond,
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
                                     {"metrics", metrics}});
}

}  // namespace hearth::training
