#include "learning/drift.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "learning/stability_index.hpp"
#include "random_draws.hpp"

using hearth::Json;
using hearth::kMicrosPerDay;
using hearth::test::RandomDraws;
using namespace hearth::learning;

namespace {

const DriftRules kDriftRules;

// Few frequent values and a long tail, as in a home.
std::vector<double> home_weights(std::size_t n) {
    std::vector<double> out;
    for (std::size_t i = 0; i < n; ++i) out.push_back(1.0 / static_cast<double>(i + 1));
    return out;
}

std::vector<double> hour_weights(int shift) {
    std::vector<double> out;
    for (int hour = 0; hour < 24; ++hour)
        out.push_back(1.05 + std::sin((hour + shift) * 2 * 3.14159265 / 24));
    return out;
}

// A window of `events` over `days`; labels by `weights`, hours by `hours`. burst: so many events in
// a row repeat the same draw.
DriftWindow window(RandomDraws& draws, int events, const std::vector<double>& weights,
                   const std::vector<double>& hours, int burst = 1, double days = 14) {
    DriftWindow out;
    out.features["label"] = {};
    out.features["hour"] = {Distribution(whole_number_edges(0, 23)), 0};
    out.features["weekday"] = {Distribution(whole_number_edges(0, 6)), 7};
    const std::vector<double> every_day(7, 1);
    std::size_t label = 0, hour = 0, weekday = 0;
    for (int i = 0; i < events; ++i) {
        if (i % burst == 0) {
            label = draws.pick(weights);
            hour = draws.pick(hours);
            weekday = draws.pick(every_day);
        }
        out.features["label"].distribution.add_category("light." + std::to_string(label));
        out.features["hour"].distribution.add_number(static_cast<double>(hour));
        out.features["weekday"].distribution.add_number(static_cast<double>(weekday));
        const double day = days * i / std::max(1, events - 1);
        out.saw(kMicrosPerDay + static_cast<hearth::TimeUs>(day * kMicrosPerDay));
    }
    return out;
}

const FeatureDrift& feature(const DriftReport& report, const std::string& name) {
    for (const FeatureDrift& one : report.features)
        if (one.name == name) return one;
    BOOST_FAIL("no feature " + name);
    return report.features.front();
}

double alarms(int reference_events, int events, int burst) {
    RandomDraws draws(123);
    int count = 0;
    for (int trial = 0; trial < 150; ++trial) {
        const auto then = window(draws, reference_events, home_weights(80), hour_weights(0), burst);
        const auto now = window(draws, events, home_weights(80), hour_weights(0), burst);
        count += assess_drift(then, now, kDriftRules).state > DriftState::kStable ? 1 : 0;
    }
    BOOST_TEST_MESSAGE(reference_events << ", " << events << ": " << count
                                        << " false alarms of 150");
    return count / 150.0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(drift)

BOOST_AUTO_TEST_CASE(chi_square_limits_are_close_and_not_too_low) {
    // 99.865 % quantiles by the series of the incomplete gamma function
    for (const auto& [degrees, limit] :
         {std::pair{2, 13.215}, {5, 19.821}, {10, 28.785}, {30, 58.616}, {60, 98.236}}) {
        BOOST_TEST(chi_square_limit(degrees, 3) > 0.995 * limit, degrees);
        BOOST_TEST(chi_square_limit(degrees, 3) < 1.03 * limit, degrees);
    }
    BOOST_TEST(chi_square_limit(0, 3) == 0);
}

BOOST_AUTO_TEST_CASE(the_index_of_a_known_change) {
    Distribution then, now;
    for (int i = 0; i < 1000; ++i) then.add_category(i < 500 ? "a" : "b");
    for (int i = 0; i < 1000; ++i) now.add_category(i < 700 ? "a" : "b");
    const auto index = stability_index(then, now, kDriftRules);
    // (.7 - .5) ln(.7 / .5) + (.3 - .5) ln(.3 / .5), but for the smoothing
    BOOST_TEST(std::abs(index.psi - 0.1695) < 0.001);
    BOOST_TEST(std::abs(index.expected - 2 * 0.002) < 1e-9);
    BOOST_TEST(index.bins == 2);
    BOOST_TEST(std::abs(index.mover_now - index.mover_then) > 0.19);
    const auto same = stability_index(then, then, kDriftRules);
    BOOST_TEST(same.psi == 0);
}

// The expectation that is subtracted must be what chance really gives.
BOOST_AUTO_TEST_CASE(chance_inflates_the_index_as_expected) {
    DriftRules independent = kDriftRules;
    independent.dependence = 1;
    for (const auto& [m, n] : {std::pair{400, 150}, {2000, 300}, {1000, 1000}}) {
        RandomDraws draws(77);
        double psi = 0, expected = 0;
        for (int trial = 0; trial < 200; ++trial) {
            const auto then = window(draws, m, home_weights(30), hour_weights(0));
            const auto now = window(draws, n, home_weights(30), hour_weights(0));
            const auto index = stability_index(then.features.at("label").distribution,
                                               now.features.at("label").distribution, independent);
            psi += index.psi / 200;
            expected += index.expected / 200;
        }
        BOOST_TEST(std::abs(psi / expected - 1) < 0.15, m << ", " << n << ": " << psi / expected);
    }
}

BOOST_AUTO_TEST_CASE(an_unchanged_home_raises_no_alarm) {
    BOOST_TEST(alarms(200, 100, 1) < 0.05);
    BOOST_TEST(alarms(2000, 150, 1) < 0.05);
    BOOST_TEST(alarms(2000, 1000, 1) < 0.05);
    BOOST_TEST(alarms(2000, 300, 2) < 0.05);  // in bursts
}

BOOST_AUTO_TEST_CASE(changes_are_found_and_named) {
    RandomDraws draws(9);
    auto moved = home_weights(80);
    std::swap(moved[0], moved[40]);  // the most frequent label is another one
    auto added = home_weights(81);
    added[80] = 1.5;  // a device that the reference never saw
    struct Case {
        const char* name;
        std::vector<double> weights;
        int shift;
        const char* worst;
        const char* words;
    };
    for (const Case& c : std::initializer_list<Case>{
             {"another favourite", moved, 0, "label", "light.0"},
             {"a new device", added, 0, "label", "not known before"},
             {"other hours", home_weights(80), 8, "hour", "hour has changed"}}) {
        int found = 0;
        for (int trial = 0; trial < 20; ++trial) {
            const auto then = window(draws, 2000, home_weights(80), hour_weights(0));
            const auto now = window(draws, 300, c.weights, hour_weights(c.shift));
            const auto report = assess_drift(then, now, kDriftRules);
            const bool right = report.state > DriftState::kStable &&
                               report.features.front().name == c.worst &&
                               report.reason.find(c.words) != std::string::npos;
            if (!right) BOOST_TEST_MESSAGE(c.name << ": " << hearth::dump_json(to_json(report)));
            found += right ? 1 : 0;
            BOOST_TEST((feature(report, "weekday").state == DriftState::kStable), c.name);
        }
        BOOST_TEST(found >= 19, c.name << ": found " << found << " of 20");
    }
}

BOOST_AUTO_TEST_CASE(a_home_turned_upside_down_is_severe) {
    RandomDraws draws(10);
    auto weights = home_weights(80);
    const auto then = window(draws, 1000, weights, hour_weights(0));
    std::reverse(weights.begin(), weights.end());
    const auto report =
        assess_drift(then, window(draws, 200, weights, hour_weights(0)), kDriftRules);
    BOOST_TEST(to_string(report.state) == "severe");
    BOOST_TEST(report.reason.find("1 of 3 features changed: label has changed: PSI ") == 0,
               report.reason);
    BOOST_TEST(report.recommendation.find("Train again now") == 0);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_known_is_unknown) {
    struct Case {
        const char* name;
        int then, now;
        double days;
        const char* label;
        const char* weekday;
    };
    for (const Case& c :
         std::initializer_list<Case>{{"no reference", 0, 500, 14, "unknown", "unknown"},
                                     {"small reference", 199, 500, 14, "unknown", "unknown"},
                                     {"no window", 500, 0, 14, "unknown", "unknown"},
                                     {"small window", 500, 99, 14, "unknown", "unknown"},
                                     {"less than a week", 500, 100, 3, "stable", "unknown"},
                                     {"just enough", 200, 100, 7, "stable", "stable"}}) {
        RandomDraws draws(11);
        const auto then = window(draws, c.then, home_weights(10), hour_weights(0));
        const auto now = window(draws, c.now, home_weights(10), hour_weights(0), 1, c.days);
        const auto report = assess_drift(then, now, kDriftRules);
        BOOST_TEST(to_string(feature(report, "label").state) == c.label, c.name);
        BOOST_TEST(to_string(feature(report, "weekday").state) == c.weekday, c.name);
        BOOST_TEST(to_string(report.state) == c.label, c.name << ": " << report.reason);
        BOOST_TEST(!report.recommendation.empty());
    }
    BOOST_TEST(assess_drift({}, {}, kDriftRules).reason == "There is no feature to compare.");
}

BOOST_AUTO_TEST_CASE(a_short_reference_says_no_more_than_a_short_window) {
    RandomDraws draws(11);
    const auto then = window(draws, 500, home_weights(10), hour_weights(0), 1, 3);
    const auto report =
        assess_drift(then, window(draws, 500, home_weights(10), hour_weights(0)), kDriftRules);
    BOOST_TEST((feature(report, "weekday").state == DriftState::kUnknown));
    BOOST_TEST(feature(report, "weekday").text.find("the reference spans 3.0 days") !=
               std::string::npos);
    BOOST_TEST((feature(report, "label").state == DriftState::kStable));
}

BOOST_AUTO_TEST_CASE(one_value_only_is_stable_until_another_comes) {
    DriftWindow then, now;
    for (int i = 0; i < 300; ++i) {
        then.features["origin"].distribution.add_category("person");
        now.features["origin"].distribution.add_category("person");
    }
    BOOST_TEST(to_string(assess_drift(then, now, kDriftRules).state) == "stable");
    for (int i = 0; i < 100; ++i) now.features["origin"].distribution.add_category("device");
    BOOST_TEST(to_string(assess_drift(then, now, kDriftRules).state) == "severe");
}

BOOST_AUTO_TEST_CASE(a_feature_that_changed_its_kind_is_not_compared) {
    DriftWindow then, now;
    then.features["x"] = {};
    now.features["x"] = {Distribution({1, 2}), 0};
    then.features["gone"] = {};
    BOOST_TEST(assess_drift(then, now, kDriftRules).features.empty());
}

BOOST_AUTO_TEST_CASE(a_stored_reference_is_bounded_and_gives_the_same_answer) {
    RandomDraws draws(12);
    const auto then = window(draws, 3000, home_weights(300), hour_weights(0));
    const auto now = window(draws, 300, home_weights(300), hour_weights(8));
    const std::string text = hearth::dump_json(to_json(then, kDriftRules));
    BOOST_TEST(text.size() < 4000);
    const auto read = drift_window_from_json(*hearth::parse_json(text));
    BOOST_TEST(read.features.at("label").distribution.counts().size() == 50);
    BOOST_TEST(read.features.at("weekday").min_window_days == 7);
    BOOST_TEST(to_json(read, kDriftRules) == to_json(then, kDriftRules));
    BOOST_TEST(to_json(assess_drift(read, now, kDriftRules)) ==
               to_json(assess_drift(then, now, kDriftRules)));
    BOOST_TEST(read.emptied().features.at("hour").distribution.counts().size() == 24);
}

BOOST_AUTO_TEST_CASE(damaged_references_are_read_as_far_as_they_go) {
    for (const Json& json : {Json(), Json(2), Json{{"features", 3}}, Json{{"features", {{"a", 1}}}},
                             Json{{"features", {{"a", Json::object()}}}}})
        BOOST_TEST(drift_window_from_json(json).features.empty());
    const auto half = drift_window_from_json(
        {{"features", {{"a", {{"distribution", 4}, {"min_window_days", "x"}}}, {"b", 1}}}});
    BOOST_TEST(half.features.size() == 1);
    BOOST_TEST(half.features.at("a").distribution.total() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
