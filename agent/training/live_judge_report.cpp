// What the live judge tells: why a training waits, and how the versions do.
#include "core/iso_time.hpp"
#include "training/live_judge.hpp"

namespace hearth::training {

namespace {

Json figures_of(const store::LiveScoreSummary& scores) {
    return {{"top1", scores.top1}, {"mrr", scores.mrr}, {"log_loss", scores.log_loss}};
}

}  // namespace

std::optional<learning::Blocker> LiveJudge::objection(const std::string& model) {
    const auto live = load(model);
    if (!live || !live->state.shadow_version) return std::nullopt;
    return learning::Blocker{
        "shadow",
        "version " + std::to_string(*live->state.shadow_version) +
            " is in shadow, and is decided about before the next training: " +
            learning::assess(live->state.shadow, rules_.shadow_rules, clock_.wall_us()).reason};
}

Result<Json> LiveJudge::live_report(const std::string& model) {
    const auto active = store_.versions().active(model);
    if (!active) return active.error();
    const std::int64_t version = *active ? (*active)->version : 0;
    const auto scores = store_.live_scores().summary(model, version, 0, kReferenceScores);
    if (!scores) return scores.error();
    Json out = figures_of(*scores);
    out["events"] = scores->n;
    out["same_events"] = Json();
    if (version == 0) return out;
    const auto beside = store_.live_scores().beside_fallback(model, version, 0, kReferenceScores);
    if (!beside) return beside.error();
    if (beside->version.n > 0)
        out["same_events"] = {{"events", beside->version.n},
                              {"active", figures_of(beside->version)},
                              {"fallback", figures_of(beside->fallback)}};
    return out;
}

Result<Json> LiveJudge::report(const std::string& model) {
    auto live = load(model);
    if (!live) return live.error();
    const LiveState& state = live->state;
    const TimeUs now = clock_.wall_us();
    Json out = {{"shadow", Json()}, {"watch", Json()}};
    if (state.shadow_version)
        out["shadow"] = {{"version", *state.shadow_version},
                         {"since", format_iso_time(state.shadow.started_us)},
                         {"events", state.shadow.events},
                         {"text", learning::assess(state.shadow, rules_.shadow_rules, now).reason}};
    auto approval = approvals_.report(model);
    if (!approval) return approval.error();
    out["approval"] = std::move(*approval);
    if (state.watch_version)
        out["watch"] = {
            {"version", *state.watch_version},
            {"since", format_iso_time(state.watch.started_us)},
            {"text",
             learning::assess(state.watch, state.watch_reference, rules_.watch_rules, now).reason}};
    auto scores = live_report(model);
    if (!scores) return scores.error();
    out["live"] = std::move(*scores);
    if (state.outcome_version) {
        const auto drift =
            learning::assess(state.outcome, state.outcome_reference, rules_.outcome_rules);
        out["outcome_drift"] = {{"state", learning::to_string(drift.state)},
                                {"reason", drift.reason},
                                {"recommendation", drift.recommendation}};
    }
    return out;
}

}  // namespace hearth::training
