#include "learning/sequential_bet.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "random_draws.hpp"

using hearth::Json;
using hearth::learning::SequentialBet;
using hearth::test::RandomDraws;

namespace {

// Share of trials in which the evidence ever reaches 20, looking after each of `n` coin tosses.
double ever_convinced(double chance, double border, int n, bool below) {
    RandomDraws draws(99);
    int convinced = 0;
    const int trials = 500;
    for (int trial = 0; trial < trials; ++trial) {
        SequentialBet bet;
        for (int i = 0; i < n; ++i) {
            const double x = draws.chance(chance) ? 1 : 0;
            below ? bet.add(-x, -border, -1) : bet.add(x, border, 0);
            if (bet.evidence() >= 20) {
                ++convinced;
                break;
            }
        }
    }
    return static_cast<double>(convinced) / trials;
}

// Events until the restarting evidence reaches `alarm`, at most `n`; the chance turns at `turn`.
int alarm_after(RandomDraws& draws, double before, double after, int turn, int n, double alarm) {
    SequentialBet bet;
    for (int i = 0; i < n; ++i) {
        bet.forget_losses(std::log(alarm) + 3);
        bet.add(draws.chance(i < turn ? before : after) ? -1 : 0, -before, -1);
        if (bet.evidence() >= alarm) return i;
    }
    return n;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sequential_bet)

BOOST_AUTO_TEST_CASE(starts_at_even_odds_and_follows_the_numbers) {
    SequentialBet bet;
    BOOST_TEST(bet.evidence() == 1);
    bet.add(0.5, 0.5, 0);
    BOOST_TEST(bet.evidence() == 1);
    bet.add(1, 0.5, 0);
    BOOST_TEST(bet.evidence() > 1);
    SequentialBet loser;
    loser.add(0, 0.5, 0);
    BOOST_TEST(loser.evidence() < 1);
    BOOST_TEST(loser.evidence() > 0);
}

BOOST_AUTO_TEST_CASE(looking_all_the_time_does_not_fool_it) {
    BOOST_TEST(ever_convinced(0.3, 0.3, 2000, false) < 0.05);
    BOOST_TEST(ever_convinced(0.3, 0.3, 2000, true) < 0.05);
    BOOST_TEST(ever_convinced(0.25, 0.3, 2000, false) < 0.01);
}

BOOST_AUTO_TEST_CASE(a_true_difference_is_found) {
    BOOST_TEST(ever_convinced(0.4, 0.3, 500, false) > 0.95);
    BOOST_TEST(ever_convinced(0.2, 0.3, 500, true) > 0.95);
}

BOOST_AUTO_TEST_CASE(watches_for_a_change_that_comes_late) {
    RandomDraws draws(7);
    int early = 0, delay = 0;
    for (int trial = 0; trial < 100; ++trial) {
        const int at = alarm_after(draws, 0.5, 0.3, 1000, 2000, 20'000);
        early += at < 1000 ? 1 : 0;
        delay += at - 1000;
    }
    BOOST_TEST(early < 5);  // 1000 of the 20,000 events that a false alarm takes on the average
    BOOST_TEST(delay / 100 < 200);
}

BOOST_AUTO_TEST_CASE(odd_input_does_no_harm) {
    SequentialBet bet;
    bet.add(std::numeric_limits<double>::quiet_NaN(), 0.5, 0);
    bet.add(std::numeric_limits<double>::infinity(), 0.5, 0);
    bet.add(1, 0, 0);  // no stake is fair at the very end of the range
    BOOST_TEST(bet.evidence() == 1);
    for (int i = 0; i < 100'000; ++i) bet.add(1, 0.1, 0);
    BOOST_TEST(std::isfinite(bet.evidence()));
    bet.forget_losses(5);
    BOOST_TEST(bet.evidence() <= std::exp(5.001));
}

BOOST_AUTO_TEST_CASE(is_read_as_written_or_begins_afresh) {
    SequentialBet bet;
    bet.add(1, 0.5, 0);
    BOOST_TEST(SequentialBet::from_json(bet.to_json()).evidence() == bet.evidence());
    for (const Json& json : {Json(), Json{1, 2}, Json{1, 2, 3, 4, 5, "x"}, Json{{"a", 1}}})
        BOOST_TEST(SequentialBet::from_json(json).evidence() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
