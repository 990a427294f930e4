#include "store/entity_store.hpp"

#include <algorithm>
#include <utility>

#include "store/attributes.hpp"
#include "store/codes.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

namespace {

// Publishers' times compare with publishers' times. A time that is only an arrival time is later
// than when the thing happened, so there the arrivals of both are compared.
bool is_older(const StateChange& change, const KnownState& known) {
    if (!known.has_state && !known.removed) return false;
    if (change.time_known && known.time_known)
        return std::max(change.changed_us, change.updated_us) <
               std::max(known.changed_us, known.updated_us);
    return change.received_us < known.received_us;
}

Entity read_entity(const Statement& row) {
    return {.row_id = row.integer(0),
            .entity_id = row.text(1),
            .domain = row.text(2),
            .name = row.text(3),
            .device_class = row.text(4),
            .area = row.text(5),
            .unit = row.text(6),
            .unique_id = row.text(7),
            .device = row.text(16),
            .first_seen_us = row.integer(8),
            .last_seen_us = row.integer(9),
            .state = row.text(10),
            .changed_us = row.integer(11),
            .updated_us = row.integer(12),
            .state_source = source_of_code(row.integer(13)),
            .attributes = stored_object(row.text(14)),
            .removed_us = row.integer(15)};
}

Result<std::optional<Entity>> read_one(Result<Statement> statement) {
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    if (!*row) return std::optional<Entity>();
    return std::optional<Entity>(read_entity(*statement));
}

}  // namespace

EntityStore::EntityStore(Database& database, Counters& counters)
    : database_(database), counters_(counters), known_(kKnownStates) {
    database_.add_listener(this);
}

EntityStore::~EntityStore() { database_.remove_listener(this); }

Result<std::optional<KnownState>> EntityStore::known_state(const std::string& entity_id) {
    if (const KnownState* known = known_.find(entity_id)) return std::optional<KnownState>(*known);
    auto statement = database_.query(store_sql::known_state, entity_id);
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    if (!*row) return std::optional<KnownState>();
    const KnownState known{.entity_row_id = statement->integer(0),
                           .state = statement->text(1),
                           .changed_us = statement->integer(2),
                           .updated_us = statement->integer(3),
                           .received_us = statement->integer(4),
                           .source = source_of_code(statement->integer(5)),
                           .last_event_id = statement->integer(6),
                           .time_known = statement->boolean(7),
                           .has_state = !statement->is_null(1),
                           .removed = statement->integer(8) != 0};
    return std::optional<KnownState>(known_.put(entity_id, known));
}

Result<std::int64_t> EntityStore::ensure_entity(const std::string& entity_id, TimeUs seen_us,
                                                bool& is_new) {
    is_new = false;
    const auto known = known_state(entity_id);
    if (!known) return known.error();
    if (*known) return (*known)->entity_row_id;
    auto status = database_.run(store_sql::insert_entity, entity_id, domain_of(entity_id), seen_us);
    if (!status) return status.error();
    is_new = true;
    const std::int64_t row_id = database_.last_insert_id();
    if (status = counters_.add(counter::kEntityRows); !status) return status.error();
    KnownState fresh;
    fresh.entity_row_id = row_id;
    known_.put(entity_id, std::move(fresh));
    return row_id;
}

Result<bool> EntityStore::apply(const StateChange& change, std::int64_t event_id) {
    const auto found = known_state(change.entity_id);
    if (!found) return found.error();
    if (!*found)
        return Error{ErrorCode::kInternal, "no such entity in the catalogue: " + change.entity_id};
    KnownState known = **found;
    if (is_older(change, known)) {
        auto status =
            database_.run(store_sql::touch_entity, known.entity_row_id, change.received_us);
        if (!status) return status.error();
        return false;
    }
    const bool same_state = known.has_state && known.state == change.new_state && !change.removed;
    // The same state reported again without the publisher's time says nothing about when it began.
    if (!same_state || change.time_known) {
        known.changed_us = change.changed_us;
        known.updated_us = change.updated_us;
        known.time_known = change.time_known;
        known.source = change.source;
    }
    // Nor does a report that is not an event end the state that the last event brought.
    if (!same_state || event_id != 0) known.last_event_id = event_id;
    known.state = change.new_state;
    known.received_us = change.received_us;
    known.has_state = !change.removed;
    known.removed = change.removed;
    auto status = database_.run(
        store_sql::apply_state, known.entity_row_id,
        change.removed ? std::nullopt : std::optional<std::string_view>(known.state),
        known.changed_us, known.updated_us, known.received_us, known.time_known,
        code_of(known.source), known.last_event_id, change.removed ? change.changed_us : 0);
    if (!status) return status.error();
    known_.put(change.entity_id, known);
    return true;
}

Result<RefreshedEntity> EntityStore::refresh_entity(const StateChange& change) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    RefreshedEntity refreshed;
    const auto row_id = ensure_entity(change.entity_id, change.received_us, refreshed.is_new);
    if (!row_id) return row_id.error();
    refreshed.entity_row_id = *row_id;
    const auto before = known_state(change.entity_id);
    if (!before) return before.error();
    const auto applied = apply(change, 0);
    if (!applied) return applied.error();
    refreshed.applied = *applied;
    if (*applied && *before)
        refreshed.state_differed = ((*before)->has_state && (*before)->state != change.new_state) ||
                                   ((*before)->removed && !change.removed);
    if (*applied && change.attributes.is_object()) {
        auto status = write_attributes(*row_id, change.attributes, change.received_us);
        if (!status) return status.error();
    }
    if (auto status = transaction->commit(); !status) return status.error();
    return refreshed;
}

