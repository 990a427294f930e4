// The live judge: what becomes of a version once it meets real life.
//
// A candidate in shadow is scored beside the active version and promoted, rejected or expired;
// where that is asked for, it waits for a person's approval before it goes live (Approvals); a
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
#include "domain/run.hpp"
#include "learning/outcome_drift.hpp"
#include "learning/readiness.hpp"
#include "learning/shadow_rule.hpp"
#include "learning/watch_rule.hpp"
#include "store/store.hpp"
#include "training/approvals.hpp"
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
    learning::ApprovalRules approval;
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
        : clock_(clock),
          store_(store),
          versions_(versions),
          chronicle_(chronicle),
          rules_(rules),
          approvals_(clock, store, versions, chronicle, rules.approval,
                     {[this](const std::string& model, std::int64_t version) {
                          return begin_watch(model, version);
                      },
                      [this](const std::string& model) { changed(model); }}) {}
    LiveJudge(const LiveJudge&) = delete;
    LiveJudge& operator=(const LiveJudge&) = delete;

    void set_handlers(Handlers handlers) { handlers_ = std::move(handlers); }
    Approvals& approvals() { return approvals_; }

    // The candidate of this run (run.version) passed the safeguard: beside an active version it
    // begins its time in shadow, else it waits for approval or goes live, as the rules say. Works
    // within the caller's transaction, tells after it: call the chronicle's tell() with each of the
    // result once it is committed.
    Result<std::vector<Decision>> admit(const Run& run);

    // The model's candidate `version` begins its time in shadow; one that is there already is
    // rejected in its favour. Works within the caller's transaction and tells after it, as admit().
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
    // Time passes: shadows and approvals expire, watches end. About once a minute.
    void tick(const std::vector<std::string>& models);

    // Ends the shadow at once: promoted or rejected by the user. kNotFound without one.
    Status decide_shadow(const std::string& model, bool promote);

    // Back to an earlier version by the user's wish: the given one, or else the previous one.
    // Errors are those of VersionKeeper::rollback.
    Result<ModelVersion> roll_back(const std::string& model, std::optional<std::int64_t> version);

    // While a version is in shadow: why the next training waits. It ends by itself.
    std::optional<learning::Blocker> objection(const std::string& model);

    // {"shadow":{…}|null,"approval":{…}|null,"watch":{…}|null,"live":{…}} for reports.
    // live.same_events: the active version and the fallback on the same events; null where they
    // were never scored together.
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
    enum class ShadowEnd { kPromote, kAskForApproval, kReject };
    Status end_shadow(const std::string& model, Live& live, const std::string& code,
                      const std::string& reason, ShadowEnd end);
    Result<std::vector<Decision>> ask_for_approval(const std::string& model, std::int64_t version,
                                                   const std::string& live_words);
    void changed(const std::string& model) const {
        if (handlers_.on_changed) handlers_.on_changed(model);
    }

    const Clock& clock_;
    store::Store& store_;
    VersionKeeper& versions_;
    Chronicle& chronicle_;
    LiveRules rules_;
    Approvals approvals_;
    Handlers handlers_;
};

}  // namespace hearth::training
