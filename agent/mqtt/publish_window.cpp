#include "mqtt/publish_window.hpp"

#include <utility>

namespace hearth {
namespace {
constexpr std::size_t kMaxQueuedBytes = 32 * 1024 * 1024;

std::size_t size_of(const OutboundMessage& message) {
    return message.topic.size() + message.payload.size();
}
}  // namespace

Result<std::int64_t> PublishWindow::accept(OutboundMessage message) {
    if (queue_.size() >= max_queued_ || queued_bytes_ + size_of(message) > kMaxQueuedBytes)
        return Error{ErrorCode::kUnavailable, "too many messages wait to be published (" +
                                                  std::to_string(queue_.size()) +
                                                  "); the broker takes them too slowly"};
    message.id = ++last_id_;
    queued_bytes_ += size_of(message);
    queue_.push_back(std::move(message));
    return last_id_;
}

std::vector<OutboundMessage> PublishWindow::take_sendable() {
    std::vector<OutboundMessage> taken;
    while (has_sendable()) {
        OutboundMessage& next = queue_.front();
        in_flight_.insert(next.id);
        queued_bytes_ -= size_of(next);
        taken.push_back(std::move(next));
        queue_.pop_front();
    }
    return taken;
}

void PublishWindow::clear() {
    queue_.clear();
    in_flight_.clear();
    queued_bytes_ = 0;
}

}  // namespace hearth
