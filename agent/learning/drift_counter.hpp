// Counts samples into a DriftWindow: what happened (label), where (entity), who did it (origin),
// when by the home's clock (hour, weekday), and how long after the sample before (gap_seconds).
//
// Each value of a feature counts once an hour: a mat that somebody stands on, or a visit of an
// hour, would otherwise outweigh a week, and events that come together are not so many
// observations.
//
// Samples come newest first, so that the newest of many can be counted without looking at the rest.
// The label is counted of samples that a model has to predict; signs of presence, far more
// frequent, would hide it. Pure; one thread.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>

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
    // True the first time within the hour.
    bool is_new(const char* feature, const std::string& value);
    void add_category(const char* feature, const std::string& category);
    void add_number(const char* feature, double number, const std::string& bin);
    Distribution& distribution(const char* name) { return window_.features[name].distribution; }

    TimeZone zone_;
    DriftWindow window_;
    std::optional<TimeUs> later_us_;  // time of the sample that was added before
    TimeUs hour_ = 0;                 // of the home's clock, since 1970
    std::set<std::pair<std::string, std::string>> seen_;  // in this hour: feature, value
    std::int64_t counted_ = 0;
};

}  // namespace hearth::learning
