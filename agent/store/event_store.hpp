// EventStore: the changes of state that happened, each once.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "domain/state_change.hpp"
#include "store/counters.hpp"
#include "store/database.hpp"
#include "store/entity_store.hpp"

namespace hearth::store {

struct StoredEvent {
    std::int64_t event_id = 0;
    std::int64_t entity_row_id = 0;
    bool duplicate = false;  // an event with this change key was there already; its id is given
    bool is_newest = false;  // the catalogue took the state over (nothing newer was known)
};

// An event as it is read back.
struct EventRecord {
    std::int64_t event_id = 0;
    std::int64_t entity_row_id = 0;
    TimeUs stored_us = 0;
    // entity_id is the present one; attributes, inbox_id and snapshot are not kept.
    StateChange change;
};

class EventStore {
public:
    EventStore(Database& database, EntityStore& entities, Counters& counters, const Clock& clock)
        : database_(database), entities_(entities), counters_(counters), clock_(clock) {}

    // Stores the change unless one with the same change_key (raw bytes) is there, and writes its
    // state into the catalogue unless something newer is known. Counts events.stored or
    // events.duplicate. A key that begins with the time in big-endian bytes keeps the index small
    // and the writes together; a purely random one costs a page a row.
    Result<StoredEvent> insert(const StateChange& change, const std::string& change_key);

    // Completes an event from a richer source: times if the publisher's are known now, context and
    // origin where they were unknown, old state where it was missing. The id stays. A change_key
    // that is not empty replaces the event's, unless another event has it, so that the richer
    // message is known when it comes again. kNotFound.
    Status enrich(std::int64_t event_id, const StateChange& richer,
                  const std::string& change_key = {});

    // The event that has this change key.
    Result<std::optional<std::int64_t>> find(const std::string& change_key);

    Result<std::optional<EventRecord>> event(std::int64_t event_id);
    // Newest first, by order of arrival.
    Result<std::vector<EventRecord>> latest(int limit);
    // In order of arrival, beginning after `after_id`.
    Result<std::vector<EventRecord>> read_after(std::int64_t after_id, int limit);

private:
    // False: the change key is there already.
    Result<bool> write(const StateChange& change, std::int64_t entity_row_id,
                       const std::string& change_key);

    Database& database_;
    EntityStore& entities_;
    Counters& counters_;
    const Clock& clock_;
};

}  // namespace hearth::store
