// EntityStore: the catalogue of entities, keyed by a row id that stays the same when Home Assistant
// renames the entity. What is known about the state of recently seen entities is kept in memory.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "domain/state_change.hpp"
#include "store/counters.hpp"
#include "store/database.hpp"
#include "store/lru_cache.hpp"
#include "store/transaction.hpp"

namespace hearth::store {

struct Entity {
    std::int64_t row_id = 0;
    std::string entity_id;
    std::string domain;
    std::string name;          // friendly_name
    std::string device_class;  // from the attributes, as unit is
    std::string area;
    std::string unit;
    std::string unique_id;
    std::string device;  // name of the device that it belongs to
    TimeUs first_seen_us = 0, last_seen_us = 0;
    std::string state;
    TimeUs changed_us = 0;  // when the state changed
    TimeUs updated_us = 0;  // when state or attributes changed; 0 if no source told
    SourceKind state_source = SourceKind::kPlainJson;
    Json attributes;        // object
    TimeUs removed_us = 0;  // 0: still there
};

// What an entity is, as a source tells that knows more than its states do.
struct EntityDescription {
    std::string area, device, unique_id;
};

// The part that every arriving change is compared with.
struct KnownState {
    std::int64_t entity_row_id = 0;
    std::string state;
    TimeUs changed_us = 0;
    TimeUs updated_us = 0;   // 0 if no source told
    TimeUs received_us = 0;  // when the message that carried it arrived
    SourceKind source = SourceKind::kPlainJson;
    std::int64_t last_event_id =
        0;                    // the event that brought this state; 0 if none did (a snapshot)
    bool time_known = false;  // changed_us is the publisher's
    bool has_state = false;   // false: only attributes have been seen
    bool removed = false;
};

struct RefreshedEntity {
    std::int64_t entity_row_id = 0;
    bool is_new = false;          // seen for the first time
    bool applied = false;         // false: older than what is known, nothing written but last_seen
    bool state_differed = false;  // the known state was another one: a change was missed
};

inline constexpr std::size_t kMaxAttributesBytes = 16 * 1024;
inline constexpr std::size_t kKnownStates = 2000;  // entities kept in memory

class EntityStore final : private TransactionListener {
public:
    EntityStore(Database& database, Counters& counters);
    ~EntityStore() override;
    EntityStore(const EntityStore&) = delete;
    EntityStore& operator=(const EntityStore&) = delete;

    // Nothing for an entity that was never seen.
    Result<std::optional<KnownState>> known_state(const std::string& entity_id);

    // Writes a snapshot or an attribute-only change into the catalogue; no event is stored. Makes
    // the entity if need be. A change older than what is known is not applied. Attributes that the
    // change carries replace the stored ones. A removal marks the entity as removed.
    Result<RefreshedEntity> refresh_entity(const StateChange& change);

    // Merges members into the stored attributes (null removes one) and takes name, device class
    // and unit from them. What exceeds kMaxAttributesBytes is cut: the largest members go first.
    Status set_attributes(const std::string& entity_id, const Json& members, TimeUs seen_us);
    // Takes name, device class and unit from attributes that came with an event, and nothing else
    // of them: they come with each event, and hardly ever change. What is missing stays.
    Status describe_by(std::int64_t row_id, const Json& attributes);
    // Empty leaves a value as it is. Makes the entity if need be.
    Status describe_entity(const std::string& entity_id, const EntityDescription& description,
                           TimeUs seen_us);

    Result<std::optional<Entity>> entity(const std::string& entity_id);
    Result<std::optional<Entity>> entity(std::int64_t row_id);
    // In order of row id, beginning after `after_row_id`.
    Result<std::vector<Entity>> entities(int limit, std::int64_t after_row_id = 0,
                                         bool with_removed = false);
    // The same without states and attributes (they are left empty), a tenth of the work.
    Result<std::vector<Entity>> described(int limit, std::int64_t after_row_id = 0);
    // kNotFound when there is no such entity. Its events stay.
    Status remove_entity(const std::string& entity_id, TimeUs removed_us);
    // The entity keeps its row id and with it its history. kNotFound; kConflict when `new_id` is in
    // use by an entity that has not been removed. One that has been removed gives way: it becomes
    // "<new_id>#<row id>".
    Status rename_entity(const std::string& old_id, const std::string& new_id);

    // Its row tells nothing but when it was first and last seen; seen again, the entity is a new
    // one. An unknown entity is no error.
    Status blank(const std::string& entity_id);
    // Rows were changed past this class: read them again.
    void drop_known_states() { known_.clear(); }

    // The rest is for EventStore.

    // The row of an entity, made if need be.
    Result<std::int64_t> ensure_entity(const std::string& entity_id, TimeUs seen_us, bool& is_new);
    // Writes what a change tells into the catalogue. event_id 0: it is not an event. Returns false
    // when the change is older than what is known. Precondition: the entity is there.
    Result<bool> apply(const StateChange& change, std::int64_t event_id);
    // The times of the event that brought the present state have become known.
    Status correct_times(const StateChange& richer, std::int64_t event_id);

private:
    void after_rollback() override { known_.clear(); }
    Status write_attributes(std::int64_t row_id, Json attributes, TimeUs seen_us);

    Database& database_;
    Counters& counters_;
    LruCache<std::string, KnownState> known_;
};

}  // namespace hearth::store
