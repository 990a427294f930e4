// What becomes of one state change: who caused it, the stored event, and the sample that models
// learn from, or the reason why it is none. Works inside the caller's transaction. Event loop only.
#pragma once

#include <string>

#include "core/result.hpp"
#include "domain/sample.hpp"
#include "domain/state_change.hpp"
#include "home/attribute_update.hpp"
#include "home/origin_attributor.hpp"
#include "ingest/automation_recorder.hpp"
#include "ingest/learned_names.hpp"
#include "ingest/sample_keeper.hpp"
#include "learning/undo_rule.hpp"
#include "store/lru_cache.hpp"
#include "store/store.hpp"

namespace hearth::ingest {

namespace counter {
// A retained snapshot showed a state that no event had told of.
inline constexpr std::string_view kPossibleGaps = "events.possible_gaps";
}  // namespace counter

class ChangeRecorder {
public:
    // names: outlives it. undo_within: what a person takes back so soon was not wanted. zone: of
    // the home.
    ChangeRecorder(store::Store& store, SampleKeeper& samples, LearnedNames& names,
                   TimeUs undo_within, TimeZone zone);

    void set_models(std::map<std::string, SampleFilter> models) {
        samples_.set_models(std::move(models));
    }

    // `change` has no origin yet. Errors are the store's: the caller rolls back.
    Status record(StateChange change);
    Status record_attribute(const AttributeUpdate& update);
    // An event of Home Assistant's bus: contexts, restarts, renamed and removed entities.
    Status record_event(const Fact& fact, TimeUs received_us);

    SampleKeeper& samples() { return samples_; }
    // After a rollback.
    void forget_uncommitted();
    // At start: what automations did shortly before the last end can still be taken back.
    Status recall_recent(TimeUs now_us);

private:
    Status refresh(const StateChange& change);
    Status make_sample(const StateChange& change, std::int64_t event_id);
    Status rename(const std::string& old_id, const std::string& new_id);
    Status describe(const StateChange& change, std::int64_t entity_row_id);
    Status note_undone(const StateChange& change, std::int64_t event_id);
    Result<std::string> device_class_of(const StateChange& change);

    store::Store& store_;
    SampleKeeper& samples_;
    LearnedNames& names_;
    OriginAttributor attributor_;
    learning::UndoRule undo_;
    AutomationRecorder automations_;
    store::LruCache<std::string, std::string> device_classes_;
    store::LruCache<std::int64_t, std::string> described_;  // what the catalogue was told last
};

}  // namespace hearth::ingest
