#include "store/event_store.hpp"

#include "store/codes.hpp"
#include "store/transaction.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

namespace {

// NULL costs nothing on the disk and is what COALESCE looks for.
std::optional<std::string_view> text_or_null(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text;
}

EventRecord read_event(const Statement& row) {
    EventRecord record;
    record.event_id = row.integer(0);
    record.entity_row_id = row.integer(1);
    record.stored_us = row.integer(2);
    StateChange& change = record.change;
    change.entity_id = row.text(3);
    change.old_state = row.optional_text(4);
    change.new_state = row.text(5);
    change.removed = row.is_null(5);
    change.changed_us = row.integer(6);
    change.updated_us = row.integer(7);
    change.time_known = row.boolean(8);
    change.state_differs = row.boolean(9);
    change.received_us = row.integer(10);
    change.origin = origin_of_code(row.integer(11));
    change.source = source_of_code(row.integer(12));
    change.context = {row.text(13), row.text(14), row.text(15), !row.is_null(13)};
    return record;
}

Result<std::vector<EventRecord>> read_all(Result<Statement> rows) {
    if (!rows) return rows.error();
    std::vector<EventRecord> events;
    auto status = rows->each([&](const Statement& row) { events.push_back(read_event(row)); });
    if (!status) return status.error();
    return events;
}

}  // namespace

Result<bool> EventStore::write(const StateChange& change, std::int64_t entity_row_id,
                               const std::string& change_key) {
    auto status = database_.run(
        store_sql::insert_event, Blob{change_key}, entity_row_id, change.old_state,
        change.removed ? std::nullopt : std::optional<std::string_view>(change.new_state),
        change.changed_us, change.updated_us, change.time_known, change.state_differs,
        change.received_us, code_of(change.origin), code_of(change.source),
        text_or_null(change.context.id), text_or_null(change.context.parent_id),
        text_or_null(change.context.user_id), clock_.wall_us());
    if (!status) return status.error();
    return database_.changes() == 1;
}

Result<StoredEvent> EventStore::insert(const StateChange& change, const std::string& change_key) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    bool is_new = false;
    const auto row_id = entities_.ensure_entity(change.entity_id, change.received_us, is_new);
    if (!row_id) return row_id.error();
    StoredEvent stored;
    stored.entity_row_id = *row_id;
    const auto written = write(change, *row_id, change_key);
    if (!written) return written.error();
    if (*written) {
        stored.event_id = database_.last_insert_id();
        const auto applied = entities_.apply(change, stored.event_id);
        if (!applied) return applied.error();
        stored.is_newest = *applied;
        if (auto status = counters_.add(counter::kEventRows); !status) return status.error();
        if (auto status = counters_.add(counter::kEventsStored); !status) return status.error();
    } else {
        const auto present = find(change_key);
        if (!present) return present.error();
        stored.event_id = present->value_or(0);
        stored.duplicate = true;
        if (auto status = counters_.add(counter::kEventsDuplicate); !status) return status.error();
    }
    if (auto status = transaction->commit(); !status) return status.error();
    return stored;
}

Status EventStore::enrich(std::int64_t event_id, const StateChange& richer,
                          const std::string& change_key) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    auto status =
        database_.run(store_sql::enrich_event, event_id, richer.time_known, richer.changed_us,
                      richer.updated_us, code_of(richer.source), code_of(richer.origin),
                      text_or_null(richer.context.id), text_or_null(richer.context.parent_id),
                      text_or_null(richer.context.user_id), richer.old_state);
    if (!status) return status;
    if (database_.changes() == 0)
        return Error{ErrorCode::kNotFound, "no event has the id " + std::to_string(event_id)};
    if (!change_key.empty())
        if (status = database_.run(store_sql::rekey_event, event_id, Blob{change_key}); !status)
            return status;
    if (richer.time_known)
        if (status = entities_.correct_times(richer, event_id); !status) return status;
    return transaction->commit();
}

Result<std::optional<std::int64_t>> EventStore::find(const std::string& change_key) {
    auto statement = database_.query(store_sql::find_event, Blob{change_key});
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    if (!*row) return std::optional<std::int64_t>();
    return std::optional<std::int64_t>(statement->integer(0));
}

Result<std::optional<EventRecord>> EventStore::event(std::int64_t event_id) {
    auto events = read_all(database_.query(store_sql::get_event, event_id));
    if (!events) return events.error();
    if (events->empty()) return std::optional<EventRecord>();
    return std::optional<EventRecord>(std::move(events->front()));
}

Result<std::vector<EventRecord>> EventStore::latest(int limit) {
    return read_all(database_.query(store_sql::latest_events, limit));
}

Result<std::vector<EventRecord>> EventStore::read_after(std::int64_t after_id, int limit) {
    return read_all(database_.query(store_sql::read_events, after_id, limit));
}

}  // namespace hearth::store
