#include "learning/drift_counter.hpp"

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

void DriftCounter::add(const Sample& sample) {
    const LocalTime local = zone_.local(sample.time_us);
    if (sample.target) feature("label").add_category(sample.label);
    feature("entity").add_category(json_string(sample.features, "entity").value_or(""));
    feature("origin").add_category(json_string(sample.features, "origin").value_or("unknown"));
    feature("hour").add_number(local.hour);
    feature("weekday").add_number(local.weekday);
    if (later_us_)
        feature("gap_seconds")
            .add_number(static_cast<double>(*later_us_ - sample.time_us) / kMicrosPerSecond);
    later_us_ = sample.time_us;
    window_.saw(sample.time_us);
    ++counted_;
}

}  // namespace hearth::learning
