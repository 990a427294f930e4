#include <boost/test/unit_test.hpp>

#include "cli/simulation_run.hpp"
#include "cli/simulation_view.hpp"
#include "support/manual_clock.hpp"

using namespace hearth;
using namespace hearth::cli;

namespace {

constexpr TimeUs kBegin = 1'700'000'000 * kMicrosPerSecond;  // Tue 2023-11-14 22:13:20 UTC

Json prediction(const std::string& after, const std::vector<std::string>& labels) {
    Json items = Json::array();
    for (const std::string& label : labels)
        items.push_back({{"label", label}, {"probability", 0.5}});
    return {{"model", "pattern"}, {"after", after}, {"items", items}};
}

bool is_light(const std::string& label) { return label.starts_with("light."); }

struct ViewFixture {
    SimulationView view{TimeZone::utc(), 28, kBegin, is_light, Style(false)};
    PublishingCounts counts{120, 840, kBegin + 2 * kMicrosPerDay};

    std::string text() const {
        std::string out;
        for (const std::string& line : view.lines(counts)) out += line + "\n";
        return out;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(simulation_view, ViewFixture)

BOOST_AUTO_TEST_CASE(samples_training_and_version_are_shown_in_turn) {
    view.take("samples", {{"model", "pattern"}, {"samples_new", 50}, {"threshold", 200}});
    BOOST_TEST(text() ==
               "simulated home  day 3 of 28  Thu 2023-11-16 22:13  120 events\n"
               "pattern samples 50 / 200 [██░░░░░░░░]  25 %\n");
    view.take("run", {{"id", "R1"}, {"model", "pattern"}, {"state", "running"}, {"phase", "fit"}});
    BOOST_TEST(view.training());
    BOOST_TEST(text().find("pattern fit") != std::string::npos);
    const std::string verdict = view.take("decision", {{"id", "R1"},
                                                       {"model", "pattern"},
                                                       {"decision", "accepted"},
                                                       {"reason", "first"},
                                                       {"version", 1}});
    BOOST_TEST(verdict.starts_with("simulated home, pattern accepted: first\n"));
    BOOST_TEST(!view.training());
    BOOST_REQUIRE(view.activation().has_value());
    BOOST_TEST(text().find("pattern version 1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_an_accepted_real_run_activates) {
    view.take("decision", {{"id", "1"}, {"model", "pattern"}, {"decision", "rejected"}});
    view.take("decision",
              {{"id", "2"}, {"model", "pattern"}, {"decision", "accepted"}, {"dry_run", true}});
    BOOST_TEST(!view.activation().has_value());
    BOOST_TEST(view.decisions().at("pattern")["id"] == "2");
}

// The demonstration ends with a model that predicts; one that answers when asked is told of.
BOOST_AUTO_TEST_CASE(a_model_that_does_not_predict_ends_nothing) {
    view.take("status", {{"models", {{{"name", "relations"}, {"judged_live", false}}}}});
    const Json accepted = {{"model", "relations"}, {"decision", "accepted"}, {"version", 1}};
    BOOST_TEST(view.take("decision", accepted).starts_with("simulated home, relations accepted"));
    BOOST_TEST(!view.activation().has_value());
    BOOST_TEST(text().find("relations version 1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(predictions_are_judged_by_what_comes_next) {
    view.take("prediction", prediction("light.hall=on", {"light.kitchen=on", "light.bath=on"}));
    BOOST_TEST(!view.prediction_line().has_value());
    view.take("prediction", prediction("light.kitchen=on", {"light.bath=on", "light.a=on"}));
    BOOST_TEST(*view.prediction_line() ==
               "simulated home  predicted light.kitchen=on (50 %), happened light.kitchen=on ✓");
    BOOST_TEST(!view.prediction_line().has_value());
    view.take("prediction", prediction("light.a=on", {"light.b=on"}));
    BOOST_TEST(view.prediction_line()->ends_with("happened light.a=on · number 2"));
    view.take("prediction", prediction("light.z=on", {"light.b=on"}));
    BOOST_TEST(view.prediction_line()->ends_with("happened light.z=on ✗"));
    // Context is no outcome.
    view.take("prediction", prediction("binary_sensor.motion=on", {"light.q=on"}));
    BOOST_TEST(!view.prediction_line().has_value());
    BOOST_TEST(view.score().judged() == 3);
    BOOST_TEST(view.score().right() == 1);
    BOOST_TEST(view.score().among_three() == 2);
}

BOOST_AUTO_TEST_CASE(a_model_that_predicts_nothing_is_not_given_the_score_of_another) {
    view.take("status", {{"models",
                          {{{"name", "relations"},
                            {"samples_new", 5},
                            {"threshold", 10},
                            {"active_version", 1}}}}});
    view.take("prediction", prediction("light.hall=on", {"light.kitchen=on"}));
    view.take("prediction", prediction("light.kitchen=on", {"light.bath=on"}));
    BOOST_TEST(view.score().judged() == 1);
    for (const std::string& line : view.lines({}))
        if (line.starts_with("relations")) BOOST_TEST(line.find("right") == std::string::npos);
    BOOST_TEST(text().find("relations version 1  samples 5 / 10") != std::string::npos, text());
}

BOOST_AUTO_TEST_CASE(odd_events_do_no_harm) {
    for (const char* kind : {"status", "samples", "run", "decision", "prediction", "other"})
        for (const Json& body : {Json::object(), Json{{"model", "pattern"}},
                                 Json{{"model", 5}, {"items", 1}, {"models", Json::array({1})}}})
            view.take(kind, body);
    BOOST_TEST(!text().empty());
    BOOST_TEST(!view.activation().has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(simulation_plan)

BOOST_AUTO_TEST_CASE(the_simulated_weeks_end_yesterday) {
    const test::ManualClock clock(kBegin);
    SimulateArguments arguments;
    arguments.time_zone = "UTC";
    arguments.weeks = 2;
    const auto plan = plan_simulation(arguments, clock);
    BOOST_REQUIRE(plan.ok());
    BOOST_TEST(plan->home.start.month == 10);
    BOOST_TEST(plan->home.start.day == 31);  // 14 days before 14 November
    arguments.start = "2024-03-04";
    BOOST_TEST(plan_simulation(arguments, clock)->home.start.year == 2024);
}

BOOST_AUTO_TEST_CASE(wrong_arguments_are_named) {
    const test::ManualClock clock(kBegin);
    SimulateArguments arguments;
    arguments.start = "yesterday";
    BOOST_TEST(!plan_simulation(arguments, clock).ok());
    arguments.start.clear();
    arguments.time_zone = "Atlantis";
    BOOST_TEST(!plan_simulation(arguments, clock).ok());
    arguments.time_zone = "UTC";
    arguments.speed = "fast";
    BOOST_TEST(!plan_simulation(arguments, clock).ok());
}

BOOST_AUTO_TEST_SUITE_END()
