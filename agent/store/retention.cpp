#include "store/retention.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "store/transaction.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

Result<RetentionSlice> Retention::run(TimeUs now_us, TimeUs keep_us, int max_rows) {
    RetentionSlice slice;
    const auto cursor = cursor_.get();
    if (!cursor) return cursor.error();
    const auto removed = inbox_.remove_through(*cursor);
    if (!removed) return removed.error();
    slice.inbox = *removed;
    if (keep_us <= 0) return slice;

    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    const auto events = delete_events(now_us - keep_us, max_rows);
    if (!events) return events.error();
    slice.events = *events;
    auto left = static_cast<int>(max_rows - slice.events);
    if (left > 0) {
        const auto samples = delete_samples(now_us - keep_us, left);
        if (!samples) return samples.error();
        slice.samples = *samples;
        left -= static_cast<int>(slice.samples);
    }
    if (left > 0) {
        const auto scores =
            database_.run(store_sql::delete_old_live_scores, now_us - keep_us, left);
        if (!scores) return scores.error();
        slice.live_scores = database_.changes();
        left -= static_cast<int>(slice.live_scores);
    }
    for (const std::string_view old :
         {store_sql::delete_old_ask_log, store_sql::delete_old_ask_feedback}) {
        if (left <= 0) break;
        if (auto gone = database_.run(old, now_us - keep_us, left); !gone) return gone.error();
        slice.asked += database_.changes();
        left -= static_cast<int>(database_.changes());
    }
    if (auto status = transaction->commit(); !status) return status.error();
    slice.more = left <= 0;
    return slice;
}

Result<std::int64_t> Retention::delete_events(TimeUs before_us, int max_rows) {
    auto status = database_.run(store_sql::delete_old_events, before_us, max_rows);
    if (!status) return status.error();
    const std::int64_t deleted = database_.changes();
    if (status = counters_.add(counter::kEventRows, -deleted); !status) return status.error();
    return deleted;
}

Result<std::int64_t> Retention::delete_samples(TimeUs before_us, int max_rows) {
    std::vector<std::int64_t> ids;
    std::map<std::string, std::int64_t> per_kind;
    {
        auto rows = database_.query(store_sql::old_samples, before_us, max_rows);
        if (!rows) return rows.error();
        auto status = rows->each([&](const Statement& row) {
            ids.push_back(row.integer(0));
            ++per_kind[row.text(1)];
        });
        if (!status) return status.error();
    }
    for (const std::int64_t id : ids)
        if (auto status = database_.run(store_sql::delete_sample, id); !status)
            return status.error();
    for (const auto& [kind, n] : per_kind) {
        auto status = counters_.add(std::string(counter::kSampleRowsOf) + kind, -n);
        if (!status) return status.error();
    }
    return static_cast<std::int64_t>(ids.size());
}

Status Retention::purge() {
    const auto cursor = cursor_.get();
    if (!cursor) return cursor.error();
    if (const auto removed = inbox_.remove_through(*cursor); !removed) return removed.error();
    return database_.empty_wal();
}

Result<bool> Retention::checkpoint() {
    const auto left = database_.checkpoint();
    if (!left) return left.error();
    return *left == 0;
}

}  // namespace hearth::store