Status EntityStore::write_attributes(std::int64_t row_id, Json attributes, TimeUs seen_us) {
    // The columns are taken before anything is cut.
    const std::string name = attribute_text(attributes, "friendly_name");
    const std::string device_class = attribute_text(attributes, "device_class");
    const std::string unit = attribute_text(attributes, "unit_of_measurement");
    const std::string text = bounded_attributes(attributes, kMaxAttributesBytes);
    return database_.run(store_sql::set_attributes, row_id, text, name, device_class, unit,
                         seen_us);
}

Status EntityStore::set_attributes(const std::string& entity_id, const Json& members,
                                   TimeUs seen_us) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    bool is_new = false;
    const auto row_id = ensure_entity(entity_id, seen_us, is_new);
    if (!row_id) return row_id.error();
    Json before;
    {
        auto statement = database_.query(store_sql::get_attributes, *row_id);
        if (!statement) return statement.error();
        const auto row = statement->step();
        if (!row) return row.error();
        if (*row) before = stored_object(statement->text(0));
    }
    Json merged = merge_attributes(before, members);
    const Status status = merged == before
                              ? database_.run(store_sql::touch_entity, *row_id, seen_us)
                              : write_attributes(*row_id, std::move(merged), seen_us);
    if (!status) return status;
    return transaction->commit();
}

Status EntityStore::describe_by(std::int64_t row_id, const Json& attributes) {
    return database_.run(store_sql::describe_by_attributes, row_id,
                         attribute_text(attributes, "friendly_name"),
                         attribute_text(attributes, "device_class"),
                         attribute_text(attributes, "unit_of_measurement"));
}

Status EntityStore::describe_entity(const std::string& entity_id,
                                    const EntityDescription& description, TimeUs seen_us) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    bool is_new = false;
    const auto row_id = ensure_entity(entity_id, seen_us, is_new);
    if (!row_id) return row_id.error();
    auto status = database_.run(store_sql::describe_entity, *row_id, description.area,
                                description.unique_id, description.device);
    if (!status) return status;
    return transaction->commit();
}

Result<std::vector<Entity>> EntityStore::described(int limit, std::int64_t after_row_id) {
    auto rows = database_.query(store_sql::list_described, after_row_id, limit);
    if (!rows) return rows.error();
    std::vector<Entity> out;
    const Status done = rows->each([&](const Statement& row) {
        Entity one;
        one.row_id = row.integer(0);
        one.entity_id = row.text(1);
        one.domain = row.text(2);
        one.name = row.text(3);
        one.device_class = row.text(4);
        one.area = row.text(5);
        one.device = row.text(6);
        one.unit = row.text(7);
        one.first_seen_us = row.integer(8);
        out.push_back(std::move(one));
    });
    if (!done) return done.error();
    return out;
}

Result<std::optional<Entity>> EntityStore::entity(const std::string& entity_id) {
    return read_one(database_.query(store_sql::entity_by_name, entity_id));
}

Result<std::optional<Entity>> EntityStore::entity(std::int64_t row_id) {
    return read_one(database_.query(store_sql::entity_by_row, row_id));
}

Result<std::vector<Entity>> EntityStore::entities(int limit, std::int64_t after_row_id,
                                                  bool with_removed) {
    auto rows = database_.query(store_sql::list_entities, after_row_id, with_removed, limit);
    if (!rows) return rows.error();
    std::vector<Entity> entities;
    auto status = rows->each([&](const Statement& row) { entities.push_back(read_entity(row)); });
    if (!status) return status.error();
    return entities;
}

Status EntityStore::remove_entity(const std::string& entity_id, TimeUs removed_us) {
    known_.erase(entity_id);
    auto status = database_.run(store_sql::remove_entity, entity_id, removed_us);
    if (status.ok() && database_.changes() == 0)
        return Error{ErrorCode::kNotFound, "no such entity: " + entity_id};
    return status;
}

Status EntityStore::rename_entity(const std::string& old_id, const std::string& new_id) {
    if (old_id == new_id) return {};
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    const auto from = known_state(old_id);
    if (!from) return from.error();
    if (!*from) return Error{ErrorCode::kNotFound, "no such entity: " + old_id};
    const auto taken = known_state(new_id);
    if (!taken) return taken.error();
    if (*taken) {
        if (!(*taken)->removed)
            return Error{ErrorCode::kConflict,
                         "cannot rename " + old_id + ": " + new_id + " is another entity"};
        const std::int64_t row_id = (*taken)->entity_row_id;
        auto status = database_.run(store_sql::rename_entity, row_id,
                                    new_id + "#" + std::to_string(row_id), domain_of(new_id));
        if (!status) return status;
    }
    known_.erase(old_id);
    known_.erase(new_id);
    auto status =
        database_.run(store_sql::rename_entity, (*from)->entity_row_id, new_id, domain_of(new_id));
    if (!status) return status;
    return transaction->commit();
}

Status EntityStore::blank(const std::string& entity_id) {
    known_.erase(entity_id);
    return database_.run(store_sql::blank_entity, entity_id);
}

Status EntityStore::correct_times(const StateChange& richer, std::int64_t event_id) {
    known_.erase(richer.entity_id);
    return database_.run(store_sql::correct_times, richer.entity_id, event_id, richer.changed_us,
                         richer.updated_us, code_of(richer.source));
}

}  // namespace hearth::store
