#include "store/outbox.hpp"

#include "store/transaction.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

Result<std::int64_t> Outbox::add(const std::string& topic, const std::string& payload, int qos,
                                 bool retain) {
    if (qos < 0 || qos > 2)
        return Error{ErrorCode::kInvalid, "quality of service must be 0, 1 or 2"};
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    Status status;
    if (retain) {
        status = database_.run(store_sql::supersede_outbox, topic);
        if (status.ok()) status = counters_.add(counter::kOutboxRows, -database_.changes());
        if (!status) return status.error();
    }
    if (count() >= kMaxOutboxRows) {
        status = database_.run(store_sql::drop_oldest_outbox);
        const std::int64_t dropped = status.ok() ? database_.changes() : 0;
        if (status.ok()) status = counters_.add(counter::kOutboxRows, -dropped);
        if (status.ok()) status = counters_.add(counter::kOutboxDropped, dropped);
        if (!status) return status.error();
    }
    status =
        database_.run(store_sql::add_outbox, topic, Blob{payload}, qos, retain, clock_.wall_us());
    if (!status) return status.error();
    const std::int64_t id = database_.last_insert_id();
    status = counters_.add(counter::kOutboxRows);
    if (status.ok()) status = transaction->commit();
    if (!status) return status.error();
    return id;
}

Result<std::vector<OutboundMessage>> Outbox::pending(int max, std::int64_t after_id) {
    auto rows = database_.query(store_sql::pending_outbox, after_id, max);
    if (!rows) return rows.error();
    std::vector<OutboundMessage> messages;
    auto status = rows->each([&](const Statement& row) {
        messages.push_back({.id = row.integer(0),
                            .topic = row.text(1),
                            .payload = row.text(2),
                            .qos = static_cast<int>(row.integer(3)),
                            .retain = row.boolean(4),
                            .created_us = row.integer(5),
                            .attempts = row.integer(6)});
    });
    if (!status) return status.error();
    return messages;
}

Status Outbox::attempted(std::int64_t id) { return database_.run(store_sql::attempted_outbox, id); }

Status Outbox::delivered(std::int64_t id) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    if (auto status = database_.run(store_sql::delivered_outbox, id); !status) return status;
    if (auto status = counters_.add(counter::kOutboxRows, -database_.changes()); !status)
        return status;
    return transaction->commit();
}

std::int64_t Outbox::count() const { return counters_.get(counter::kOutboxRows); }

}  // namespace hearth::store
