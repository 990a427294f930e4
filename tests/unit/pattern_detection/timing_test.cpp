// When the next action comes.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>

#include "made_up_events.hpp"
#include "pattern_detection/home_state.hpp"
#include "pattern_detection/timing/online_mixer.hpp"

namespace pattern = hearth::pattern;
using hearth::kMicrosPerMinute;
using hearth::test::event_of;
using hearth::test::kMonday;

namespace {

double sum(const pattern::TimeDistribution& distribution) {
    return std::accumulate(distribution.begin(), distribution.end(), 0.0);
}

// The kettle follows the door after ten seconds, the lamp after twenty minutes; in turns.
struct Home {
    pattern::HomeState state{hearth::TimeZone::utc()};
    hearth::TimeUs now = kMonday;

    void add(const char* label, hearth::TimeUs after) {
        now += after;
        state.observe(event_of(label, now));
    }
    explicit Home(int rounds) {
        for (int i = 0; i < rounds; ++i) {
            add("door", 180 * kMicrosPerMinute);
            if (i % 2 == 0)
                add("kettle", 10 * hearth::kMicrosPerSecond);
            else
                add("lamp", 20 * kMicrosPerMinute);
        }
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(timing)

BOOST_AUTO_TEST_CASE(buckets_hold_what_lies_between_their_borders) {
    BOOST_TEST(pattern::time_bucket(0) == 0U);
    BOOST_TEST(pattern::time_bucket(1.99) == 0U);
    BOOST_TEST(pattern::time_bucket(2) == 1U);
    BOOST_TEST(pattern::time_bucket(1e9) == pattern::kTimeBuckets - 1);
    for (std::size_t k = 0; k < pattern::kTimeBuckets; ++k) {
        BOOST_TEST(pattern::time_bucket(pattern::bucket_begin_s(k)) == k);
        BOOST_TEST(pattern::bucket_end_s(k) > pattern::bucket_begin_s(k));
    }
}

BOOST_AUTO_TEST_CASE(quantiles_lie_even_within_a_bucket) {
    pattern::TimeDistribution half{};
    half[1] = .5;  // 2 to 5 s
    half[2] = .5;  // 5 to 10 s
    BOOST_TEST(pattern::quantile_s(half, .25) == 3.5);
    BOOST_TEST(pattern::quantile_s(half, .5) == 5);
    BOOST_TEST(pattern::quantile_s(half, .75) == 7.5);
}

BOOST_AUTO_TEST_CASE(what_was_waited_is_no_longer_to_come) {
    pattern::TimeDistribution half{};
    half[1] = .5;
    half[2] = .5;
    BOOST_TEST(pattern::survival(half, 0) == 1);
    BOOST_TEST(pattern::survival(half, 5) == .5);
    BOOST_TEST(pattern::survival(half, 7.5) == .25);
    const auto left = pattern::given_waited(half, 3.5);
    BOOST_TEST(left[1] == 1. / 3, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(sum(left) == 1, boost::test_tools::tolerance(1e-12));
    // Longer than anybody ever waited: it may come at any moment.
    const auto late = pattern::given_waited(half, 1000);
    BOOST_TEST(late[pattern::time_bucket(1000)] == 1);
}

BOOST_AUTO_TEST_CASE(the_ranked_score_is_lower_for_a_near_miss) {
    pattern::TimeDistribution sure{};
    sure[4] = 1;
    BOOST_TEST(pattern::ranked_probability_score(sure, 4) == 0);
    BOOST_TEST(pattern::ranked_probability_score(sure, 5) == 1);
    BOOST_TEST(pattern::ranked_probability_score(sure, 8) == 4);
}

BOOST_AUTO_TEST_CASE(the_mixer_learns_whom_to_trust) {
    // Expert 1 knows the truth, expert 2 says the opposite.
    pattern::OnlineMixer mixer(2, {1, 0, 0});
    std::vector<double> residual(6), probability(2);
    const std::vector<std::uint8_t> mass(3, 1);
    double first = 0, last = 0;
    for (int i = 0; i < 400; ++i) {
        const auto truth = static_cast<std::size_t>(i % 2);
        residual = {0, 0, 0, 0, 0, 0};
        residual[2 + truth] = 1;
        residual[4 + (1 - truth)] = 1;
        mixer.predict(residual, mass, probability);
        BOOST_TEST_REQUIRE(probability[0] + probability[1] == 1,
                           boost::test_tools::tolerance(1e-12));
        (i == 0 ? first : last) = probability[truth];
        mixer.learn(residual, mass, probability, truth);
    }
    BOOST_TEST(first == .5);
    BOOST_TEST(last > .8);
}

BOOST_AUTO_TEST_CASE(it_learns_when) {
    Home home(40);
    home.add("door", 180 * kMicrosPerMinute);
    BOOST_REQUIRE(home.state.compute() != nullptr);
    const auto& timing = home.state.timing();
    const auto waits = timing.next();
    BOOST_TEST(sum(waits) == 1, boost::test_tools::tolerance(1e-9));
    // It is the kettle's turn, which the order tells.
    BOOST_TEST(waits[pattern::time_bucket(10)] > .6);
    BOOST_TEST(timing.after_symbol()[pattern::time_bucket(1200)] > .4);
    // After the door nobody waits three hours; of all waits, half are.
    BOOST_TEST(waits[pattern::time_bucket(10'800)] < .1);
    BOOST_TEST(timing.marginal()[pattern::time_bucket(10'800)] > .4);
}

BOOST_AUTO_TEST_CASE(once_time_has_passed_the_slow_action_is_likelier) {
    Home home(40);
    home.add("door", 180 * kMicrosPerMinute);
    BOOST_REQUIRE(home.state.compute() != nullptr);
    const auto& vocabulary = home.state.vocabulary();
    const auto kettle = static_cast<std::size_t>(*vocabulary.find_candidate("kettle"));
    const auto lamp = static_cast<std::size_t>(*vocabulary.find_candidate("lamp"));
    std::vector<double> probability(3, 0);
    probability[kettle] = probability[lamp] = .45;
    auto told = probability;
    pattern::weigh_by_survival(home.state.timing(), 60, told);
    BOOST_TEST(told[lamp] > .75);
    BOOST_TEST(told[lamp] + told[kettle] == .9, boost::test_tools::tolerance(1e-9));
    told = probability;
    pattern::weigh_by_wait(home.state.timing(), 10, told);
    BOOST_TEST(told[kettle] > .65);
}

BOOST_AUTO_TEST_SUITE_END()
