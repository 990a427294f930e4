// The daemon's live feed in a thread of its own, as a queue that a verb looks at when it has time.
//
// The queue is bounded: when the reader falls behind, the oldest events go.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "cli/api_client.hpp"

namespace hearth::cli {

struct FeedEvent {
    std::string kind;
    Json body;
};

class EventFeed {
public:
    // Starts to watch.
    explicit EventFeed(ApiAddress address);
    ~EventFeed();  // stops; takes at most a moment
    EventFeed(const EventFeed&) = delete;
    EventFeed& operator=(const EventFeed&) = delete;

    // Waits until the daemon has answered: what happens from then on is seen. The error why not.
    Status wait_until_open(std::chrono::milliseconds timeout);

    // The oldest event that was not taken yet; waits for one at most `timeout`.
    std::optional<FeedEvent> next(std::chrono::milliseconds timeout);

    // The feed has ended; no more events come.
    bool ended() const;

private:
    void run(const std::stop_token& stop, const ApiAddress& address);

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<FeedEvent> events_;
    bool open_ = false, ended_ = false;
    Status outcome_;
    std::jthread thread_;  // last: it uses the others
};

}  // namespace hearth::cli
