// What the scheduler and the plan both ask: is there enough for a training by the clock?
#include "learning/scheduled_training.hpp"

#include <boost/test/unit_test.hpp>

using namespace hearth;
using namespace hearth::learning;

BOOST_AUTO_TEST_SUITE(scheduled_training)

BOOST_AUTO_TEST_CASE(enough_is_enough_new_ones_and_enough_to_judge_on) {
    Manifest manifest;
    manifest.threshold.minimum = 10;
    manifest.min_holdout = 5;
    const SlotNeeds needs = slot_needs(manifest);
    BOOST_TEST(slot_objection(needs, 10, 25).empty());
    BOOST_TEST(slot_objection(needs, 9, 25).starts_with("9 new samples, and at least 10"));
    BOOST_TEST(slot_objection(needs, 10, 24).starts_with("24 samples in all, and at least 25"));
    manifest.threshold.minimum = 0;
    BOOST_TEST(slot_objection(slot_needs(manifest), 0, 25).starts_with("0 new samples"));
}

BOOST_AUTO_TEST_CASE(the_cadence_is_that_of_the_slots) {
    const auto of = [](TimeUs gap) { return cadence_of({0, gap}); };
    BOOST_TEST((of(kMicrosPerDay) == Cadence::kDaily));
    BOOST_TEST((of(7 * kMicrosPerDay) == Cadence::kWeekly));
    BOOST_TEST((of(28 * kMicrosPerDay) == Cadence::kMonthly));
    BOOST_TEST(!cadence_of({0}).has_value());
}

BOOST_AUTO_TEST_CASE(blockers_are_the_same_whatever_their_figures) {
    BOOST_TEST((codes_of({{"machine_busy", "load 3.1"}, {"paused", "until noon"}}) ==
                codes_of({{"paused", "until two"}, {"machine_busy", "load 2.9"}})));
    BOOST_TEST((codes_of({{"machine_busy", ""}}) != codes_of({{"machine_hot", ""}})));
}

BOOST_AUTO_TEST_SUITE_END()
