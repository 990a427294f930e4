#include "cli/publishing.hpp"

#include <algorithm>

namespace hearth::cli {

namespace {

using std::chrono::milliseconds;

constexpr TimeUs kTurnUs = kMicrosPerSecond / 10;
constexpr milliseconds kLongestWait{50};
constexpr milliseconds kRoomWait{2};
constexpr TimeUs kAfterStopUs = 2 * kMicrosPerSecond;

}  // namespace

Publishing::Publishing(Delivery& delivery, FlowControl* flow, const Clock& clock,
                       std::vector<HomeFormat> formats, ReplaySpeed speed)
    : delivery_(delivery),
      flow_(flow),
      clock_(clock),
      formats_(std::move(formats)),
      speed_(speed) {}

PublishingOutcome Publishing::run(const Source& source, const OnTurn& on_turn) {
    Pacer pacer(speed_, clock_.steady_us());
    bool going = true;
    while (going) {
        const auto event = source();
        if (!event) break;
        going = wait_until(pacer.due_us(event->updated_us), on_turn) && publish(*event, on_turn);
    }
    drain(on_turn);
    PublishingOutcome outcome{counts_, stopped_, delivery_.failure()};
    if (!outcome.failure && flow_ != nullptr) outcome.failure = flow_->failure();
    return outcome;
}

bool Publishing::publish(const HomeEvent& event, const OnTurn& on_turn) {
    // Once begun, an event goes out whole.
    for (HaMessage& message : home_messages(event, formats_)) {
        if (!wait_for_room(on_turn)) return false;
        delivery_.submit(std::move(message));
        ++counts_.messages;
    }
    ++counts_.events;
    counts_.last_event_us = event.updated_us;
    return turn(milliseconds(0), on_turn) && !stopped_;
}

bool Publishing::wait_until(TimeUs due, const OnTurn& on_turn) {
    for (TimeUs now = clock_.steady_us(); now < due; now = clock_.steady_us()) {
        const milliseconds left((due - now) / 1000 + 1);
        if (!turn(std::min(left, kLongestWait), on_turn) || stopped_) return false;
    }
    return true;
}

bool Publishing::wait_for_room(const OnTurn& on_turn) {
    while (!delivery_.has_room() || (flow_ != nullptr && !flow_->may_publish(counts_.messages)))
        if (!turn(kRoomWait, on_turn)) return false;
    return true;
}

// What was submitted reaches the broker.
void Publishing::drain(const OnTurn& on_turn) {
    while (!delivery_.idle() && turn(kRoomWait, on_turn)) {
    }
}

bool Publishing::turn(milliseconds time, const OnTurn& on_turn) {
    delivery_.run_for(time);
    if (delivery_.failure() || (flow_ != nullptr && flow_->failure())) return false;
    const TimeUs now = clock_.steady_us();
    // After a stop the event under way is finished, but broker and daemon get a moment only.
    if (stopped_) return now - stopped_us_ < kAfterStopUs;
    if (now < next_turn_us_) return true;
    next_turn_us_ = now + kTurnUs;
    if (!on_turn(counts_)) {
        stopped_ = true;
        stopped_us_ = now;
    }
    return true;
}

}  // namespace hearth::cli
