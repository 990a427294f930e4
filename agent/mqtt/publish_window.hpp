// What is to be published: accepted in order, a bounded number under way to the broker at a time.
// Not thread-safe; the session guards it.
#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <vector>

#include "core/result.hpp"

namespace hearth {

struct OutboundMessage {
    std::int64_t id = 0;
    std::string topic;
    std::string payload;
    int qos = 1;
    bool retain = false;
};

class PublishWindow {
public:
    PublishWindow(std::size_t max_inflight, std::size_t max_queued)
        : max_inflight_(max_inflight), max_queued_(max_queued) {}

    // The message's id (1, 2, 3 …; the one in `message` is ignored). kUnavailable when the queue is
    // full, in messages or in bytes.
    Result<std::int64_t> accept(OutboundMessage message);
    bool has_sendable() const { return !queue_.empty() && in_flight_.size() < max_inflight_; }
    // As many as may be under way, oldest first; they now are.
    std::vector<OutboundMessage> take_sendable();
    // False for an id that is not under way (any more).
    bool confirm(std::int64_t id) { return in_flight_.erase(id) > 0; }
    // Forgets everything; ids go on counting.
    void clear();
    bool empty() const { return queue_.empty() && in_flight_.empty(); }

private:
    std::size_t max_inflight_, max_queued_;
    std::size_t queued_bytes_ = 0;
    std::int64_t last_id_ = 0;
    std::deque<OutboundMessage> queue_;
    std::set<std::int64_t> in_flight_;
};

}  // namespace hearth
