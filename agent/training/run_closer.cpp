#include "training/run_closer.hpp"

#include <filesystem>

#include "core/log.hpp"
#include "training/anchor_record.hpp"
#include "training/waiting_times.hpp"

namespace hearth::training {

namespace {

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

void remove_folder(const JobPlan& plan) {
    std::error_code ignored;
    std::filesystem::remove_all(plan.folder, ignored);
}

}  // namespace

RunCloser::Ending RunCloser::close(const TrainedModel& model, const JobPlan& plan,
                                   const Result<JobOutcome>& outcome, Run run) {
    run.finished_us = clock_.wall_us();
    const auto failed = [&](const Error& error) {
        fail(plan, error, std::move(run));
        return Ending::kNoChange;
    };
    if (!outcome) {
        refuse_incumbent(plan, outcome.error());
        return failed(outcome.error());
    }
    const Manifest& manifest = model.manifest;
    take_figures(*outcome, run);
    run.state = RunState::kFinished;
    const auto newer = superseded(plan);
    if (!newer) return failed(newer.error());
    if (*newer) return set_aside(plan, **newer, std::move(run));
    const auto verdict = judge(plan, *outcome, manifest);
    if (!verdict) return failed(verdict.error());
    run.decision = verdict->accepted ? "accepted" : "rejected";
    run.reason = verdict->reason;
    const auto before = store_.models().get(run.model);
    const bool kept = verdict->accepted && !run.dry_run;
    const Status stored =
        kept ? keep(plan, *outcome, manifest, run) : store_end(plan, run, !run.dry_run);
    if (!stored) return failed(stored.error());
    announcer_.ended(run);
    if (!run.dry_run)
        parts_.thresholds.after_run(manifest, run, plan.samples_new,
                                    before && *before ? (*before)->last_run_us : 0);
    remove_folder(plan);
    return kept ? Ending::kChanged : Ending::kNoChange;
}

// Another version is active than the one that the candidate was compared with, as after a rollback
// meanwhile: in words; nothing when it is the same.
Result<std::optional<std::string>> RunCloser::superseded(const JobPlan& plan) const {
    const auto active = store_.versions().active(plan.run.model);
    if (!active) return active.error();
    const auto number = [](const std::optional<ModelVersion>& version) {
        return version ? version->version : 0;
    };
    if (number(*active) == number(plan.incumbent)) return std::optional<std::string>();
    const auto words = [](std::int64_t version) {
        return version ? "version " + std::to_string(version) : std::string("no version");
    };
    return std::optional("it was compared with " + words(number(plan.incumbent)) + ", and " +
                         words(number(*active)) +
                         " is active now; it is trained anew to be compared with that");
}

// Its samples stay counted as new, and nothing has to wait: it did not fail.
RunCloser::Ending RunCloser::set_aside(const JobPlan& plan, const std::string& why, Run run) {
    run.decision = "superseded";
    run.reason = why;
    if (const Status stored = store_end(plan, run, false); !stored) {
        fail(plan, stored.error(), std::move(run));
        return Ending::kNoChange;
    }
    announcer_.ended(run);
    remove_folder(plan);
    return Ending::kSuperseded;
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
    auto best = AnchorRecord(store_).best(manifest);
    if (!best) return best.error();
    input->anchor_best = std::move(*best);
    if (plan.incumbent && !input->incumbent)
        return Error{ErrorCode::kInvalid, "the worker did not score the incumbent"};
    return learning::judge(*input, manifest);
}

// File, version, shadow, approval or activation, run and counters: one transaction, after the file
// is safely on the disk.
Status RunCloser::keep(const JobPlan& plan, const JobOutcome& outcome, const Manifest& manifest,
                       Run& run) {
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    if (Status done = AnchorRecord(store_).keep(manifest); !done) return done;
    const auto version = parts_.versions.keep_candidate(run, outcome.result, plan.folder,
                                                        outcome.dataset.last_sample_id);
    if (!version) return version.error();
    run.version = version->version;
    const auto admitted = parts_.live.admit(run);
    if (!admitted) return admitted.error();
    if (Status done = store_end(plan, run, true); !done) return done;
    if (Status done = transaction->commit(); !done) return done;
    for (const Decision& decision : *admitted) parts_.chronicle.tell(decision);
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
    WaitingTimes(settings_).after_judgement(next, run.finished_us);
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
    if (!run.dry_run) store_failure(run);
    if (const Status stored = store_.runs().update(run); !stored)
        log::error("cannot store the run run={} error=\"{}\"", run.id, stored.error().text);
    announcer_.ended(run);
    remove_folder(plan);
}

// Samples stay counted as new, and staleness and rate are reckoned from the last run that was
// judged.
void RunCloser::store_failure(const Run& run) {
    const auto state = store_.models().get(run.model);
    if (!state || !*state) return;
    store::ModelState next = **state;
    if (run.state == RunState::kCancelled)
        WaitingTimes(settings_).after_cancel(next, run.finished_us);
    else
        WaitingTimes(settings_).after_failure(next, run.finished_us, run.reason);
    if (const Status stored = store_.models().update(next); !stored)
        log::error("cannot store the model's state model={} error=\"{}\"", run.model,
                   stored.error().text);
}

}  // namespace hearth::training
