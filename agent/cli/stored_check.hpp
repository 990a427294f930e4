// After publishing: has the daemon stored every event?
//
// Blocking; asks the daemon a few times a second.
#pragma once

#include <functional>

#include "cli/flow_control.hpp"

namespace hearth::cli {

// Waits until the daemon has stored `events` events since flow.begin(), or until its counts have
// not moved for ten seconds, or until `stop` says so. The counts then; kUnavailable when it has
// been away for ten seconds.
Result<EventCounts> wait_until_stored(FlowControl& flow, std::int64_t events, const Clock& clock,
                                      const std::function<bool(const EventCounts&)>& stop);

}  // namespace hearth::cli
