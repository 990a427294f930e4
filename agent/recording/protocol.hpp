// The evaluation protocol: which rows of a log count and what the symbol to predict is.
//
// Three kinds of symbol. `kActivations` (the default): in a log whose states are only on/off and
// open/closed, the rows "on" and "open" with the sensor as symbol; in an interval log every row,
// one for each activation; in any other log every row with sensor and state as symbol.
#pragma once

#include <cstddef>
#include <vector>

#include "core/time_zone.hpp"
#include "domain/sample.hpp"
#include "recording/log_event.hpp"

namespace hearth {

enum class SymbolKind {
    kActivations,
    kSensor,       // every row; symbol = sensor
    kSensorState,  // every row; symbol = sensor and state
};

struct ProtocolOptions {
    SymbolKind symbol = SymbolKind::kActivations;
    // Drops a row whose symbol equals that of the row before it (in the same group), before any
    // split: a chattering sensor would make prediction trivial.
    bool drop_repeats = false;
};

// Samples of kind "interaction" in order of time. Label: the entity_id, or "entity_id=state" where
// the state belongs to the symbol. Features {"entity","state","origin":"unknown"}. In windows that
// the data set assigns to the test part only the last action is a target. Pure.
std::vector<Sample> make_samples(const EventLog& log, const ProtocolOptions& options,
                                 const TimeZone& zone);

// Number of different labels.
std::size_t count_symbols(const std::vector<Sample>& samples);

}  // namespace hearth
