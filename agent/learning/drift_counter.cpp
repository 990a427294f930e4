#include "learning/drift_counter.hpp"

#include <algorithm>

namespace hearth::learning {

namespace {

// A day has its hours, a week its working days and its weekend: less tells more about the calendar
// than about the home.
constexpr double kDay = 1, kWeek = 7;

// About half a decade a bin: from one movement to the next, to a night.
const std::vector<double> kGapEdges = {1, 3, 10, 30, 100, 300, 1000, 3000, 10'000, 30'000, 100'000};

}  // namespace

DriftCounter::DriftCounter(TimeZone zone) : zone_(std::move(zone)) {
    window_.features = {{"label", {Distribution(), kDay}},
                        {"entity", {Distribution(), kDay}},
                        {"origin", {Distribution(), kDay}},
                        {"hour", {Distribution(whole_number_edges(0, 23)), kWeek}},
                        {"weekday", {Distribution(whole_number_edges(0, 6)), kWeek}},
                        {"gap_seconds", {Distribution(kGapEdges), kDay}}};
}

bool DriftCounter::is_new(const char* feature, const std::string& value) {
    return seen_.emplace(feature, value).second;
}

void DriftCounter::add_category(const char* feature, const std::string& category) {
    if (is_new(feature, category)) distribution(feature).add_category(category);
}

void DriftCounter::add_number(const char* feature, double number, const std::string& bin) {
    if (is_new(feature, bin)) distribution(feature).add_number(number);
}

void DriftCounter::add(const Sample& sample) {
    const LocalTime local = zone_.local(sample.time_us);
    if (const TimeUs hour = (sample.time_us + local.offset_us) / kMicrosPerHour; hour != hour_) {
        hour_ = hour;
        seen_.clear();
    }
    if (sample.target) add_category("label", sample.label);
    add_category("entity", json_string(sample.features, "entity").value_or(""));
    add_category("origin", json_string(sample.features, "origin").value_or("unknown"));
    add_number("hour", local.hour, "");
    add_number("weekday", local.weekday, "");
    if (later_us_) {
        const double gap = static_cast<double>(*later_us_ - sample.time_us) / kMicrosPerSecond;
        const auto bin = std::upper_bound(kGapEdges.begin(), kGapEdges.end(), gap);
        add_number("gap_seconds", gap, std::to_string(bin - kGapEdges.begin()));
    }
    later_us_ = sample.time_us;
    window_.saw(sample.time_us);
    ++counted_;
}

}  // namespace hearth::learning
