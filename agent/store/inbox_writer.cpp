#include "store/inbox_writer.hpp"

#include <algorithm>
#include <exception>

#include "store_sql_embedded.hpp"

namespace hearth::store {

namespace {

// The reader on the loop copies the WAL into the file; the callback does so only when the loop has
// not come to it for this many pages of 1 KiB.
constexpr int kWriterCheckpointPages = 4000;

}  // namespace

Result<std::unique_ptr<InboxWriter>> InboxWriter::open(const std::string& path,
                                                       Durability durability, std::int64_t cursor) {
    OpenOptions options;
    options.durability = durability;
    options.cache_kib = 64;
    options.autocheckpoint_pages = kWriterCheckpointPages;
    auto database = Database::open(path, options);
    if (!database) return database.error();
    std::int64_t last_id = 0;
    {
        auto last = (*database)->query(store_sql::last_inbox_id);
        if (!last) return last.error();
        const auto row = last->step();
        if (!row) return row.error();
        last_id = last->integer(0);
    }
    return std::unique_ptr<InboxWriter>(
        new InboxWriter(std::move(*database), std::max(last_id, cursor)));
}

Status InboxWriter::append(std::string_view topic, std::string_view payload, bool retained,
                           TimeUs received_us, std::string_view dedup_key) noexcept try {
    const std::int64_t id = last_id_.load(std::memory_order_relaxed) + 1;
    auto insert = database_->prepare(store_sql::append_inbox);
    if (!insert) return insert.error();
    insert->bind(1, id);
    if (!dedup_key.empty()) insert->bind(2, Blob{dedup_key});
    insert->bind(3, topic);
    insert->bind(4, Blob{payload});
    insert->bind(5, retained);
    insert->bind(6, received_us);
    if (auto status = insert->run(); !status) return status;
    if (database_->changes() == 1) last_id_.store(id, std::memory_order_release);
    return {};
} catch (const std::exception&) {
    return Error{ErrorCode::kInternal, {}};  // out of memory; an empty text cannot throw again
}

}  // namespace hearth::store
