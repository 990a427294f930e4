#include "training/live_judge.hpp"

#include "core/log.hpp"
#include "store/transaction.hpp"
#include "training/version_decision.hpp"

namespace hearth::training {

// ---- events -----------------------------------------------------------------------------------

Status LiveJudge::store_scores(const std::string& model, const LiveScore& score,
                               const std::optional<LiveScore>& fallback) {
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    if (Status stored = store_.live_scores().add(model, score); !stored) return stored;
    if (fallback)
        if (Status stored = store_.live_scores().add(model, *fallback); !stored) return stored;
    return transaction->commit();
}

void LiveJudge::on_score(const std::string& model, const LiveScore& score,
                         const std::optional<LiveScore>& fallback) {
    if (const Status stored = store_scores(model, score, fallback); !stored)
        return log::error("cannot store a live score model={} error=\"{}\"", model,
                          stored.error().text);
    auto live = load(model);
    if (!live) return log::error("no live state model={} error=\"{}\"", model, live.error().text);
    LiveState& state = live->state;
    if (state.watch_version == score.version) {
        if (const Status counted =
                learning::update(state.watch, score.reciprocal_rank,
                                 fallback ? std::optional(fallback->reciprocal_rank) : std::nullopt,
                                 state.watch_reference, rules_.watch_rules, clock_.wall_us());
            !counted)
            log::warn("a live score does not count error=\"{}\"", counted.error().text);
        judge_watch(model, *live);
    } else if (state.outcome_version == score.version) {
        if (const Status counted = learning::update(state.outcome, score.reciprocal_rank,
                                                    state.outcome_reference, rules_.outcome_rules);
            !counted)
            log::warn("a live score does not count error=\"{}\"", counted.error().text);
        judge_outcome(model, *live);
    } else {
        return;
    }
    if (const Status saved = save(model, *live); !saved)
        log::error("cannot store the live state model={} error=\"{}\"", model, saved.error().text);
}

void LiveJudge::on_pair(const std::string& model, const LiveScore& active,
                        const LiveScore& shadow) {
    auto live = load(model);
    if (!live || live->state.shadow_version != shadow.version) return;
    if (const Status stored = store_.live_scores().add(model, shadow); !stored)
        log::error("cannot store a live score model={} error=\"{}\"", model, stored.error().text);
    if (const Status counted = learning::update(live->state.shadow, shadow, active,
                                                rules_.shadow_rules, clock_.wall_us());
        !counted)
        log::warn("a live score does not count error=\"{}\"", counted.error().text);
    if (const Status saved = save(model, *live); !saved)
        log::error("cannot store the live state model={} error=\"{}\"", model, saved.error().text);
    judge_shadow(model, *live);
}

void LiveJudge::tick(const std::vector<std::string>& models) {
    approvals_.tick(models);
    for (const std::string& model : models) {
        auto live = load(model);
        if (!live) continue;
        if (live->state.shadow_version) judge_shadow(model, *live);
        if (live->state.watch_version) {
            judge_watch(model, *live);
            if (const Status saved = save(model, *live); !saved)
                log::error("cannot store the live state model={} error=\"{}\"", model,
                           saved.error().text);
        }
    }
}

// ---- verdicts ---------------------------------------------------------------------------------

void LiveJudge::judge_shadow(const std::string& model, Live& live) {
    using learning::ShadowDecision;
    const learning::ShadowVerdict verdict =
        learning::assess(live.state.shadow, rules_.shadow_rules, clock_.wall_us());
    if (verdict.decision == ShadowDecision::kContinue) return;
    const bool passed = verdict.decision == ShadowDecision::kPromote;
    const bool asks = passed && approvals_.asked();
    const std::string code = asks                                          ? "passed"
                             : passed                                      ? "promoted"
                             : verdict.decision == ShadowDecision::kReject ? "rejected"
                                                                           : "expired";
    const ShadowEnd end = asks     ? ShadowEnd::kAskForApproval
                          : passed ? ShadowEnd::kPromote
                                   : ShadowEnd::kReject;
    if (const Status ended = end_shadow(model, live, code, verdict.reason, end); !ended)
        log::error("cannot end the shadow model={} error=\"{}\"", model, ended.error().text);
}

Status LiveJudge::end_shadow(const std::string& model, Live& live, const std::string& code,
                             const std::string& reason, ShadowEnd end) {
    const std::int64_t version = *live.state.shadow_version;
    Decision decision = version_decision(model, decision_kind::kShadow, code, reason, version);
    decision.details = {{"shadow", learning::to_json(live.state.shadow)}};
    std::vector<Decision> more;
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    live.state.shadow_version.reset();
    if (Status saved = save(model, live); !saved) return saved;
    if (end == ShadowEnd::kAskForApproval) {
        auto asked = ask_for_approval(model, version, reason);
        if (!asked) return asked.error();
        more = std::move(*asked);
    } else if (end == ShadowEnd::kPromote) {
        if (Status done = store_.versions().activate(model, version); !done) return done;
        if (Status done = begin_watch(model, version); !done) return done;
    } else if (Status done = store_.versions().mark(model, version, "rejected"); !done) {
        return done;
    }
    if (Status stored = chronicle_.store(decision); !stored) return stored;
    if (Status committed = transaction->commit(); !committed) return committed;
    chronicle_.tell(decision);
    for (const Decision& one : more) chronicle_.tell(one);
    changed(model);
    return {};
}

Result<ModelVersion> LiveJudge::roll_back(const std::string& model,
                                          std::optional<std::int64_t> version) {
    auto active = versions_.rollback(model, version);
    if (!active) return active;
    const std::string number = std::to_string(active->version);
    chronicle_.add(version_decision(model, decision_kind::kRollback, "by_command",
                                    "version " + number + " was made active again by command",
                                    active->version));
    changed(model);
    return active;
}

Status LiveJudge::decide_shadow(const std::string& model, bool promote) {
    auto live = load(model);
    if (!live) return live.error();
    if (!live->state.shadow_version)
        return Error{ErrorCode::kNotFound, model + " has no version in shadow"};
    const std::string version = std::to_string(*live->state.shadow_version);
    return end_shadow(model, *live, promote ? "promoted" : "rejected",
                      (promote ? "version " + version + " was made active by command"
                               : "version " + version + " was turned down by command"),
                      promote ? ShadowEnd::kPromote : ShadowEnd::kReject);
}

void LiveJudge::judge_watch(const std::string& model, Live& live) {
    using learning::WatchDecision;
    const learning::WatchVerdict verdict = learning::assess(
        live.state.watch, live.state.watch_reference, rules_.watch_rules, clock_.wall_us());
    if (verdict.decision == WatchDecision::kKeepWatching) return;
    const std::int64_t version = *live.state.watch_version;
    live.state.watch_version.reset();
    Decision decision =
        version_decision(model, decision_kind::kWatch, verdict.code, verdict.reason, version);
    if (verdict.decision == WatchDecision::kKeep) {
        live.state.outcome_version = version;
        live.state.outcome = {};
        live.state.outcome_reference = live.state.watch.live.score;
        return chronicle_.add(std::move(decision));
    }
    const auto back = versions_.rollback(model, std::nullopt);
    decision.details["rolled_back_to"] = back ? Json(back->version) : Json();
    // With nothing to go back to the fallback answers; and no later rollback leads to this version.
    if (const Status marked = store_.versions().mark(model, version, "rejected"); !marked)
        log::error("cannot take the version back model={} error=\"{}\"", model,
                   marked.error().text);
    chronicle_.add(std::move(decision));
    changed(model);
}

void LiveJudge::judge_outcome(const std::string& model, Live& live) {
    using learning::DriftState;
    const learning::OutcomeReport report =
        learning::assess(live.state.outcome, live.state.outcome_reference, rules_.outcome_rules);
    const bool drifted =
        report.state == DriftState::kModerate || report.state == DriftState::kSevere;
    if (!drifted || live.state.drift_told) return;
    live.state.drift_told = true;
    Decision decision =
        version_decision(model, decision_kind::kDrift, learning::to_string(report.state),
                         report.reason + " " + report.recommendation, *live.state.outcome_version);
    chronicle_.add(std::move(decision));
    if (handlers_.on_drift) handlers_.on_drift(model);
}

}  // namespace hearth::training
