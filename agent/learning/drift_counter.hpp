// Counts samples into a DriftWindow: what happened (label), where (entity), who did it (origin),
// when by the home's clock (hour, weekday), and how long after the sample before (gap_seconds).
//
// Samples come newest first, so that the newest of many can be counted without looking at the rest.
// The label is counted of samples that a model has to predict; signs of presence, far more
// frequent, would hide it. Pure; one thread.
#pragma once

#include <optional>

#include "core/time_zone.hpp"
#include "domain/sample.hpp"
#include "learning/drift.hpp"

namespace hearth::learning {

class DriftCounter {
public:
    explicit DriftCounter(TimeZone zone);

    void add(const Sample& sample);
    std::int64_t counted() const { return counted_; }
    // Of everything that was added; features that met nothing are there, and empty.
    const DriftWindow& window() const { return window_; }

private:
    Distribution& feature(const char* name) { return window_.features[name].distribution; }

    TimeZone zone_;
    DriftWindow window_;
    std::optional<TimeUs> later_us_;  // time of the sample that was added before
    std::int64_t counted_ = 0;
};

}  // namespace hearth::learning
