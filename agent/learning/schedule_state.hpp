// What the schedule of one model has to remember over a restart. A plain value; any thread.
#pragma once

#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"

namespace hearth::learning {

struct ScheduleState {
    bool stopped = false;
    // No slot up to here calls for a run any more: it had its run, was skipped, or came before the
    // schedule was started.
    std::optional<TimeUs> handled_until_us;
    // The same while the clock is far before handled_until_us: either it was wrong then or it is
    // wrong now, and which of the two cannot be told.
    std::optional<TimeUs> handled_behind_us;
    // What the marks were made for; with another expression or zone they mean nothing.
    std::string expression;
    std::string zone;
};

Json to_json(const ScheduleState& state);
// What is missing or of another type has its default; never throws.
ScheduleState schedule_state_from_json(const Json& json);

}  // namespace hearth::learning
