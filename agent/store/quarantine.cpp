#include "store/quarantine.hpp"

#include "core/utf8.hpp"
#include "store/transaction.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

Status Quarantine::add(std::string_view topic, const std::string& reason_code,
                       std::string_view reason, std::string_view payload, TimeUs received_us) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    auto status =
        database_.run(store_sql::add_quarantine, utf8_excerpt(topic, kQuarantineExcerptBytes),
                      reason_code, utf8_excerpt(reason, kQuarantineExcerptBytes),
                      utf8_excerpt(payload, kQuarantineExcerptBytes), received_us);
    if (!status) return status;
    // Ids follow each other without a gap, because only the oldest rows are ever deleted.
    const std::int64_t through = database_.last_insert_id() - kQuarantineRows;
    status = database_.run(store_sql::trim_quarantine, through);
    if (!status) return status;
    const std::int64_t dropped = database_.changes();
    status = counters_.add(counter::kQuarantineRows, 1 - dropped);
    if (status.ok()) status = counters_.add(counter::kEventsQuarantined);
    if (!status) return status;
    return transaction->commit();
}

Result<std::vector<QuarantinedMessage>> Quarantine::list(int limit) {
    auto rows = database_.query(store_sql::list_quarantine, limit);
    if (!rows) return rows.error();
    std::vector<QuarantinedMessage> messages;
    auto status = rows->each([&](const Statement& row) {
        messages.push_back({.id = row.integer(0),
                            .topic = row.text(1),
                            .reason_code = row.text(2),
                            .reason = row.text(3),
                            .excerpt = row.text(4),
                            .received_us = row.integer(5)});
    });
    if (!status) return status.error();
    return messages;
}

std::int64_t Quarantine::count() const { return counters_.get(counter::kQuarantineRows); }

}  // namespace hearth::store
