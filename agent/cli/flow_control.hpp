// Keeps a publisher from running ahead of the daemon: a broker drops messages for a subscriber
// whose queue is full (mosquitto: 1,000 by default), and a replay that loses rows proves nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/api_client.hpp"
#include "core/clock.hpp"

namespace hearth::cli {

// status.events of the daemon.
struct EventCounts {
    std::int64_t received = 0, stored = 0, duplicate = 0, quarantined = 0, queue = 0;
};

// kInvalid when the members are missing.
Result<EventCounts> event_counts_in(const Json& status);

class FlowControl {
public:
    static constexpr std::int64_t kMaxLag = 500;  // messages

    // The clock must outlive it.
    FlowControl(ApiAddress address, const Clock& clock);

    // Remembers where the daemon's counts stand, and gives its status.
    Result<Json> begin();

    // Whether a publisher that has published so many messages since begin() may publish more. Asks
    // the daemon when the lag may be too large, at most fifty times a second.
    bool may_publish(std::int64_t published);

    // Asks now. The counts since begin().
    Result<EventCounts> progress();

    // What makes going on useless: the daemon receives nothing of it, or has been away for a
    // minute.
    const std::optional<Error>& failure() const { return failure_; }

    // Which part of the published messages the daemon listens to, as far as known: 0 to 1.
    double heard_share() const { return heard_share_; }

private:
    std::int64_t lag(std::int64_t published) const;
    void judge_silence(std::int64_t published, TimeUs now);

    ApiClient client_;
    const Clock& clock_;
    EventCounts first_;
    std::int64_t received_ = 0;  // since begin(), as last heard
    double heard_share_ = 1;
    TimeUs next_ask_us_ = 0, moved_us_ = 0, answered_us_ = 0;  // steady
    std::optional<Error> failure_;
};

}  // namespace hearth::cli
