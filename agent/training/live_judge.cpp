#include "training/live_judge.hpp"

#include "core/log.hpp"
#include "store/transaction.hpp"

namespace hearth::training {

namespace {

constexpr const char* kLive = "live";

Decision decision_of(const std::string& model, const char* kind, std::string code,
                     std::string reason, std::int64_t version) {
    Decision out;
    out.model = model;
    out.kind = kind;
    out.code = std::move(code);
    out.reason = std::move(reason);
    out.version = version;
    return out;
}

Result<learning::ScoreSummary> summary_of(store::Store& store, const std::string& model,
                                          std::int64_t version) {
    const auto scores = store.live_scores().latest(model, version, kReferenceScores);
    if (!scores) return scores.error();
    learning::ScoreSummary out;
    for (const LiveScore& score : *scores) out.add(score.reciprocal_rank);
    return out;
}

// What the version scored live, and by how much it led the fallback on the same events. Without a
// version: what the fallback scored.
Result<learning::WatchReference> reference_of(store::Store& store, const std::string& model,
                                              const std::optional<ModelVersion>& version) {
    auto score = summary_of(store, model, version ? version->version : 0);
    if (!score) return score.error();
    if (!version) return learning::WatchReference{*score, {}};
    const auto beside =
        store.live_scores().beside_fallback(model, version->version, 0, kReferenceScores);
    if (!beside) return beside.error();
    return learning::WatchReference{
        *score, {beside->version.n, beside->lead_sum, beside->lead_sum_squares}};
}

}  // namespace

Result<LiveJudge::Live> LiveJudge::load(const std::string& model) {
    auto stored = store_.models().get(model);
    if (!stored) return stored.error();
    if (!stored->has_value()) return Error{ErrorCode::kNotFound, "no state is stored for " + model};
    Live live{std::move(**stored), {}};
    const auto found = live.model.extra.find(kLive);
    if (found == live.model.extra.end()) return live;
    live.state = live_state_from_json(*found, clock_.wall_us());
    // Versions may have gone meanwhile: forgotten, damaged, rolled back. Their table is right.
    const auto shadow = store_.versions().in_shadow(model);
    if (!shadow) return shadow.error();
    const auto active = store_.versions().active(model);
    if (!active) return active.error();
    const auto is = [](const std::optional<ModelVersion>& version,
                       const std::optional<std::int64_t>& remembered) {
        return version && remembered == version->version;
    };
    if (!is(*shadow, live.state.shadow_version)) live.state.shadow_version.reset();
    if (!is(*active, live.state.watch_version)) live.state.watch_version.reset();
    if (!is(*active, live.state.outcome_version)) live.state.outcome_version.reset();
    return live;
}

Status LiveJudge::save(const std::string& model, const Live& live) {
    // Only its own part: others may have changed the rest meanwhile.
    auto stored = store_.models().get(model);
    if (!stored) return stored.error();
    if (!stored->has_value()) return {};
    store::ModelState next = **stored;
    next.extra[kLive] = to_json(live.state);
    return store_.models().update(next);
}

// ---- beginnings -------------------------------------------------------------------------------

Result<Decision> LiveJudge::begin_shadow(const std::string& model, std::int64_t version,
                                         const std::string& run_id) {
    auto live = load(model);
    if (!live) return live.error();
    if (live->state.shadow_version)
        if (Status marked = store_.versions().mark(model, *live->state.shadow_version, "rejected");
            !marked)
            return marked.error();
    if (Status marked = store_.versions().mark(model, version, "shadow"); !marked)
        return marked.error();
    live->state.shadow_version = version;
    live->state.shadow = learning::begin_shadow(clock_.wall_us());
    if (Status saved = save(model, *live); !saved) return saved.error();
    Decision decision =
        decision_of(model, decision_kind::kShadow, "begun",
                    "version " + std::to_string(version) +
                        " runs beside the active one and is scored on what really happens next",
                    version);
    decision.run_id = run_id;
    if (Status stored = chronicle_.store(decision); !stored) return stored.error();
    return decision;
}

Status LiveJudge::begin_watch(const std::string& model, std::int64_t version) {
    auto live = load(model);
    if (!live) return live.error();
    const auto before = store_.versions().rollback_target(model);
    if (!before) return before.error();
    auto reference = reference_of(store_, model, *before);
    if (!reference) return reference.error();
    live->state.watch_version = version;
    live->state.watch = learning::begin_watch(clock_.wall_us());
    live->state.watch_reference = std::move(*reference);
    live->state.outcome_version.reset();
    live->state.drift_told = false;
    return save(model, *live);
}

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
    const bool promote = verdict.decision == ShadowDecision::kPromote;
    const std::string code = promote                                       ? "promoted"
                             : verdict.decision == ShadowDecision::kReject ? "rejected"
                                                                           : "expired";
    if (const Status ended = end_shadow(model, live, code, verdict.reason, promote); !ended)
        log::error("cannot end the shadow model={} error=\"{}\"", model, ended.error().text);
}

Status LiveJudge::end_shadow(const std::string& model, Live& live, const std::string& code,
                             const std::string& reason, bool promote) {
    const std::int64_t version = *live.state.shadow_version;
    Decision decision = decision_of(model, decision_kind::kShadow, code, reason, version);
    decision.details = {{"shadow", learning::to_json(live.state.shadow)}};
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    live.state.shadow_version.reset();
    if (Status saved = save(model, live); !saved) return saved;
    if (promote) {
        if (Status done = store_.versions().activate(model, version); !done) return done;
        if (Status done = begin_watch(model, version); !done) return done;
    } else if (Status done = store_.versions().mark(model, version, "rejected"); !done) {
        return done;
    }
    if (Status stored = chronicle_.store(decision); !stored) return stored;
    if (Status committed = transaction->commit(); !committed) return committed;
    chronicle_.tell(decision);
    changed(model);
    return {};
}

Result<ModelVersion> LiveJudge::roll_back(const std::string& model,
                                          std::optional<std::int64_t> version) {
    auto active = versions_.rollback(model, version);
    if (!active) return active;
    const std::string number = std::to_string(active->version);
    chronicle_.add(decision_of(model, decision_kind::kRollback, "by_command",
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
                      promote);
}

void LiveJudge::judge_watch(const std::string& model, Live& live) {
    using learning::WatchDecision;
    const learning::WatchVerdict verdict = learning::assess(
        live.state.watch, live.state.watch_reference, rules_.watch_rules, clock_.wall_us());
    if (verdict.decision == WatchDecision::kKeepWatching) return;
    const std::int64_t version = *live.state.watch_version;
    live.state.watch_version.reset();
    Decision decision =
        decision_of(model, decision_kind::kWatch, verdict.code, verdict.reason, version);
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
        decision_of(model, decision_kind::kDrift, learning::to_string(report.state),
                    report.reason + " " + report.recommendation, *live.state.outcome_version);
    chronicle_.add(std::move(decision));
    if (handlers_.on_drift) handlers_.on_drift(model);
}

}  // namespace hearth::training
