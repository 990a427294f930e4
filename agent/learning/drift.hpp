// Input drift: does the home still look like what the model learned from?
//
// Per feature, and for the label, the population stability index (PSI; Siddiqi, "Credit Risk
// Scorecards", 2006) between the stored reference and the present window:
//     PSI = sum over bins of (now - then) * ln(now / then), shares smoothed by half a count a bin.
// Small windows inflate it: without any change PSI is about (1/n + 1/m) times a chi-square with
// bins - 1 degrees of freedom (Yurdakul, "Statistical Properties of Population Stability Index",
// 2018), so (bins - 1)(1/n + 1/m) is to be expected from chance alone. What counts here is the
// excess over that, and only if PSI also lies beyond `z` standard deviations of chance. Both the
// expectation and the limit are multiplied by `dependence`, for events in a home come in bursts.
// Bins in which fewer than min_expected events are to be expected are put together as "rare";
// values that the reference does not list have a bin of their own, so that a new device shows.
//
// Pure; any thread; nothing here fails.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "learning/distribution.hpp"

namespace hearth::learning {

struct DriftRules {
    double moderate = 0.10;  // excess PSI; the customary steps of the literature
    double severe = 0.25;
    std::int64_t min_reference = 200;  // events; with fewer the state is unknown
    std::int64_t min_current = 100;
    double min_expected = 5;          // events per bin, after Cochran's rule for chi-square tests
    double z = 3;                     // 0.13 % false alarms per feature at most
    double dependence = 2;            // 1: independent events; 2: half of them tell something new
    std::size_t top_categories = 50;  // kept in a stored reference
};

enum class DriftState { kUnknown, kStable, kModerate, kSevere };
const char* to_string(DriftState state);  // "unknown", "stable", "moderate", "severe"
DriftState drift_state_from_string(const std::string& word);  // kUnknown for any other word

struct DriftFeature {
    Distribution distribution;
    // A shorter window or reference says nothing about the feature (weekday: 7).
    double min_window_days = 0;
};

// What was counted from one time to another: the reference, or the present window.
struct DriftWindow {
    TimeUs from_us = 0, through_us = 0;            // of the first and the last event
    std::map<std::string, DriftFeature> features;  // the label is a feature named "label"

    // Empty, with the same features.
    DriftWindow emptied() const;
    void saw(TimeUs time_us);  // extends the time span
};

struct FeatureDrift {
    std::string name;
    DriftState state = DriftState::kUnknown;
    double psi = 0;       // as computed
    double expected = 0;  // from chance alone
    double limit = 0;     // of chance
    int bins = 0;
    std::string text;  // a sentence with the figures
};

struct DriftReport {
    DriftState state = DriftState::kUnknown;  // the worst of the features that are known
    std::string reason;                       // a sentence with the figures
    std::string recommendation;               // a sentence
    std::vector<FeatureDrift> features;       // the worst first
};

// Features that only one of the two windows has are left out.
DriftReport assess_drift(const DriftWindow& reference, const DriftWindow& current,
                         const DriftRules& rules);

// Of bounded size: the top categories only.
Json to_json(const DriftWindow& window, const DriftRules& rules);
// Tolerant: what cannot be read is left out.
DriftWindow drift_window_from_json(const Json& json);

Json to_json(const DriftReport& report);

}  // namespace hearth::learning
