#include "store/dropped_samples.hpp"

#include "store_sql_embedded.hpp"

namespace hearth::store {

Status DroppedSamples::add(const DroppedSample& dropped) {
    if (auto status =
            database_.run(store_sql::add_dropped, dropped.kind, dropped.reason, dropped.entity_id,
                          dropped.label, dropped.time_us, clock_.wall_us());
        !status)
        return status;
    // Ids follow each other without a gap, because only the oldest rows are ever deleted.
    return database_.run(store_sql::trim_dropped, database_.last_insert_id() - kDroppedRows);
}

Result<std::vector<DroppedSample>> DroppedSamples::list(const std::string& kind, int limit) {
    auto rows = database_.query(store_sql::list_dropped, limit, kind);
    if (!rows) return rows.error();
    std::vector<DroppedSample> out;
    const auto status = rows->each([&](const Statement& row) {
        out.push_back({.id = row.integer(0),
                       .kind = row.text(1),
                       .reason = row.text(2),
                       .entity_id = row.text(3),
                       .label = row.text(4),
                       .time_us = row.integer(5)});
    });
    if (!status) return status.error();
    return out;
}

}  // namespace hearth::store
