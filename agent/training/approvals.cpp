#include "training/approvals.hpp"

#include <utility>

#include "core/iso_time.hpp"
#include "core/log.hpp"
#include "store/transaction.hpp"
#include "training/version_decision.hpp"

namespace hearth::training {

namespace {

constexpr const char* kKey = "approval";     // within the model's stored state
constexpr const char* kWaiting = "waiting";  // state of the version

std::string name_of(std::int64_t version) { return "version " + std::to_string(version); }

}  // namespace

// The versions' table is right: what waited may have been forgotten, or made active by a rollback.
Result<std::optional<learning::ApprovalState>> Approvals::load(const std::string& model) {
    const auto stored = store_.models().get(model);
    if (!stored) return stored.error();
    if (!stored->has_value()) return std::optional<State>();
    const auto found = (*stored)->extra.find(kKey);
    if (found == (*stored)->extra.end()) return std::optional<State>();
    State state = learning::approval_state_from_json(*found, clock_.wall_us());
    const auto version = store_.versions().get(model, state.version);
    if (!version) return version.error();
    if (*version && (*version)->state == kWaiting) {
        // A begin that was put right must stay so, or the wait would begin anew for ever.
        if (learning::to_json(state) != *found)
            if (Status saved = save(model, state); !saved) return saved.error();
        return std::optional(std::move(state));
    }
    if (Status dropped = save(model, std::nullopt); !dropped) return dropped.error();
    return std::optional<State>();
}

Status Approvals::save(const std::string& model, const std::optional<State>& state) {
    // Only its own part: others may have changed the rest meanwhile.
    const auto stored = store_.models().get(model);
    if (!stored) return stored.error();
    if (!stored->has_value()) return {};
    store::ModelState next = **stored;
    next.extra.erase(kKey);
    if (state) next.extra[kKey] = learning::to_json(*state);
    return store_.models().update(next);
}

Result<std::int64_t> Approvals::active_version(const std::string& model) {
    const auto active = store_.versions().active(model);
    if (!active) return active.error();
    return *active ? (*active)->version : std::int64_t{0};
}

Result<std::vector<Decision>> Approvals::begin(const std::string& model, std::int64_t version,
                                               const std::string& summary,
                                               const std::string& run_id) {
    const auto before = load(model);
    if (!before) return before.error();
    const auto active = active_version(model);
    if (!active) return active.error();
    std::vector<Decision> out;
    if (*before) {
        const std::int64_t older = (*before)->version;
        if (Status marked = store_.versions().mark(model, older, "rejected"); !marked)
            return marked.error();
        out.push_back(version_decision(model, decision_kind::kApproval, "replaced",
                                       name_of(older) + " gives way to " + name_of(version) +
                                           ", which passed before anybody had approved it",
                                       older));
    }
    if (Status marked = store_.versions().mark(model, version, kWaiting); !marked)
        return marked.error();
    const State state{version, *active, clock_.wall_us(), summary};
    if (Status saved = save(model, state); !saved) return saved.error();
    out.push_back(version_decision(
        model, decision_kind::kApproval, kWaiting,
        learning::assess(state, *active, rules_, clock_.wall_us()).reason + ": " + summary,
        version));
    for (Decision& decision : out) {
        decision.run_id = run_id;
        if (Status stored = chronicle_.store(decision); !stored) return stored.error();
    }
    return out;
}

Status Approvals::end(const std::string& model, const State& state, const Ending& ending) {
    Decision decision = version_decision(model, decision_kind::kApproval, ending.code,
                                         ending.reason, state.version);
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    if (Status saved = save(model, std::nullopt); !saved) return saved;
    if (std::string_view(ending.state) == "active") {
        if (Status done = store_.versions().activate(model, state.version); !done) return done;
        if (Status done = handlers_.begin_watch(model, state.version); !done) return done;
    } else if (Status done = store_.versions().mark(model, state.version, ending.state); !done) {
        return done;
    }
    if (Status stored = chronicle_.store(decision); !stored) return stored;
    if (Status committed = transaction->commit(); !committed) return committed;
    chronicle_.tell(decision);
    versions_.delete_old(model);
    handlers_.on_changed(model);
    return {};
}

Result<bool> Approvals::judge(const std::string& model, const State& state) {
    using learning::ApprovalDecision;
    const auto active = active_version(model);
    if (!active) return active.error();
    const auto verdict = learning::assess(state, *active, rules_, clock_.wall_us());
    Status ended;
    switch (verdict.decision) {
        case ApprovalDecision::kWait: return true;
        case ApprovalDecision::kPromote:
            ended = end(model, state, {"active", "not_asked", verdict.reason});
            break;
        case ApprovalDecision::kWithdraw:
            ended = end(model, state, {"rejected", "withdrawn", verdict.reason});
            break;
        case ApprovalDecision::kExpire:
            ended = end(model, state, {"rejected", "expired", verdict.reason});
            break;
    }
    if (!ended) return ended.error();
    return false;
}

Status Approvals::decide(const std::string& model, bool approve,
                         std::optional<std::int64_t> version) {
    const auto state = load(model);
    if (!state) return state.error();
    if (!*state)
        return Error{ErrorCode::kNotFound, model + " has no version that waits for approval"};
    const std::string name = name_of((*state)->version);
    if (version && *version != (*state)->version)
        return Error{ErrorCode::kConflict,
                     name + " waits for approval, not " + name_of(*version) + " any more"};
    if (!approve)
        return end(model, **state, {"rejected", "declined", name + " was declined by a person"});
    const auto waits = judge(model, **state);
    if (!waits) return waits.error();
    if (!*waits)
        return Error{ErrorCode::kConflict,
                     name + " waits no longer; hearth decisions " + model + " says why"};
    const auto row = store_.versions().get(model, (*state)->version);
    if (!row) return row.error();
    if (const Status sound = versions_.check(**row); !sound) {
        if (Status ended = end(model, **state, {"damaged", "withdrawn", sound.error().text});
            !ended)
            return ended;
        return Error{ErrorCode::kConflict, sound.error().text};
    }
    return end(model, **state, {"active", "approved", name + " was approved by a person"});
}

void Approvals::tick(const std::vector<std::string>& models) {
    for (const std::string& model : models) {
        const auto state = load(model);
        const auto judged = state && *state ? judge(model, **state) : Result<bool>(false);
        if (!state || !judged)
            log::error("cannot judge what waits for approval model={} error=\"{}\"", model,
                       (!state ? state.error() : judged.error()).text);
    }
}

Result<Json> Approvals::report(const std::string& model) {
    const auto state = load(model);
    if (!state) return state.error();
    if (!*state) return Json();
    const auto active = active_version(model);
    if (!active) return active.error();
    return Json{{"version", (*state)->version},
                {"against", (*state)->against},
                {"since", format_iso_time((*state)->since_us)},
                {"until", format_iso_time((*state)->since_us + rules_.expire_after_us)},
                {"summary", (*state)->summary},
                {"text", learning::assess(**state, *active, rules_, clock_.wall_us()).reason}};
}

}  // namespace hearth::training
