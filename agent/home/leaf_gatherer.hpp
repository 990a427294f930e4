// Gathers the leaves that a statestream sends one after another (state, last_updated,
// last_changed, then attributes) into one state with its times.
//
// Learns whether the stream carries times at all, and tells an attribute that is named "state",
// and so shares the state's topic, from the state. Bounded memory. Single-threaded.
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/message.hpp"
#include "home/attribute_update.hpp"
#include "home/fact.hpp"
#include "home/timestamp_habit.hpp"

namespace hearth {

struct GathererOptions {
    TimeUs quiet_us = 50'000;  // how long a live state waits for its times
    // The same once the stream is known to send them: they come, however slow the sender is.
    TimeUs patience_us = 1'000'000;
    TimeUs snapshot_us = 1'000'000;  // the same for a retained one
    TimeUs burst_us = 2'000'000;     // leaves of one event arrive within this
    std::size_t max_pending = 4096;  // states being gathered, and entities remembered
};

struct GathererCounters {
    std::uint64_t lone_times = 0;
    std::uint64_t without_times = 0;
    std::uint64_t state_attributes = 0;
    std::uint64_t pushed_out = 0;
};

struct GatheredState {
    std::string entity_id;
    std::string state;
    std::optional<TimeUs> changed_us, updated_us;
    bool snapshot = false;
    TimeUs received_us = 0;           // arrival of the state
    std::int64_t inbox_id = 0;        // of the state
    std::int64_t first_inbox_id = 0;  // of the first leaf
};

class LeafGatherer {
public:
    explicit LeafGatherer(GathererOptions options) : options_(options) {}
    LeafGatherer(const LeafGatherer&) = delete;  // the queues point into themselves
    LeafGatherer& operator=(const LeafGatherer&) = delete;

    // A kState, kTime or kAttribute fact of a statestream.
    void add(const Fact& fact, const InboundMessage& message, TimeUs steady_now);

    // The connection or the process ended after this message: what was pending then is sent again
    // by the broker as far as it was not acknowledged.
    void set_interrupted_through(std::int64_t inbox_id) { interrupted_through_ = inbox_id; }

    // Whether the stream has been seen to send times; and that it did so before this process began.
    bool stream_sends_times() const { return habit_.sends_times(); }
    void assume_stream_sends_times() { habit_.note_time(); }

    // Completes what has waited long enough.
    void expire(TimeUs steady_now);

    std::vector<GatheredState> take_states();
    std::vector<AttributeUpdate> take_attributes();

    std::optional<TimeUs> next_deadline() const;  // steady clock
    std::optional<std::int64_t> lowest_pending_inbox_id() const;
    const GathererCounters& counters() const { return counters_; }

    // Drops what is pending and remembered of entities; what was learned of the stream stays.
    void reset();

private:
    TimeUs live_wait_us() const;
    struct Pending {
        GatheredState gathered;
        bool has_state = false;
        TimeUs started_at = 0;  // steady clock
    };
    // In the order of arrival, so that the front has the earliest deadline and the lowest id.
    struct Queue {
        std::list<Pending> order;
        std::unordered_map<std::string, std::list<Pending>::iterator> by_entity;
    };
    struct Trace {  // what came of an entity before
        TimeUs raw_received_us = 0;
        bool attribute_may_follow = false;  // the last leaf on the state's topic was the state
        bool has_state_attribute = false;   // an attribute named "state" has been seen
    };

    void add_live_state(const Fact& fact, const InboundMessage& message, TimeUs steady_now);
    void drop_interrupted(const std::string& entity_id);
    void add_live_time(const Fact& fact);
    void add_attribute(const Fact& fact, const InboundMessage& message);
    void add_snapshot(const Fact& fact, const InboundMessage& message, TimeUs steady_now);
    Pending& start(Queue& queue, const std::string& entity_id, const InboundMessage& message,
                   TimeUs steady_now);
    void finish(Queue& queue, const std::string& entity_id);
    void resolve(Pending pending);
    bool is_quoted_attribute(const GatheredState& leaf) const;
    bool is_untimed_attribute(const GatheredState& leaf) const;
    void pass_attribute(const GatheredState& leaf);
    void pass_state(GatheredState state);
    Trace& trace(const std::string& entity_id);

    GathererOptions options_;
    GathererCounters counters_;
    TimestampHabit habit_;
    Queue live_, snapshots_;
    std::unordered_map<std::string, Trace> traces_;
    std::list<std::string> trace_order_;  // oldest entity first
    std::vector<GatheredState> states_;
    std::vector<AttributeUpdate> attributes_;
    std::int64_t interrupted_through_ = 0;  // inbox id
};

}  // namespace hearth
