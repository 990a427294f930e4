// Counters: figures that are shown without counting rows.
//
// Kept in memory. Inside a Transaction they are written just before it commits, one row a counter
// however often it was raised, and forgotten when it rolls back; outside, at once. Loop thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "store/database.hpp"
#include "store/transaction.hpp"

namespace hearth::store {

// Names of the counters that the store itself keeps. "rows." counters are the rows there are now;
// the others only grow.
namespace counter {
inline constexpr std::string_view kEventRows = "rows.events";
inline constexpr std::string_view kEntityRows = "rows.entities";  // removed ones included
inline constexpr std::string_view kQuarantineRows = "rows.quarantine";
inline constexpr std::string_view kOutboxRows = "rows.outbox";
inline constexpr std::string_view kRunRows = "rows.runs";
inline constexpr std::string_view kEventsStored = "events.stored";
inline constexpr std::string_view kEventsDuplicate = "events.duplicate";
inline constexpr std::string_view kEventsQuarantined = "events.quarantined";
inline constexpr std::string_view kOutboxDropped = "outbox.dropped";
inline constexpr std::string_view kSampleRowsOf = "rows.samples.";     // + sample kind
inline constexpr std::string_view kLastSampleOf = "samples.last_id.";  // + sample kind
}  // namespace counter

class Counters final : private TransactionListener {
public:
    // Reads all counters (some dozens of rows).
    static Result<std::unique_ptr<Counters>> load(Database& database);
    ~Counters() override;
    Counters(const Counters&) = delete;
    Counters& operator=(const Counters&) = delete;

    // Any name; n may be negative. Inside a Transaction this cannot fail.
    Status add(std::string_view name, std::int64_t n = 1);
    // Sets it to `value` if that is more than it is.
    Status raise_to(std::string_view name, std::int64_t value);
    // 0 for a name that was never added to. Includes what an open transaction added.
    std::int64_t get(std::string_view name) const;
    std::map<std::string, std::int64_t> all() const;

private:
    struct Entry {
        std::int64_t value = 0;      // as of now
        std::int64_t committed = 0;  // as of the last commit
    };

    explicit Counters(Database& database);
    Status set(std::string_view name, std::int64_t value);
    Status before_commit() override;
    void after_commit() override;
    void after_rollback() override;

    Database& database_;
    std::map<std::string, Entry, std::less<>> entries_;
    bool dirty_ = false;  // some value is not its committed one
};

}  // namespace hearth::store
