// Versions that wait for a person's approval: at most one of a model, which survives a restart and
// is approved, declined, replaced by a newer one, withdrawn or expires. Every end is a decision
// with its reason. Event loop only.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "domain/decision.hpp"
#include "learning/approval_rule.hpp"
#include "store/store.hpp"
#include "training/chronicle.hpp"
#include "training/version_keeper.hpp"

namespace hearth::training {

class Approvals {
public:
    // begin_watch: the version goes live; within the transaction that makes it active. on_changed:
    // another version is active now, or none waits any more.
    struct Handlers {
        std::function<Status(const std::string& model, std::int64_t version)> begin_watch;
        std::function<void(const std::string& model)> on_changed;
    };

    Approvals(const Clock& clock, store::Store& store, VersionKeeper& versions,
              Chronicle& chronicle, learning::ApprovalRules rules, Handlers handlers)
        : clock_(clock),
          store_(store),
          versions_(versions),
          chronicle_(chronicle),
          rules_(rules),
          handlers_(std::move(handlers)) {}

    bool asked() const { return rules_.asked; }
    // Not asked for any more, what waits goes live with the next tick.
    void set_rules(learning::ApprovalRules rules) { rules_ = rules; }

    // The version waits from now on; one that waits already gives way to it. Works within the
    // caller's transaction: call the chronicle's tell() with each of the result once it is
    // committed. summary: why it passed.
    Result<std::vector<Decision>> begin(const std::string& model, std::int64_t version,
                                        const std::string& summary, const std::string& run_id);

    // A person's word. version: the one that the person means; any if not given. kNotFound when
    // none waits; kConflict when another one waits, it was withdrawn meanwhile, or its file is
    // damaged.
    Status decide(const std::string& model, bool approve, std::optional<std::int64_t> version);

    // Time passes. About once a minute.
    void tick(const std::vector<std::string>& models);

    // {"version","against","since","until","summary","text"}; null when none waits.
    Result<Json> report(const std::string& model);

private:
    using State = learning::ApprovalState;
    struct Ending {
        const char* state;  // of the version; "active": it goes live
        const char* code;
        std::string reason;
    };

    Result<std::optional<State>> load(const std::string& model);
    Status save(const std::string& model, const std::optional<State>& state);
    Result<std::int64_t> active_version(const std::string& model);
    Status end(const std::string& model, const State& state, const Ending& ending);
    // Ends what must not wait any longer; whether it still waits.
    Result<bool> judge(const std::string& model, const State& state);

    const Clock& clock_;
    store::Store& store_;
    VersionKeeper& versions_;
    Chronicle& chronicle_;
    learning::ApprovalRules rules_;
    Handlers handlers_;
};

}  // namespace hearth::training
