// Retention: lets old rows go, in slices of about 2 ms, so that the event loop never stalls.
//
// Age counts from when Hearth stored a row, not from when the thing happened: imported history is
// kept as long as live data.
#pragma once

#include <cstdint>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "inbox/inbox_reader.hpp"
#include "store/counters.hpp"
#include "store/database.hpp"
#include "store/inbox_cursor.hpp"

namespace hearth::store {

struct RetentionSlice {
    std::int64_t events = 0, samples = 0;  // rows deleted by this call
    std::int64_t live_scores = 0;
    std::int64_t asked = 0;  // questions, suggestions and feedback
    std::int64_t inbox = 0;  // messages that went with their files
    bool more = false;       // there is more to delete: call again when the loop is idle
};

class Retention {
public:
    Retention(Database& database, inbox::InboxReader& inbox, InboxCursor& cursor,
              Counters& counters)
        : database_(database), inbox_(inbox), cursor_(cursor), counters_(counters) {}

    // Deletes the inbox's files up to the cursor, then events, samples, scores and the Ask-AI log
    // stored more than keep_us before now_us, oldest first, at most max_rows in all. Counters
    // follow in the same transaction. Not to be called inside a Transaction. keep_us 0 or less:
    // keeps everything.
    Result<RetentionSlice> run(TimeUs now_us, TimeUs keep_us, int max_rows = 200);

    // What was deleted is nowhere on the disk any more: the inbox's files up to the cursor go, and
    // the WAL. Not to be called inside a Transaction.
    Status purge();

    // Copies the WAL into the file, as far as nobody is in the way. Returns true when
    // nothing is left to copy.
    Result<bool> checkpoint();

private:
    Result<std::int64_t> delete_events(TimeUs before_us, int max_rows);
    Result<std::int64_t> delete_samples(TimeUs before_us, int max_rows);

    Database& database_;
    inbox::InboxReader& inbox_;
    InboxCursor& cursor_;
    Counters& counters_;
};

}  // namespace hearth::store
