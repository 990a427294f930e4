#include "cli/event_feed.hpp"

namespace hearth::cli {

namespace {
constexpr std::size_t kMaxEvents = 1'000;
}

EventFeed::EventFeed(ApiAddress address)
    : thread_([this, address = std::move(address)](const std::stop_token& stop) {
          run(stop, address);
      }) {}

EventFeed::~EventFeed() = default;  // the thread is asked to stop and joined

Status EventFeed::wait_until_open(std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, timeout, [this] { return open_ || ended_; });
    if (open_) return {};
    if (!ended_) return Error{ErrorCode::kTimeout, "the daemon does not send its events"};
    return outcome_;
}

std::optional<FeedEvent> EventFeed::next(std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    if (timeout.count() > 0)
        changed_.wait_for(lock, timeout, [this] { return !events_.empty() || ended_; });
    if (events_.empty()) return std::nullopt;
    FeedEvent event = std::move(events_.front());
    events_.pop_front();
    return event;
}

bool EventFeed::ended() const {
    const std::lock_guard lock(mutex_);
    return ended_ && events_.empty();
}

void EventFeed::run(const std::stop_token& stop, const ApiAddress& address) {
    ApiClient client(address);
    const auto on_event = [this](const std::string& kind, const Json& body) {
        const std::lock_guard lock(mutex_);
        if (events_.size() == kMaxEvents) events_.pop_front();
        events_.push_back({kind, body});
        changed_.notify_all();
        return true;
    };
    const auto on_open = [this] {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    };
    const Status outcome = client.watch_events(on_event, stop, on_open);
    const std::lock_guard lock(mutex_);
    outcome_ = outcome;
    ended_ = true;
    changed_.notify_all();
}

}  // namespace hearth::cli
