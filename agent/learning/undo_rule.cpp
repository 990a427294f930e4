#include "learning/undo_rule.hpp"

#include "core/hash.hpp"
#include "learning/interaction_rules.hpp"

namespace hearth::learning {

namespace {

constexpr std::size_t kMaxEntities = 2000;
constexpr std::size_t kMaxRuns = 4096;
constexpr const char* kFeedbackKind = "feedback";

bool is_absent(const std::string& state) { return state == "unavailable" || state == "unknown"; }

std::string settled(const std::string& state) { return std::string(settled_state(state)); }

}  // namespace

void UndoRule::note(const StateChange& change) {
    const std::string domain = domain_of(change.entity_id);
    if (domain != "automation" && domain != "script") return;
    if (change.snapshot || !change.context.known || change.context.id.empty()) return;
    const auto [run, is_new] = runs_.try_emplace(change.context.id, change.entity_id);
    // A script that an automation calls runs in its context.
    if (!is_new && domain == "automation") run->second = change.entity_id;
    if (!is_new) return;
    run_order_.push_back(change.context.id);
    if (run_order_.size() <= kMaxRuns) return;
    runs_.erase(run_order_.front());
    run_order_.pop_front();
}

std::optional<Sample> UndoRule::undone_by(const StateChange& change) {
    if (change.snapshot || !change.state_differs || !is_operated(domain_of(change.entity_id)))
        return std::nullopt;
    std::optional<Sample> out;
    const auto found = done_.find(change.entity_id);
    if (found != done_.end() && change.origin == Origin::kUser && !change.removed)
        out = sample_of(found->second, change);
    remember(change);
    return out;
}

std::optional<Sample> UndoRule::sample_of(const Done& done, const StateChange& change) const {
    const TimeUs span = change.changed_us - done.at_us;
    if (span < 0 || span > within_ || settled(change.new_state) != done.from) return std::nullopt;
    if (change.old_state && settled(*change.old_state) != done.to) return std::nullopt;
    Sample out;
    out.kind = kFeedbackKind;
    out.time_us = change.changed_us;
    out.label = change.entity_id + "=" + done.to;
    out.features = {{"entity", change.entity_id},
                    {"state", done.to},
                    {"origin", "user"},
                    {"feedback", "undone"},
                    {"seconds", static_cast<double>(span) / kMicrosPerSecond}};
    if (const auto run = runs_.find(done.context_id); run != runs_.end())
        out.features["cause"] = run->second;
    out.distinct_key =
        content_key({kFeedbackKind, "undone", out.label, std::to_string(done.at_us)});
    return out;
}

// What anybody else did to the entity meanwhile ends the automation's part in it.
void UndoRule::remember(const StateChange& change) {
    const std::string to = settled(change.new_state);
    const auto found = done_.find(change.entity_id);
    const bool goes_on = found != done_.end() && found->second.to == to;
    if (goes_on && !change.removed) return;  // the end of its movement, or an echo
    if (found != done_.end()) done_.erase(found);
    const bool moved = change.old_state && !is_absent(*change.old_state) &&
                       !is_absent(change.new_state) && settled(*change.old_state) != to;
    if (change.origin != Origin::kAutomation || change.removed || !moved) return;
    if (done_.size() >= kMaxEntities)
        std::erase_if(done_, [&](const auto& item) {
            return change.changed_us - item.second.at_us > within_;
        });
    if (done_.size() >= kMaxEntities) done_.clear();
    done_[change.entity_id] = {settled(*change.old_state), to, change.changed_us,
                               change.context.id};
}

}  // namespace hearth::learning
