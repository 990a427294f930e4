// Rows of a dataset as events of this model.
#pragma once

#include "pattern_detection/event.hpp"
#include "sdk/dataset.hpp"

namespace hearth::pattern {

// Features read: "entity", "state" (else both from the label "entity=state"), and "until_us", the
// end of an interval where the log is one of intervals; of context rows "surroundings". A label
// without a state counts as active.
Event to_event(const sdk::Row& row);

}  // namespace hearth::pattern
