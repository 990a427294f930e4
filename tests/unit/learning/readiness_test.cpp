#include "learning/readiness.hpp"

#include <boost/test/unit_test.hpp>

using hearth::kMicrosPerSecond;
using hearth::learning::assess_readiness;
using hearth::learning::ReadinessInput;

namespace {
ReadinessInput ready() {
    ReadinessInput out;
    out.model = "m";
    out.samples_new = 200;
    out.threshold = 200;
    out.now_us = 1'000 * kMicrosPerSecond;
    return out;
}
std::string codes(const hearth::learning::Readiness& of) {
    std::string out;
    for (const auto& blocker : of.blockers) out += blocker.code + " ";
    return out;
}
}  // namespace

BOOST_AUTO_TEST_SUITE(readiness)

BOOST_AUTO_TEST_CASE(due_when_the_threshold_is_reached) {
    BOOST_TEST(assess_readiness(ready()).due);
    ReadinessInput input = ready();
    input.samples_new = 199;
    const auto result = assess_readiness(input);
    BOOST_TEST(!result.due);
    BOOST_TEST(result.missing == 1);
    BOOST_TEST(result.blockers.at(0).text ==
               "1 more new samples are needed: 199 of 200 since the last run");
}

BOOST_AUTO_TEST_CASE(every_obstacle_is_named) {
    ReadinessInput input = ready();
    input.learning_enabled = false;
    input.model_enabled = false;
    input.running = true;
    input.samples_new = 0;
    input.cool_down_until_us = input.now_us + kMicrosPerSecond;
    input.backed_off_until_us = input.now_us + 2 * kMicrosPerSecond;
    const auto result = assess_readiness(input);
    BOOST_TEST(codes(result) ==
               "learning_disabled model_disabled running missing_samples cool_down backed_off ");
    BOOST_TEST(result.next_at_us.value() == input.now_us + 2 * kMicrosPerSecond);
}

BOOST_AUTO_TEST_CASE(waiting_times_end) {
    ReadinessInput input = ready();
    input.cool_down_until_us = input.now_us;
    BOOST_TEST(assess_readiness(input).due);
    input.cool_down_until_us = input.now_us + 1;
    BOOST_TEST(assess_readiness(input).next_trigger == "time");
    BOOST_TEST(assess_readiness(input).blockers.at(0).text.starts_with("it rests after the last"));
    input.cancelled = true;
    BOOST_TEST(assess_readiness(input).blockers.at(0).text ==
               "the last training was cancelled; it rests until 1970-01-01T00:16:40+00:00");
    input = ready();
    input.other_running = true;
    BOOST_TEST(codes(assess_readiness(input)) == "busy ");
    BOOST_TEST(assess_readiness(input).blockers.at(0).text ==
               "another model is being trained; one runs at a time");
    input.max_parallel = 3;
    BOOST_TEST(assess_readiness(input).blockers.at(0).text ==
               "3 other models are being trained; 3 run at a time");
}

BOOST_AUTO_TEST_SUITE_END()
