#include "home/leaf_gatherer.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "core/json.hpp"

namespace hearth {

namespace {

bool is_quoted(const std::string& text) {
    return text.size() >= 2 && text.front() == '"' && text.back() == '"' && parse_json(text);
}

}  // namespace

void LeafGatherer::add(const Fact& fact, const InboundMessage& message, TimeUs steady_now) {
    if (fact.kind == FactKind::kAttribute)
        add_attribute(fact, message);
    else if (message.retained)
        add_snapshot(fact, message, steady_now);
    else if (fact.kind == FactKind::kState)
        add_live_state(fact, message, steady_now);
    else if (fact.kind == FactKind::kTime)
        add_live_time(fact);
}

void LeafGatherer::add_live_state(const Fact& fact, const InboundMessage& message,
                                  TimeUs steady_now) {
    finish(snapshots_, fact.entity_id);
    drop_interrupted(fact.entity_id);
    finish(live_, fact.entity_id);
    GatheredState leaf;
    leaf.entity_id = fact.entity_id;
    leaf.state = fact.state;
    leaf.received_us = message.received_us;
    leaf.inbox_id = leaf.first_inbox_id = message.inbox_id;
    if (!habit_.sends_times() && is_quoted_attribute(leaf)) return pass_attribute(leaf);
    if (habit_.sends_none()) return pass_state(std::move(leaf));
    Pending& pending = start(live_, fact.entity_id, message, steady_now);
    pending.gathered = std::move(leaf);
    pending.has_state = true;
}

// After an interruption the broker sends again what was not acknowledged, from some message on. A
// state that was still waiting for its times then is among it: sent again itself, or after an older
// state of the entity. It starts anew. What came before the last interruption may hold an earlier
// one, so it does not matter on which side of the last one the new state lies.
void LeafGatherer::drop_interrupted(const std::string& entity_id) {
    const auto found = live_.by_entity.find(entity_id);
    if (found == live_.by_entity.end()) return;
    if (found->second->gathered.inbox_id > interrupted_through_ || !habit_.sends_times()) return;
    live_.order.erase(found->second);
    live_.by_entity.erase(found);
}

void LeafGatherer::add_live_time(const Fact& fact) {
    habit_.note_time();
    const auto found = live_.by_entity.find(fact.entity_id);
    if (found == live_.by_entity.end()) {
        ++counters_.lone_times;
        return;
    }
    GatheredState& gathered = found->second->gathered;
    if (fact.updated_us) gathered.updated_us = fact.updated_us;
    if (fact.changed_us) gathered.changed_us = fact.changed_us;
    if (gathered.changed_us) finish(live_, fact.entity_id);  // the last of the three
}

void LeafGatherer::add_attribute(const Fact& fact, const InboundMessage& message) {
    // Attributes come last: whatever the state was waiting for does not come any more.
    if (!message.retained) finish(live_, fact.entity_id);
    attributes_.push_back({fact.entity_id, fact.attribute, fact.value, message.retained,
                           message.received_us, message.inbox_id});
}

void LeafGatherer::add_snapshot(const Fact& fact, const InboundMessage& message,
                                TimeUs steady_now) {
    const bool is_state = fact.kind == FactKind::kState;
    auto found = snapshots_.by_entity.find(fact.entity_id);
    if (is_state && found != snapshots_.by_entity.end() && found->second->has_state) {
        finish(snapshots_, fact.entity_id);
        found = snapshots_.by_entity.end();
    }
    Pending& pending = found == snapshots_.by_entity.end()
                           ? start(snapshots_, fact.entity_id, message, steady_now)
                           : *found->second;
    GatheredState& gathered = pending.gathered;
    if (is_state) {
        pending.has_state = true;
        gathered.state = fact.state;
        gathered.received_us = message.received_us;
        gathered.inbox_id = message.inbox_id;
    }
    if (fact.updated_us) gathered.updated_us = fact.updated_us;
    if (fact.changed_us) gathered.changed_us = fact.changed_us;
    const bool complete = gathered.updated_us && gathered.changed_us;
    if (pending.has_state && (complete || habit_.sends_none())) finish(snapshots_, fact.entity_id);
}

LeafGatherer::Pending& LeafGatherer::start(Queue& queue, const std::string& entity_id,
                                           const InboundMessage& message, TimeUs steady_now) {
    if (queue.order.size() >= options_.max_pending) {
        ++counters_.pushed_out;
        finish(queue, std::string(queue.order.front().gathered.entity_id));
    }
    Pending& pending = queue.order.emplace_back();
    queue.by_entity[entity_id] = std::prev(queue.order.end());
    pending.started_at = steady_now;
    pending.gathered.entity_id = entity_id;
    pending.gathered.snapshot = message.retained;
    pending.gathered.received_us = message.received_us;
    pending.gathered.first_inbox_id = pending.gathered.inbox_id = message.inbox_id;
    return pending;
}

void LeafGatherer::finish(Queue& queue, const std::string& entity_id) {
    const auto found = queue.by_entity.find(entity_id);
    if (found == queue.by_entity.end()) return;
    Pending pending = std::move(*found->second);
    queue.order.erase(found->second);
    queue.by_entity.erase(found);
    resolve(std::move(pending));
}

void LeafGatherer::resolve(Pending pending) {
    GatheredState& gathered = pending.gathered;
    if (!pending.has_state) {
        ++counters_.lone_times;
        return;
    }
    const bool untimed = !gathered.changed_us && !gathered.updated_us;
    if (gathered.snapshot) {
        // The retained topic holds what came last: for such an entity the attribute.
        const auto found = traces_.find(gathered.entity_id);
        if (found != traces_.end() && found->second.has_state_attribute &&
            is_quoted(gathered.state))
            return pass_attribute(gathered);
    } else if (untimed) {
        if (is_untimed_attribute(gathered)) return pass_attribute(gathered);
        habit_.note_silence();
    }
    pass_state(std::move(gathered));
}

// Without times, only what is quoted and comes hard upon the raw state can be told apart from it.
bool LeafGatherer::is_quoted_attribute(const GatheredState& leaf) const {
    const auto found = traces_.find(leaf.entity_id);
    if (found == traces_.end() || !found->second.attribute_may_follow) return false;
    const TimeUs window = found->second.has_state_attribute ? options_.burst_us : options_.quiet_us;
    return std::abs(leaf.received_us - found->second.raw_received_us) <= window &&
           is_quoted(leaf.state);
}

// In a stream with times, a JSON leaf that follows the raw state and gets no times of its own.
bool LeafGatherer::is_untimed_attribute(const GatheredState& leaf) const {
    if (!habit_.sends_times()) return false;
    const auto found = traces_.find(leaf.entity_id);
    if (found == traces_.end() || !found->second.attribute_may_follow) return false;
    return std::abs(leaf.received_us - found->second.raw_received_us) <= options_.burst_us &&
           parse_json(leaf.state);
}

void LeafGatherer::pass_attribute(const GatheredState& leaf) {
    ++counters_.state_attributes;
    if (!leaf.snapshot) {
        Trace& known = trace(leaf.entity_id);
        known.attribute_may_follow = false;
        known.has_state_attribute = known.has_state_attribute || is_quoted(leaf.state);
    }
    attributes_.push_back(
        {leaf.entity_id, "state", leaf.state, leaf.snapshot, leaf.received_us, leaf.inbox_id});
}

void LeafGatherer::pass_state(GatheredState state) {
    if (!state.changed_us && !state.updated_us) ++counters_.without_times;
    if (!state.snapshot) {
        Trace& known = trace(state.entity_id);
        known.raw_received_us = state.received_us;
        known.attribute_may_follow = true;
    }
    states_.push_back(std::move(state));
}

LeafGatherer::Trace& LeafGatherer::trace(const std::string& entity_id) {
    const auto [found, is_new] = traces_.try_emplace(entity_id);
    if (is_new) {
        trace_order_.push_back(entity_id);
        if (trace_order_.size() > options_.max_pending) {
            traces_.erase(trace_order_.front());
            trace_order_.pop_front();
        }
    }
    return found->second;
}

TimeUs LeafGatherer::live_wait_us() const {
    return habit_.sends_times() ? std::max(options_.patience_us, options_.quiet_us)
                                : options_.quiet_us;
}

void LeafGatherer::expire(TimeUs steady_now) {
    const auto expire_queue = [&](Queue& queue, TimeUs span) {
        while (!queue.order.empty() && queue.order.front().started_at + span <= steady_now)
            finish(queue, std::string(queue.order.front().gathered.entity_id));
    };
    expire_queue(snapshots_, options_.snapshot_us);
    expire_queue(live_, live_wait_us());
}

std::vector<GatheredState> LeafGatherer::take_states() { return std::exchange(states_, {}); }

std::vector<AttributeUpdate> LeafGatherer::take_attributes() {
    return std::exchange(attributes_, {});
}

std::optional<TimeUs> LeafGatherer::next_deadline() const {
    std::optional<TimeUs> next;
    if (!live_.order.empty()) next = live_.order.front().started_at + live_wait_us();
    if (!snapshots_.order.empty()) {
        const TimeUs snapshot = snapshots_.order.front().started_at + options_.snapshot_us;
        next = next ? std::min(*next, snapshot) : snapshot;
    }
    return next;
}

std::optional<std::int64_t> LeafGatherer::lowest_pending_inbox_id() const {
    std::optional<std::int64_t> lowest;
    if (!live_.order.empty()) lowest = live_.order.front().gathered.first_inbox_id;
    if (!snapshots_.order.empty()) {
        const std::int64_t snapshot = snapshots_.order.front().gathered.first_inbox_id;
        lowest = lowest ? std::min(*lowest, snapshot) : snapshot;
    }
    return lowest;
}

void LeafGatherer::reset() {
    live_ = {};
    snapshots_ = {};
    traces_.clear();
    trace_order_.clear();
    states_.clear();
    attributes_.clear();
}

}  // namespace hearth
