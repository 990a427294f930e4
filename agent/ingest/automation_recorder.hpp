// Keeps the list of automations that Home Assistant is seen to have: that there is one, how it is
// called, and what it was observed to react to and to do. Works inside the caller's transaction.
// Event loop only.
#pragma once

#include <map>
#include <string>

#include "automation/run_observer.hpp"
#include "core/result.hpp"
#include "core/time_zone.hpp"
#include "domain/state_change.hpp"
#include "home/attribute_update.hpp"
#include "home/fact.hpp"
#include "store/store.hpp"

namespace hearth::ingest {

class AutomationRecorder {
public:
    // zone: of the home.
    AutomationRecorder(store::Store& store, TimeZone zone)
        : store_(store), observer_(std::move(zone)) {}

    // Each change, snapshots too, in order.
    Status note(const StateChange& change);
    Status note_attribute(const AttributeUpdate& update);
    // The event automation_triggered; others are passed over.
    Status note_event(const Fact& fact, TimeUs received_us);
    Status rename(const std::string& old_id, const std::string& new_id);
    Status remove(const std::string& entity_id);
    // After a rollback: the messages will be read again.
    void forget_runs() { observer_.forget(); }

private:
    struct Names {
        std::string alias, config_id;
    };
    // The row of the automation, or one for it that is not stored yet.
    Result<store::KnownAutomation> row_of(const std::string& entity_id, TimeUs now);
    // An import under these names is the automation of a row that was only seen: they become one.
    Status join_import(store::KnownAutomation& row, const Names& names);
    Status note_names(const std::string& entity_id, const Names& names, TimeUs now);
    Status note_observation(const automation::Observation& seen, TimeUs now);
    Status save(store::KnownAutomation& row);

    store::Store& store_;
    automation::RunObserver observer_;
};

}  // namespace hearth::ingest
