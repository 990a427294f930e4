// Remembers the changes that were passed on last, to know one again when another source or a
// redelivery brings it, and to know an entity's state before the store has committed it.
//
// A ring of fixed size; the oldest goes first. Single-threaded.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/state_change.hpp"
#include "home/known_states.hpp"

namespace hearth {

// What two reports of one entity are compared by; a few thousand are kept, so it is small.
struct Report {
    explicit Report(const StateChange& change)
        : changed_us(change.changed_us),
          updated_us(change.updated_us),
          received_us(change.received_us),
          state(change.new_state),
          source(change.source),
          removed(change.removed),
          time_known(change.time_known) {}

    TimeUs changed_us, updated_us, received_us;
    std::string state;
    SourceKind source;
    bool removed, time_known;
};

// True when the two are certainly the same change by their times (equal last_updated; where one has
// none, equal last_changed and state), nothing when the times do not decide.
std::optional<bool> same_by_time(const Report& a, const Report& b);

// True when two reports of different sources agree on the state and arrived within the window: the
// same change, as far as can be told without common times.
bool same_by_value(const Report& a, const Report& b, TimeUs join_window_us);

class RecentChanges {
public:
    // join_window_us: how far apart two reports without common times may arrive.
    RecentChanges(std::size_t capacity, TimeUs join_window_us)
        : capacity_(capacity), join_window_us_(join_window_us) {}

    void add(const StateChange& change);

    // True when the change was passed on before. A report without common times answers for one
    // report of another source only.
    bool matches(const StateChange& change);

    // The newest state of an entity among those remembered.
    std::optional<KnownState> newest(const std::string& entity_id) const;
    // True when the entity's removal is the newest that is remembered.
    bool removed(const std::string& entity_id) const;

    void clear();

private:
    struct Entity {
        KnownState newest;
        bool removed = false;
        std::vector<std::uint64_t> entries;  // numbers of its entries, oldest first
    };
    using Entities = std::unordered_map<std::string, Entity>;
    struct Entry {
        Report report;
        Entities::value_type* entity;  // stays where it is while it has entries
        bool answered = false;         // a report without common times was joined with it
    };

    void forget_oldest();

    std::size_t capacity_;
    TimeUs join_window_us_;
    std::deque<Entry> ring_;
    std::uint64_t first_number_ = 0;  // of ring_.front()
    Entities entities_;
};

}  // namespace hearth
