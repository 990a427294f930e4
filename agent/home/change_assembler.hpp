// Joins facts into state changes: gathers the separate leaves of a statestream, and makes one
// change of what several sources, or a redelivery, report twice.
//
// The richer source (eventstream and plain JSON: context, old state) is passed on at once; while
// an eventstream is alive, a statestream change waits a moment for its twin from there. What has
// been passed on is never passed on again. Bounded memory. Single-threaded: event loop only.
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <set>
#include <vector>

#include "domain/message.hpp"
#include "home/attribute_update.hpp"
#include "home/fact.hpp"
#include "home/known_states.hpp"
#include "home/leaf_gatherer.hpp"
#include "home/recent_changes.hpp"

namespace hearth {

struct AssemblerOptions {
    TimeUs quiet_us = 50'000;           // how long a state waits for its times
    TimeUs patience_us = 1'000'000;     // the same in a stream that is known to send them
    TimeUs snapshot_us = 1'000'000;     // the same for retained ones, which come in no order
    TimeUs twin_wait_us = 150'000;      // how long a change waits for its twin
    TimeUs join_window_us = 2'000'000;  // twins without a time: how far apart
    TimeUs eventstream_alive_us = 600'000'000;  // after its last change it counts as gone
    std::size_t max_pending = 4096;             // entities; beyond, the oldest goes first
    std::size_t max_recent = 4096;              // changes remembered for joining
};

struct AssemblerCounters {
    std::uint64_t changes = 0;           // passed on
    std::uint64_t duplicates = 0;        // the same change once more
    std::uint64_t lone_times = 0;        // a time whose state did not come
    std::uint64_t without_times = 0;     // statestream states that came without times
    std::uint64_t state_attributes = 0;  // attributes named "state", told apart from states
    std::uint64_t pushed_out = 0;        // completed early because too many were pending
};

class ChangeAssembler {
public:
    // `known` must outlive the assembler.
    ChangeAssembler(AssemblerOptions options, const KnownStates& known);

    // Facts of other kinds than state, time, attribute and removed are passed over. An attribute
    // that no statestream sent waits for nothing. Messages must come in the order of their
    // inbox_id. steady_now: Clock::steady_us().
    void add(const Fact& fact, const InboundMessage& message, TimeUs steady_now);

    // The changes that are complete, oldest first; the origin is not yet set.
    std::vector<StateChange> take_ready(TimeUs steady_now);

    // Attributes that came apart from a change. Take them as often as the changes.
    std::vector<AttributeUpdate> take_attribute_updates();

    // When take_ready has something to give without another message (steady clock).
    std::optional<TimeUs> next_deadline() const;

    // The first message that belongs to a change that was not yet taken: the cursor of the inbox
    // must stay before it.
    std::optional<std::int64_t> lowest_pending_inbox_id() const;

    // Forgets all that is pending and remembered, for reading the inbox again from the cursor
    // (after a transaction was rolled back). Counters and what was learned of the sources stay.
    void reset();

    // See LeafGatherer: what the broker sends again after an interruption, and what was learned of
    // the stream.
    void set_interrupted_through(std::int64_t inbox_id) {
        gatherer_.set_interrupted_through(inbox_id);
    }
    bool stream_sends_times() const { return gatherer_.stream_sends_times(); }
    void assume_stream_sends_times() { gatherer_.assume_stream_sends_times(); }

    AssemblerCounters counters() const;

private:
    struct Candidate {
        StateChange change;
        std::optional<TimeUs> old_changed_us;
        std::int64_t first_inbox_id = 0;
        TimeUs deadline = 0;
    };

    void add_direct(const Fact& fact, const InboundMessage& message, TimeUs steady_now);
    void drain_gatherer(TimeUs steady_now);
    void accept_gathered(const GatheredState& gathered, TimeUs steady_now);
    bool settle_waiting(const StateChange& change);
    bool is_duplicate(const StateChange& change);
    bool eventstream_alive(TimeUs steady_now) const;
    std::optional<KnownState> current(const std::string& entity_id) const;
    void pass_on(Candidate candidate);

    AssemblerOptions options_;
    const KnownStates& known_;
    AssemblerCounters counters_;
    LeafGatherer gatherer_;
    RecentChanges recent_;
    std::list<Candidate> waiting_;  // in the order of their deadlines
    std::vector<Candidate> ready_;
    std::multiset<std::int64_t> open_ids_;  // first_inbox_id of what is waiting or ready
    std::vector<AttributeUpdate> attribute_updates_;
    std::optional<TimeUs> eventstream_seen_;  // steady clock
    std::uint64_t pushed_out_waiting_ = 0;
};

}  // namespace hearth
