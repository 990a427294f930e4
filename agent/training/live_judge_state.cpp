// What the live judge keeps of a model, and where a shadow and a watch begin.
#include "store/transaction.hpp"
#include "training/live_judge.hpp"
#include "training/version_decision.hpp"

namespace hearth::training {

namespace {

constexpr const char* kLive = "live";

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
    if (found != live.model.extra.end())
        live.state = live_state_from_json(*found, clock_.wall_us());
    const Json before = to_json(live.state);
    if (Status followed = follow_versions(model, live.state); !followed) return followed.error();
    if (to_json(live.state) != before)
        if (Status saved = save(model, live); !saved) return saved.error();
    return live;
}

// Versions may have gone meanwhile, or another one is active: forgotten, damaged, rolled back.
// Their table is right.
Status LiveJudge::follow_versions(const std::string& model, LiveState& state) {
    const auto shadow = store_.versions().in_shadow(model);
    if (!shadow) return shadow.error();
    const auto active = store_.versions().active(model);
    if (!active) return active.error();
    const auto is = [](const std::optional<ModelVersion>& version,
                       const std::optional<std::int64_t>& remembered) {
        return version && remembered == version->version;
    };
    if (!is(*shadow, state.shadow_version)) state.shadow_version.reset();
    const std::int64_t against = *active ? (*active)->version : 0;
    if (state.shadow_version && state.shadow_against != against) {
        if (state.shadow_against) state.shadow = learning::begin_shadow(clock_.wall_us());
        state.shadow_against = against;
    }
    if (!is(*active, state.watch_version)) state.watch_version.reset();
    if (!is(*active, state.outcome_version)) state.outcome_version.reset();
    if (!*active || state.watch_version || state.outcome_version) return {};
    // It was active before: it shall do as well as it did then.
    auto reference = summary_of(store_, model, (*active)->version);
    if (!reference) return reference.error();
    state.outcome_version = (*active)->version;
    state.outcome = {};
    state.outcome_reference = *reference;
    state.drift_told = false;
    return {};
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

Result<std::vector<Decision>> LiveJudge::admit(const Run& run) {
    const auto active = store_.versions().active(run.model);
    if (!active) return active.error();
    if (*active && rules_.shadow && !left_out_.contains(run.model))
        return begin_shadow(run.model, *run.version, run.id);
    if (approvals_.asked()) return approvals_.begin(run.model, *run.version, run.reason, run.id);
    if (Status done = store_.versions().activate(run.model, *run.version, &run); !done)
        return done.error();
    if (Status done = begin_watch(run.model, *run.version); !done) return done.error();
    return std::vector<Decision>();
}

// What it passed: the safeguard, as its run says, and the time in shadow.
Result<std::vector<Decision>> LiveJudge::ask_for_approval(const std::string& model,
                                                          std::int64_t version,
                                                          const std::string& live_words) {
    const auto row = store_.versions().get(model, version);
    if (!row) return row.error();
    const std::string run_id = *row ? (*row)->run_id : "";
    const auto run = store_.runs().get(run_id);
    if (!run) return run.error();
    const std::string trained = *run ? (*run)->reason + ". " : "";
    return approvals_.begin(model, version, trained + live_words, run_id);
}

Result<std::vector<Decision>> LiveJudge::begin_shadow(const std::string& model,
                                                      std::int64_t version,
                                                      const std::string& run_id) {
    auto live = load(model);
    if (!live) return live.error();
    std::vector<Decision> out;
    if (live->state.shadow_version) {
        auto replaced = replace_shadow(model, live->state, version);
        if (!replaced) return replaced.error();
        out.push_back(std::move(*replaced));
    }
    if (Status marked = store_.versions().mark(model, version, "shadow"); !marked)
        return marked.error();
    live->state.shadow_version = version;
    live->state.shadow = learning::begin_shadow(clock_.wall_us());
    const auto active = store_.versions().active(model);
    if (!active) return active.error();
    live->state.shadow_against = *active ? (*active)->version : 0;
    if (Status saved = save(model, *live); !saved) return saved.error();
    out.push_back(version_decision(model, decision_kind::kShadow, "begun",
                                   "version " + std::to_string(version) +
                                       " runs beside the active one and is scored on what really "
                                       "happens next",
                                   version));
    for (Decision& decision : out) {
        decision.run_id = run_id;
        if (Status stored = chronicle_.store(decision); !stored) return stored.error();
    }
    return out;
}

Result<Decision> LiveJudge::replace_shadow(const std::string& model, const LiveState& state,
                                           std::int64_t by) {
    const std::int64_t version = *state.shadow_version;
    if (Status marked = store_.versions().mark(model, version, "rejected"); !marked)
        return marked.error();
    Decision decision =
        version_decision(model, decision_kind::kShadow, "rejected",
                         "version " + std::to_string(version) + " gives way to version " +
                             std::to_string(by) + ", which was trained before it was decided about",
                         version);
    decision.details = {{"shadow", learning::to_json(state.shadow)}};
    return decision;
}

Status LiveJudge::begin_watch(const std::string& model, std::int64_t version) {
    if (left_out_.contains(model)) return {};
    auto live = load(model);
    if (!live) return live.error();
    const auto before = store_.versions().rollback_target(model);
    if (!before) return before.error();
    auto reference = reference_of(store_, model, *before);
    if (!reference) return reference.error();
    live->state.watch_version = version;
    live->state.watch = learning::begin_watch(clock_.wall_us());
    live->state.watch_reference = *reference;
    live->state.outcome_version.reset();
    live->state.drift_told = false;
    return save(model, *live);
}

}  // namespace hearth::training
