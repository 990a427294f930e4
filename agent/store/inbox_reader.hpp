// InboxReader: the event loop's end of inbox.db, with a connection of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/message.hpp"
#include "store/database.hpp"

namespace hearth::store {

// Bytes of payload that one read_after takes into memory.
inline constexpr std::size_t kInboxReadBytes = 1024 * 1024;

class InboxReader {
public:
    // The database must have been opened and migrated (open_or_replace_damaged with
    // inbox_migrations()).
    explicit InboxReader(std::unique_ptr<Database> database) : database_(std::move(database)) {}

    // Messages with an id above `id`, oldest first, at most `max` of them and not
    // many more than kInboxReadBytes (but at least one).
    Result<std::vector<InboundMessage>> read_after(std::int64_t id, int max);

    // Deletes messages up to and including `id`, at most `max_rows` of them. Returns how many.
    Result<std::int64_t> remove_through(std::int64_t id, int max_rows);

    // Messages waiting behind the cursor: newest id - cursor, without counting; O(log n).
    Result<std::int64_t> size_estimate(std::int64_t cursor);

    // Moves the WAL into the file, so that the writer's callback does not have to.
    Result<std::int64_t> checkpoint() { return database_->checkpoint(); }

    const Database& database() const { return *database_; }

private:
    std::unique_ptr<Database> database_;
};

}  // namespace hearth::store
