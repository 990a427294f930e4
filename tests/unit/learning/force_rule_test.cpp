#include "learning/force_rule.hpp"

#include <boost/test/unit_test.hpp>

using namespace hearth::learning;

namespace {
const Wish kByItself{};
const Wish kAskedByPerson{.by_person = true};
const Wish kForced{.forced = true, .by_person = true};
}  // namespace

BOOST_AUTO_TEST_SUITE(force_rule)

BOOST_AUTO_TEST_CASE(force_goes_past_waits_and_comfort_not_past_decisions_and_protection) {
    for (const char* code : {"missing_samples", "cool_down", "backed_off", "shadow", "machine_busy",
                             "outside_hours", "on_battery"}) {
        BOOST_TEST(refusal({{code, "why"}}, kForced) == "", code);
        BOOST_TEST(refusal({{code, "why"}}, kByItself) == "why", code);
    }
    for (const char* code : {"paused", "learning_disabled", "model_disabled", "low_memory",
                             "machine_hot", "battery_low"})
        BOOST_TEST(refusal({{code, "why"}}, kForced).starts_with("why"), code);
}

BOOST_AUTO_TEST_CASE(a_turn_that_has_not_come_is_no_obstacle_nor_is_the_threshold_for_one_by_time) {
    BOOST_TEST(refusal({{"busy", "others"}, {"running", "itself"}}, kByItself) == "");
    const std::vector<Blocker> too_few = {{"missing_samples", "3 more"}, {"cool_down", "rests"}};
    BOOST_TEST(refusal(too_few, {.by_time = true}) == "rests");
    BOOST_TEST(refusal(too_few, kByItself) == "3 more; rests");
}

BOOST_AUTO_TEST_CASE(a_person_is_told_what_helps) {
    BOOST_TEST(refusal({{"paused", "learning is paused"}}, kForced) ==
               "learning is paused (resume ends the pause)");
    BOOST_TEST(refusal({{"paused", "learning is paused"}}, kByItself) == "learning is paused");
    BOOST_TEST(refusal({{"cool_down", "it rests"}}, kAskedByPerson) ==
               "it rests; with force it is trained all the same");
    const std::vector<Blocker> both = {{"cool_down", "it rests"}, {"machine_hot", "it is hot"}};
    BOOST_TEST(refusal(both, kAskedByPerson) == "it rests; it is hot (let it cool down)");
}

BOOST_AUTO_TEST_SUITE_END()
