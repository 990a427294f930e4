#include "home/change_assembler.hpp"

#include <algorithm>
#include <utility>

#include "home/fact_change.hpp"
#include "home/moment.hpp"

namespace hearth {

namespace {

// Whether the state differs from the one before, or was reported anew (force_update).
bool state_differs(const StateChange& change, const std::optional<KnownState>& current,
                   std::optional<TimeUs> old_changed_us) {
    if (change.removed || !change.old_state || *change.old_state != change.new_state) return true;
    if (!change.time_known || is_moment_domain(domain_of(change.entity_id))) return false;
    TimeUs before = old_changed_us.value_or(0);
    if (before == 0 && current && current->state == change.new_state) before = current->changed_us;
    // An older time than the one known is a change that comes late, not the known one again.
    return before != 0 && change.changed_us != before;
}

StateChange change_of(const GatheredState& gathered) {
    StateChange change;
    change.entity_id = gathered.entity_id;
    change.new_state = gathered.state;
    change.snapshot = gathered.snapshot;
    change.time_known = gathered.changed_us.has_value();
    change.changed_us = gathered.changed_us.value_or(gathered.received_us);
    change.updated_us = gathered.updated_us.value_or(0);
    change.received_us = gathered.received_us;
    change.inbox_id = gathered.inbox_id;
    change.source = SourceKind::kStatestream;
    return change;
}

// Only last_updated came: it tells when the state changed, if the state did change.
void fill_changed_time(StateChange& change, const std::optional<KnownState>& current) {
    if (change.time_known || change.updated_us == 0) return;
    const bool same = current && current->state == change.new_state;
    if (same && current->changed_us == 0) return;
    change.changed_us = same ? current->changed_us : change.updated_us;
    change.time_known = true;
}

}  // namespace

ChangeAssembler::ChangeAssembler(AssemblerOptions options, const KnownStates& known)
    : options_(options),
      known_(known),
      gatherer_({options.quiet_us, options.patience_us, options.snapshot_us, options.join_window_us,
                 options.max_pending}),
      recent_(options.max_recent, options.join_window_us) {}

void ChangeAssembler::add(const Fact& fact, const InboundMessage& message, TimeUs steady_now) {
    if (fact.source == SourceKind::kStatestream) {
        gatherer_.add(fact, message, steady_now);
        drain_gatherer(steady_now);
    } else if (fact.kind == FactKind::kState || fact.kind == FactKind::kRemoved) {
        add_direct(fact, message, steady_now);
    } else if (fact.kind == FactKind::kAttribute) {
        attribute_updates_.push_back({fact.entity_id, fact.attribute, fact.value, message.retained,
                                      message.received_us, message.inbox_id});
    }
}

void ChangeAssembler::add_direct(const Fact& fact, const InboundMessage& message,
                                 TimeUs steady_now) {
    if (fact.source == SourceKind::kEventstream) eventstream_seen_ = steady_now;
    Candidate candidate{hearth::change_of(fact, message), fact.old_changed_us, message.inbox_id, 0};
    if (!settle_waiting(candidate.change) && is_duplicate(candidate.change)) {
        ++counters_.duplicates;
        return;
    }
    open_ids_.insert(candidate.first_inbox_id);
    pass_on(std::move(candidate));
}

void ChangeAssembler::drain_gatherer(TimeUs steady_now) {
    for (const auto& gathered : gatherer_.take_states()) accept_gathered(gathered, steady_now);
    auto attributes = gatherer_.take_attributes();
    std::move(attributes.begin(), attributes.end(), std::back_inserter(attribute_updates_));
}

void ChangeAssembler::accept_gathered(const GatheredState& gathered, TimeUs steady_now) {
    Candidate candidate{change_of(gathered), std::nullopt, gathered.first_inbox_id,
                        steady_now + options_.twin_wait_us};
    if (is_duplicate(candidate.change)) {
        ++counters_.duplicates;
        return;
    }
    open_ids_.insert(candidate.first_inbox_id);
    if (gathered.snapshot || !eventstream_alive(steady_now)) return pass_on(std::move(candidate));
    waiting_.push_back(std::move(candidate));
    if (waiting_.size() <= options_.max_pending) return;
    ++pushed_out_waiting_;
    pass_on(std::move(waiting_.front()));
    waiting_.pop_front();
}

// Drops the statestream's report of this change if one is waiting, and lets those that came before
// it go first. True when there was one.
bool ChangeAssembler::settle_waiting(const StateChange& change) {
    for (auto at = waiting_.begin(); at != waiting_.end();) {
        const StateChange& other = at->change;
        if (other.entity_id != change.entity_id) {
            ++at;
            continue;
        }
        const Report report(change), other_report(other);
        const auto same = same_by_time(other_report, report);
        if (same.value_or(false) ||
            (!same && same_by_value(other_report, report, options_.join_window_us))) {
            ++counters_.duplicates;
            open_ids_.erase(open_ids_.find(at->first_inbox_id));
            waiting_.erase(at);
            return true;
        }
        if (same && other.updated_us > change.updated_us) {
            ++at;  // the direct report is an older one that was late
            continue;
        }
        pass_on(std::move(*at));
        at = waiting_.erase(at);
    }
    return false;
}

bool ChangeAssembler::is_duplicate(const StateChange& change) {
    if (recent_.matches(change)) return true;
    const auto state = current(change.entity_id);
    if (!state || change.updated_us == 0 || state->updated_us == 0 || change.removed) return false;
    // A retained state that is older than what is known refreshes nothing.
    if (change.snapshot && change.updated_us < state->updated_us) return true;
    return change.updated_us == state->updated_us && change.new_state == state->state;
}

bool ChangeAssembler::eventstream_alive(TimeUs steady_now) const {
    return eventstream_seen_ && steady_now - *eventstream_seen_ <= options_.eventstream_alive_us;
}

std::optional<KnownState> ChangeAssembler::current(const std::string& entity_id) const {
    if (auto newest = recent_.newest(entity_id)) return newest;
    return recent_.removed(entity_id) ? std::nullopt : known_.find(entity_id);
}

void ChangeAssembler::pass_on(Candidate candidate) {
    StateChange& change = candidate.change;
    const auto state = current(change.entity_id);
    fill_changed_time(change, state);
    if (!change.old_state && state && change.source != SourceKind::kEventstream)
        change.old_state = state->state;
    change.state_differs = state_differs(change, state, candidate.old_changed_us);
    recent_.add(change);
    ++counters_.changes;
    ready_.push_back(std::move(candidate));
}

std::vector<StateChange> ChangeAssembler::take_ready(TimeUs steady_now) {
    gatherer_.expire(steady_now);
    drain_gatherer(steady_now);
    while (!waiting_.empty() && waiting_.front().deadline <= steady_now) {
        pass_on(std::move(waiting_.front()));
        waiting_.pop_front();
    }
    std::vector<StateChange> out;
    out.reserve(ready_.size());
    for (Candidate& candidate : ready_) {
        open_ids_.erase(open_ids_.find(candidate.first_inbox_id));
        out.push_back(std::move(candidate.change));
    }
    ready_.clear();
    return out;
}

std::vector<AttributeUpdate> ChangeAssembler::take_attribute_updates() {
    return std::exchange(attribute_updates_, {});
}

std::optional<TimeUs> ChangeAssembler::next_deadline() const {
    if (!ready_.empty()) return TimeUs{0};
    auto next = gatherer_.next_deadline();
    if (waiting_.empty()) return next;
    const TimeUs waiting = waiting_.front().deadline;
    return next ? std::min(*next, waiting) : waiting;
}

std::optional<std::int64_t> ChangeAssembler::lowest_pending_inbox_id() const {
    auto lowest = gatherer_.lowest_pending_inbox_id();
    if (open_ids_.empty()) return lowest;
    return lowest ? std::min(*lowest, *open_ids_.begin()) : *open_ids_.begin();
}

AssemblerCounters ChangeAssembler::counters() const {
    AssemblerCounters out = counters_;
    const GathererCounters& gathered = gatherer_.counters();
    out.lone_times = gathered.lone_times;
    out.without_times = gathered.without_times;
    out.state_attributes = gathered.state_attributes;
    out.pushed_out = gathered.pushed_out + pushed_out_waiting_;
    return out;
}

void ChangeAssembler::reset() {
    gatherer_.reset();
    recent_.clear();
    waiting_.clear();
    ready_.clear();
    open_ids_.clear();
    attribute_updates_.clear();
}

}  // namespace hearth
