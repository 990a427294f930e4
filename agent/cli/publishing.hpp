// The loop that replay and simulate share: takes changes of a home in order, publishes them as Home
// Assistant would, at a speed, and never faster than broker and daemon can take.
//
// One thread; blocking.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "cli/delivery.hpp"
#include "cli/flow_control.hpp"
#include "cli/home_messages.hpp"
#include "core/clock.hpp"
#include "recording/pacer.hpp"

namespace hearth::cli {

struct PublishingCounts {
    std::int64_t events = 0, messages = 0;
    TimeUs last_event_us = 0;  // time of the home (UTC) at the last event
};

struct PublishingOutcome {
    PublishingCounts counts;
    bool stopped = false;  // before the source was at its end
    std::optional<Error> failure;
};

class Publishing {
public:
    // The next change in order of time; nothing at the end.
    using Source = std::function<std::optional<HomeEvent>()>;
    // Called about ten times a second; false stops.
    using OnTurn = std::function<bool(const PublishingCounts& counts)>;

    // flow: none when no daemon is there to be asked. All outlive the object.
    Publishing(Delivery& delivery, FlowControl* flow, const Clock& clock,
               std::vector<HomeFormat> formats, ReplaySpeed speed);

    // Returns when the source is at its end and the broker has everything, when on_turn says so, or
    // when going on is useless.
    PublishingOutcome run(const Source& source, const OnTurn& on_turn);

private:
    bool publish(const HomeEvent& event, const OnTurn& on_turn);
    bool wait_until(TimeUs due, const OnTurn& on_turn);
    bool wait_for_room(const OnTurn& on_turn);
    void drain(const OnTurn& on_turn);
    // Lets everything work for a moment; false when publishing is to end at once.
    bool turn(std::chrono::milliseconds time, const OnTurn& on_turn);

    Delivery& delivery_;
    FlowControl* flow_;
    const Clock& clock_;
    std::vector<HomeFormat> formats_;
    ReplaySpeed speed_;
    PublishingCounts counts_;
    TimeUs next_turn_us_ = 0;
    bool stopped_ = false;
    TimeUs stopped_us_ = 0;  // steady
};

}  // namespace hearth::cli
