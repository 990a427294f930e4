// Outbox: messages that Hearth owes the broker, kept until the broker has confirmed them.
//
// A retained message replaces a waiting one of the same topic, since only the last would remain
// anyway. At most kMaxOutboxRows wait; then the oldest goes (counted as outbox.dropped). Loop
// thread. Every function works inside a caller's Transaction.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "store/counters.hpp"
#include "store/database.hpp"

namespace hearth::store {

struct OutboundMessage {
    std::int64_t id = 0;
    std::string topic;
    std::string payload;
    int qos = 1;  // 0, 1 or 2
    bool retain = false;
    TimeUs created_us = 0;
    std::int64_t attempts = 0;
};

inline constexpr std::int64_t kMaxOutboxRows = 5000;

class Outbox {
public:
    Outbox(Database& database, Counters& counters, const Clock& clock)
        : database_(database), counters_(counters), clock_(clock) {}

    // Returns the id, which is never used again.
    Result<std::int64_t> add(const std::string& topic, const std::string& payload, int qos,
                             bool retain);
    // Oldest first, beginning after `after_id`.
    Result<std::vector<OutboundMessage>> pending(int max, std::int64_t after_id = 0);
    // Counts one more attempt to send it.
    Status attempted(std::int64_t id);
    // The broker has it. An unknown id is no error: it may have been replaced meanwhile.
    Status delivered(std::int64_t id);
    // Messages waiting; O(1).
    std::int64_t count() const;

private:
    Database& database_;
    Counters& counters_;
    const Clock& clock_;
};

}  // namespace hearth::store
