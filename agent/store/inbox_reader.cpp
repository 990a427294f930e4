#include "store/inbox_reader.hpp"

#include <algorithm>

#include "store_sql_embedded.hpp"

namespace hearth::store {

Result<std::vector<InboundMessage>> InboxReader::read_after(std::int64_t id, int max) {
    auto rows = database_->query(store_sql::read_inbox, id, max);
    if (!rows) return rows.error();
    std::vector<InboundMessage> messages;
    std::size_t bytes = 0;
    while (bytes < kInboxReadBytes) {
        const auto row = rows->step();
        if (!row) return row.error();
        if (!*row) break;
        messages.push_back({.inbox_id = rows->integer(0),
                            .topic = rows->text(1),
                            .payload = rows->text(2),
                            .retained = rows->boolean(3),
                            .received_us = rows->integer(4)});
        bytes += messages.back().payload.size();
    }
    return messages;
}

Result<std::int64_t> InboxReader::remove_through(std::int64_t id, int max_rows) {
    if (auto status = database_->run(store_sql::remove_inbox, id, max_rows); !status)
        return status.error();
    return database_->changes();
}

Result<std::int64_t> InboxReader::size_estimate(std::int64_t cursor) {
    auto last = database_->query(store_sql::last_inbox_id);
    if (!last) return last.error();
    const auto row = last->step();
    if (!row) return row.error();
    return std::max<std::int64_t>(0, last->integer(0) - cursor);
}

}  // namespace hearth::store
