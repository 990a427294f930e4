// The evaluation protocol: which rows of a log count and what the symbol to predict is.
//
// Only in the default kind (`kActivations`) do rows drop out for their state: a binary sensor that
// goes back to "off" or "closed" tells nothing that its going on has not told.
#pragma once

#include <cstddef>
#include <vector>

#include "core/time_zone.hpp"
#include "domain/sample.hpp"
#include "recording/log_event.hpp"

namespace hearth {

enum class SymbolKind {
    // A log of binary sensors alone: the rows "on" and "open", symbol = sensor. Hearth's own
    // export:
    // every row, symbol = label. Any other log: symbol = sensor and state, without the rows where a
    // binary sensor goes "off" or "closed".
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

// Samples of kind "interaction" in order of time, source kImported. Label: the entity_id, or
// "entity_id=state" where the state belongs to the symbol. Features {"entity","state","origin":
// "unknown"}. Rows with the state "unavailable", "unknown" or "" are no interaction. Pure.
std::vector<Sample> make_samples(const EventLog& log, const ProtocolOptions& options,
                                 const TimeZone& zone);

// Number of different labels.
std::size_t count_symbols(const std::vector<Sample>& samples);

}  // namespace hearth
