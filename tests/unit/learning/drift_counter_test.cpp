#include "learning/drift_counter.hpp"

#include <boost/test/unit_test.hpp>

using namespace hearth;
using namespace hearth::learning;

namespace {

constexpr TimeUs kMonday = 1'767'571'200 * kMicrosPerSecond;  // 2026-01-05 00:00 UTC

Sample sample_at(TimeUs time, const std::string& entity, bool target = true) {
    Sample out;
    out.time_us = time;
    out.label = entity + "=on";
    out.features = {{"entity", entity}, {"state", "on"}, {"origin", "user"}};
    out.target = target;
    return out;
}

std::map<std::string, std::int64_t> seen(const DriftCounter& counter, const char* feature) {
    auto out = counter.window().features.at(feature).distribution.counts();
    std::erase_if(out, [](const auto& bin) { return bin.second == 0; });
    return out;
}

using Counts = std::map<std::string, std::int64_t>;

}  // namespace

BOOST_AUTO_TEST_SUITE(drift_counter)

BOOST_AUTO_TEST_CASE(hours_and_weekdays_are_those_of_the_home) {
    DriftCounter counter(TimeZone::find("Europe/Berlin").value());
    counter.add(sample_at(kMonday + 23 * kMicrosPerHour + kMicrosPerHour / 2,
                          "light.hall"));  // Tuesday 00:30
    BOOST_TEST((seen(counter, "hour") == Counts{{"below 1", 1}}));
    BOOST_TEST((seen(counter, "weekday") == Counts{{"1 to 2", 1}}));
}

BOOST_AUTO_TEST_CASE(signs_of_presence_are_no_labels) {
    DriftCounter counter(TimeZone::utc());
    counter.add(sample_at(kMonday + kMicrosPerHour, "binary_sensor.hall", false));
    counter.add(sample_at(kMonday, "light.hall"));
    BOOST_TEST((seen(counter, "label") == Counts{{"light.hall=on", 1}}));
    BOOST_TEST((seen(counter, "entity") == Counts{{"binary_sensor.hall", 1}, {"light.hall", 1}}));
    BOOST_TEST((seen(counter, "origin") == Counts{{"user", 2}}));
    BOOST_TEST(counter.counted() == 2);
    BOOST_TEST(counter.window().from_us == kMonday);
    BOOST_TEST(counter.window().through_us == kMonday + kMicrosPerHour);
}

BOOST_AUTO_TEST_CASE(gaps_lie_between_neighbours) {
    DriftCounter counter(TimeZone::utc());
    for (const TimeUs second : {1000, 995, 995, 0})  // gaps of 5, 0 and 995 seconds
        counter.add(sample_at(kMonday + second * kMicrosPerSecond, "light.hall"));
    BOOST_TEST((seen(counter, "gap_seconds") ==
                Counts{{"below 1", 1}, {"3 to 10", 1}, {"300 to 1000", 1}}));
}

BOOST_AUTO_TEST_CASE(each_value_counts_once_an_hour_of_the_home) {
    // Half an hour apart from UTC, so that the hours of the home are others.
    DriftCounter counter(TimeZone::find("Asia/Kolkata").value());
    for (TimeUs minute = 119; minute >= 0; --minute)
        counter.add(sample_at(kMonday + minute * kMicrosPerHour / 60,
                              minute == 45 ? "light.hall" : "binary_sensor.mat"));
    BOOST_TEST((seen(counter, "entity") == Counts{{"binary_sensor.mat", 3}, {"light.hall", 1}}));
    BOOST_TEST((seen(counter, "hour") == Counts{{"5 to 6", 1}, {"6 to 7", 1}, {"7 to 8", 1}}));
    BOOST_TEST((seen(counter, "weekday") == Counts{{"below 1", 3}}));
    BOOST_TEST((seen(counter, "gap_seconds") == Counts{{"30 to 100", 3}}));
    BOOST_TEST(counter.counted() == 120);
}

BOOST_AUTO_TEST_CASE(what_met_nothing_is_there_and_empty) {
    const DriftCounter counter(TimeZone::utc());
    BOOST_TEST(counter.window().features.size() == 6U);
    for (const auto& [name, feature] : counter.window().features)
        BOOST_TEST(feature.distribution.total() == 0, name);
}

BOOST_AUTO_TEST_SUITE_END()
