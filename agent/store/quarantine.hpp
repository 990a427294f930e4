// Quarantine: a look at the last messages that could not be used, with the reason.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "store/counters.hpp"
#include "store/database.hpp"

namespace hearth::store {

struct QuarantinedMessage {
    std::int64_t id = 0;
    std::string topic;
    std::string reason_code;  // such as "not_json"
    std::string reason;       // in words
    std::string excerpt;      // valid UTF-8; untrusted
    TimeUs received_us = 0;
};

inline constexpr std::int64_t kQuarantineRows = 1000;
inline constexpr std::size_t kQuarantineExcerptBytes = 1024;

class Quarantine {
public:
    Quarantine(Database& database, Counters& counters) : database_(database), counters_(counters) {}

    // Keeps the first kQuarantineExcerptBytes of the payload and the newest kQuarantineRows
    // messages. Counts events.quarantined.
    Status add(std::string_view topic, const std::string& reason_code, std::string_view reason,
               std::string_view payload, TimeUs received_us);
    // Newest first.
    Result<std::vector<QuarantinedMessage>> list(int limit);
    // Rows there are now; O(1).
    std::int64_t count() const;

private:
    Database& database_;
    Counters& counters_;
};

}  // namespace hearth::store
