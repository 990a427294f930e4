// InboxWriter: the durable end of the MQTT callback.
//
// append() returns after the message is committed to inbox.db; only then may the broker be told
// that Hearth has it. Used by one thread (Paho's), with a connection of its own. Message ids grow
// by one and are never used twice.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "store/database.hpp"

namespace hearth::store {

class InboxWriter {
public:
    // `cursor`: the newest id that was already processed (InboxCursor); ids go on after it even
    // when inbox.db had to be replaced. The file must have been opened and migrated before
    // (Store::open).
    static Result<std::unique_ptr<InboxWriter>> open(const std::string& path, Durability durability,
                                                     std::int64_t cursor);

    // One committed INSERT. dedup_key: the identity that the payload carries, if any; a message
    // whose key still stands in the inbox is dropped silently, as stored already. Empty: none.
    // Errors: kTooLarge (disk full), kUnavailable (locked), kIo. The message is then not stored;
    // the call may be repeated. Never throws.
    Status append(std::string_view topic, std::string_view payload, bool retained,
                  TimeUs received_us, std::string_view dedup_key = {}) noexcept;

    // Id of the newest message; any thread.
    std::int64_t last_id() const noexcept { return last_id_.load(std::memory_order_acquire); }

private:
    InboxWriter(std::unique_ptr<Database> database, std::int64_t last_id)
        : database_(std::move(database)), last_id_(last_id) {}
    std::unique_ptr<Database> database_;
    std::atomic<std::int64_t> last_id_;
};

}  // namespace hearth::store
