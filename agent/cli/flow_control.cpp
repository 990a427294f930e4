#include "cli/flow_control.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::cli {

namespace {

constexpr TimeUs kAskPause = kMicrosPerSecond / 50;
constexpr TimeUs kSilence = 5 * kMicrosPerSecond;
constexpr TimeUs kLongestAbsence = kMicrosPerMinute;
constexpr std::chrono::seconds kAnswerWithin{5};

}  // namespace

Result<EventCounts> event_counts_in(const Json& status) {
    const Error missing{ErrorCode::kInvalid, "the daemon's status has no counts of events"};
    if (!status.is_object() || !status.contains("events")) return missing;
    const Json& events = status.at("events");
    const auto received = json_integer(events, "received");
    const auto stored = json_integer(events, "stored");
    if (!received || !stored) return missing;
    return EventCounts{*received, *stored, json_integer(events, "duplicate").value_or(0),
                       json_integer(events, "quarantined").value_or(0),
                       json_integer(events, "queue").value_or(0)};
}

FlowControl::FlowControl(ApiAddress address, const Clock& clock)
    : client_(std::move(address), kAnswerWithin), clock_(clock) {}

Result<Json> FlowControl::begin() {
    auto status = client_.call("status");
    if (!status) return status;
    const auto counts = event_counts_in(*status);
    if (!counts) return counts.error();
    first_ = *counts;
    moved_us_ = answered_us_ = clock_.steady_us();
    return status;
}

Result<EventCounts> FlowControl::progress() {
    const auto status = client_.call("status");
    if (!status) return status.error();
    const auto now = event_counts_in(*status);
    if (!now) return now.error();
    return EventCounts{now->received - first_.received, now->stored - first_.stored,
                       now->duplicate - first_.duplicate, now->quarantined - first_.quarantined,
                       now->queue};
}

bool FlowControl::may_publish(std::int64_t published) {
    if (lag(published) < kMaxLag) return true;
    const TimeUs now = clock_.steady_us();
    if (now < next_ask_us_) return false;
    const auto counts = progress();
    next_ask_us_ = clock_.steady_us() + kAskPause;
    if (!counts) {
        // It may be starting again; what it misses now waits in the broker.
        if (now - answered_us_ > kLongestAbsence) failure_ = counts.error();
        moved_us_ = now;
        return false;
    }
    answered_us_ = now;
    if (counts->received != received_) moved_us_ = now;
    received_ = counts->received;
    judge_silence(published, now);
    return lag(published) < kMaxLag;
}

std::int64_t FlowControl::lag(std::int64_t published) const {
    return std::llround(static_cast<double>(published) * heard_share_) - received_;
}

// Nothing more comes in although much was published: it does not listen to the rest.
void FlowControl::judge_silence(std::int64_t published, TimeUs now) {
    if (now - moved_us_ < kSilence) return;
    if (received_ <= 0) {
        failure_ = Error{ErrorCode::kRefused,
                         "the daemon receives nothing of what is published: is it connected to "
                         "the same broker, and do its sources name the same topics and formats?"};
        return;
    }
    heard_share_ = std::min(1.0, static_cast<double>(received_) / static_cast<double>(published));
    moved_us_ = now;
}

}  // namespace hearth::cli
