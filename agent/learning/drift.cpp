#include "learning/drift.hpp"

#include <algorithm>
#include <cmath>

#include "learning/plain_words.hpp"
#include "learning/stability_index.hpp"
#include "learning/stored_numbers.hpp"

namespace hearth::learning {

namespace {

std::string whole_percent(double share) { return fixed(100 * share, 0) + " %"; }

double days_of(const DriftWindow& window) {
    return static_cast<double>(elapsed_us(window.from_us, window.through_us)) / kMicrosPerDay;
}

// Why the feature cannot be judged; empty if it can.
std::string obstacle(const DriftFeature& then, const DriftFeature& now, double days_then,
                     double days_now, const DriftRules& rules) {
    const std::int64_t m = then.distribution.total(), n = now.distribution.total();
    if (m < rules.min_reference)
        return "the reference has " + counted(m, "observation") + ", and " +
               std::to_string(rules.min_reference) + " are needed";
    if (n < rules.min_current)
        return "there are " + counted(n, "new observation") + " so far, and " +
               std::to_string(rules.min_current) + " are needed";
    for (const auto& [what, days] :
         {std::pair{"reference", days_then}, std::pair{"window", days_now}})
        if (days < then.min_window_days)
            return std::string("the ") + what + " spans " + fixed(days, 1) + " days, and " +
                   fixed(then.min_window_days, 0) + " are needed";
    return "";
}

DriftState state_of(const StabilityIndex& index, const DriftRules& rules) {
    const double excess = index.psi - index.expected;
    if (index.psi <= index.limit || excess < rules.moderate) return DriftState::kStable;
    return excess < rules.severe ? DriftState::kModerate : DriftState::kSevere;
}

FeatureDrift compare(const std::string& name, const DriftFeature& then, const DriftFeature& now,
                     double days_then, double days_now, const DriftRules& rules) {
    FeatureDrift out;
    out.name = name;
    const std::string missing = obstacle(then, now, days_then, days_now, rules);
    if (!missing.empty()) {
        out.text = name + " is not known: " + missing + ".";
        return out;
    }
    const StabilityIndex index = stability_index(then.distribution, now.distribution, rules);
    out.state = state_of(index, rules);
    out.psi = index.psi;
    out.expected = index.expected;
    out.limit = index.limit;
    out.bins = index.bins;
    out.text = name + (out.state == DriftState::kStable ? " is stable" : " has changed") +
               ": PSI " + fixed(index.psi, 3) + "; chance alone gives " + fixed(index.expected, 3) +
               " on the average and hardly more than " + fixed(index.limit, 3);
    if (out.state != DriftState::kStable)
        out.text += "; most of it by " + index.mover + ", " + whole_percent(index.mover_then) +
                    " then and " + whole_percent(index.mover_now) + " now";
    out.text += ".";
    return out;
}

std::string advice(DriftState state) {
    switch (state) {
        case DriftState::kUnknown: return "Wait: there is not enough to compare yet.";
        case DriftState::kStable: return "Nothing needs to be done.";
        case DriftState::kModerate:
            return "Train again soon, with the samples that have come since.";
        case DriftState::kSevere:
            return "Train again now, and check whether devices were added, renamed or have failed.";
    }
    return "";
}

std::string summary(const DriftReport& report) {
    if (report.features.empty()) return "There is no feature to compare.";
    std::int64_t known = 0, changed = 0;
    for (const FeatureDrift& feature : report.features) {
        known += feature.state != DriftState::kUnknown ? 1 : 0;
        changed += feature.state > DriftState::kStable ? 1 : 0;
    }
    if (known == 0) return "Nothing can be said: " + report.features.front().text;
    if (changed == 0) return counted(known, "feature") + " compared, none has changed.";
    return std::to_string(changed) + " of " + counted(known, "feature") +
           " changed: " + report.features.front().text;
}

}  // namespace

const char* to_string(DriftState state) {
    switch (state) {
        case DriftState::kUnknown: return "unknown";
        case DriftState::kStable: return "stable";
        case DriftState::kModerate: return "moderate";
        case DriftState::kSevere: return "severe";
    }
    return "";
}

DriftState drift_state_from_string(const std::string& word) {
    for (const DriftState state : {DriftState::kStable, DriftState::kModerate, DriftState::kSevere})
        if (word == to_string(state)) return state;
    return DriftState::kUnknown;
}

DriftWindow DriftWindow::emptied() const {
    DriftWindow out;
    for (const auto& [name, feature] : features)
        out.features[name] = {feature.distribution.emptied(), feature.min_window_days};
    return out;
}

void DriftWindow::saw(TimeUs time_us) {
    const bool first = from_us == 0 && through_us == 0;
    from_us = first ? time_us : std::min(from_us, time_us);
    through_us = first ? time_us : std::max(through_us, time_us);
}

DriftReport assess_drift(const DriftWindow& reference, const DriftWindow& current,
                         const DriftRules& rules) {
    DriftReport out;
    for (const auto& [name, then] : reference.features) {
        const auto now = current.features.find(name);
        if (now == current.features.end() ||
            now->second.distribution.numeric() != then.distribution.numeric())
            continue;
        out.features.push_back(
            compare(name, then, now->second, days_of(reference), days_of(current), rules));
        out.state = std::max(out.state, out.features.back().state);
    }
    std::stable_sort(out.features.begin(), out.features.end(), [](const auto& a, const auto& b) {
        return std::pair(a.state, a.psi - a.expected) > std::pair(b.state, b.psi - b.expected);
    });
    out.reason = summary(out);
    out.recommendation = advice(out.state);
    return out;
}

Json to_json(const DriftWindow& window, const DriftRules& rules) {
    Json features = Json::object();
    for (const auto& [name, feature] : window.features)
        features[name] = {
            {"distribution", feature.distribution.trimmed(rules.top_categories).to_json()},
            {"min_window_days", feature.min_window_days}};
    return {{"from_us", window.from_us}, {"through_us", window.through_us}, {"features", features}};
}

DriftWindow drift_window_from_json(const Json& json) {
    DriftWindow out;
    out.from_us = json_integer(json, "from_us").value_or(0);
    out.through_us = json_integer(json, "through_us").value_or(0);
    if (!json.is_object()) return out;
    const Json features = json.value("features", Json::object());
    if (!features.is_object()) return out;
    for (const auto& [name, feature] : features.items()) {
        if (!feature.is_object() || !feature.contains("distribution")) continue;
        out.features[name] = {Distribution::from_json(feature.at("distribution")),
                              finite_or(feature, "min_window_days", 0)};
    }
    return out;
}

Json to_json(const DriftReport& report) {
    Json features = Json::array();
    for (const FeatureDrift& feature : report.features)
        features.push_back({{"name", feature.name},
                            {"state", to_string(feature.state)},
                            {"psi", feature.psi},
                            {"expected", feature.expected},
                            {"limit", feature.limit},
                            {"bins", feature.bins},
                            {"text", feature.text}});
    return {{"state", to_string(report.state)},
            {"reason", report.reason},
            {"recommendation", report.recommendation},
            {"features", features}};
}

}  // namespace hearth::learning
