// The live judge: what becomes of a version once it meets real life.
//
// A candidate in shadow is scored beside the active version and promoted, rejected or expired; a
// version that went live is watched for two days and rolled back when it fell; the active version's
// scores show outcome drift, also those of one that a rollback made active again. Everything
// survives a restart, every verdict is a decision with its reason, and nothing waits for ever.
// Event loop only.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "core/clock.hpp"
#include "domain/live_score.hpp"
#include "learning/outcome_drift.hpp"
#include "learning/readiness.hpp"
#include "learning/shadow_rule.hpp"
#include "learning/watch_rule.hpp"
#include "store/store.hpp"
#include "training/chronicle.hpp"
#include "training/live_state.hpp"
#include "training/version_keeper.hpp"

namespace hearth::training {

// Newest live scores that stand for what a version does now.
inline constexpr int kReferenceScores = 500;

struct LiveRules {
    bool shadow = true;  // false: what passes the safeguard goes live at once
    learning::ShadowRules shadow_rules;
    learning::WatchRules watch_rules;
    learning::OutcomeRules outcome_rules;
};

class LiveJudge {
public:
    // on_changed: another version is active now, or the shadow ended; the serving side loads it.
    // on_drift: the active version's live score has fallen.
    struct Handlers {
        std::function<void(const std::string& model)> on_changed;
        std::function<void(const std::string& model)> on_drift;
    };

    LiveJudge(const Clock& clock, store::Store& store, VersionKeeper& versions,
              Chronicle& chronicle, LiveRules rules)
        : clock_(clock), store_(store), versions_(versions), chronicle_(chronicle), rules_(rules) {}

    void set_handlers(Handlers handlers) { handlers_ = std::move(handlers); }
    bool uses_shadow() const { return rules_.shadow; }

    // The model's candidate `version` begins its time in shadow; one that is there already is
    // rejected in its favour. Works within the caller's transaction, tells after it: call the
    // chronicle's tell() with each of the result once it is committed.
    Result<std::vector<Decision>> begin_shadow(const std::string& model, std::int64_t version,
                                               const std::string& run_id);
    // A version went live; from now on it is watched. Within the caller's transaction.
    Status begin_watch(const std::string& model, std::int64_t version);

    // The version that answers was scored, and the fallback beside it where the plugin can say what
    // that would have answered.
    void on_score(const std::string& model, const LiveScore& score,
                  const std::optional<LiveScore>& fallback = std::nullopt);
    // It and the version in shadow were scored on the same thing.
    void on_pair(const std::string& model, const LiveScore& active, const LiveScore& shadow);
    // Time passes: shadows expire, watches end. About once a minute.
    void tick(const std::vector<std::string>& models);

    // Ends the shadow at once: promoted or rejected by the user. kNotFound without one.
    Status decide_shadow(const std::string& model, bool promote);

    // Back to an earlier version by the user's wish: the given one, or else the previous one.
    // Errors are those of VersionKeeper::rollback.
    Result<ModelVersion> roll_back(const std::string& model, std::optional<std::int64_t> version);

    // While a version is in shadow: why the next training waits. It ends by itself.
    std::optional<learning::Blocker> objection(const std::string& model);

    // {"shadow":{…}|null,"watch":{…}|null,"live":{…}} for reports. live.same_events: the active
    // version and the fallback on the same events; null where they were never scored together.
    Result<Json> report(const std::string& model);

private:
    // What is kept of one model.
    struct Live {
        store::ModelState model;
        LiveState state;
    };
    Result<Live> load(const std::string& model);
    Status follow_versions(const std::string& model, LiveState& state);
    Result<Decision> replace_shadow(const std::string& model, const LiveState& state,
                                    std::int64_t by);
    Status save(const std::string& model, const Live& live);
    Status store_scores(const std::string& model, const LiveScore& score,
                        const std::optional<LiveScore>& fallback);
    Result<Json> live_report(const std::string& model);
    void judge_shadow(const std::string& model, Live& live);
    void judge_watch(const std::string& model, Live& live);
    void judge_outcome(const std::string& model, Live& live);
    Status end_shadow(const std::string& model, Live& live, const std::string& code,
                      const std::string& reason, bool promote);
    void changed(const std::string& model) const {
        if (handlers_.on_changed) handlers_.on_changed(model);
    }

    const Clock& clock_;
    store::Store& store_;
    VersionKeeper& versions_;
    Chronicle& chronicle_;
    LiveRules rules_;
    Handlers handlers_;
};

}  // namespace hearth::training
