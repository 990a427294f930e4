// A home in which everything happens by chance has almost no habits and almost no anomalies.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "made_up_log.hpp"
#include "pattern_detection/anomalies/day_watch.hpp"

namespace pattern = hearth::pattern;
using hearth::kMicrosPerHour;
using hearth::kMicrosPerMinute;
using hearth::test::kMonday;
using hearth::test::MadeUpLog;
using hearth::test::Numbers;

namespace {

// Eight lamps that go on and off at random between seven and eleven, people who come and go at
// random, a sun, weather that changes at random.
MadeUpLog random_log(std::uint64_t seed, int days) {
    MadeUpLog log;
    Numbers numbers(seed);
    for (int day = 0; day < days; ++day) {
        const hearth::TimeUs midnight = kMonday + day * hearth::kMicrosPerDay;
        const auto waking = [&] {
            return midnight + (7 * 60 + numbers.below(960)) * kMicrosPerMinute;
        };
        log.add_sun(midnight, 450 - day, 1000 + 2 * day);
        for (const char* weather : {"weather.home=sunny", "weather.home=rainy"})
            log.add_context(weather, waking(), true);
        for (const char* person : {"person.anna", "person.ben"}) {
            const hearth::TimeUs leaves = waking();
            log.add_context(std::string(person) + "=not_home", leaves);
            log.add_context(std::string(person) + "=home",
                            leaves + numbers.below(300) * kMicrosPerMinute);
        }
        for (int i = 0; i < 16; ++i) {
            const std::string lamp = "light.l" + std::to_string(numbers.below(8));
            const hearth::TimeUs on = waking();
            const double minutes = -20 * std::log(numbers.uniform());
            log.add(lamp + "=on", on);
            log.add(lamp + "=off", on + static_cast<hearth::TimeUs>(minutes * kMicrosPerMinute),
                    false);
        }
    }
    return log;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(false_discovery)

// Benjamini and Hochberg's rule at .05 lets one such log in twenty have a habit at most.
BOOST_AUTO_TEST_CASE(random_logs_have_almost_no_habits) {
    constexpr int kSeeds = 60;
    std::size_t habits = 0, logs = 0;
    for (int seed = 1; seed <= kSeeds; ++seed) {
        const auto found = random_log(static_cast<std::uint64_t>(seed), 56).miner.clearest(100);
        habits += found.size();
        logs += found.empty() ? 0 : 1;
        for (const pattern::Habit& habit : found)
            BOOST_TEST_MESSAGE("seed " << seed << ": " << pattern::words_of_habit(habit) << ", q "
                                       << habit.q_value);
    }
    BOOST_TEST_MESSAGE(habits << " habits in " << logs << " of " << kSeeds << " random logs");
    BOOST_TEST(logs <= 3U);
    BOOST_TEST(habits <= 6U);
}

// Anything may happen at any waking hour: what is told must stay below one a week.
BOOST_AUTO_TEST_CASE(random_logs_have_about_no_anomalies) {
    constexpr int kSeeds = 10, kDays = 84, kKnown = 42;
    std::size_t missed = 0, unusual = 0;
    for (int seed = 1; seed <= kSeeds; ++seed) {
        const MadeUpLog log = random_log(static_cast<std::uint64_t>(seed), kDays);
        pattern::DayWatch watch;
        for (int day = kKnown; day < kDays; ++day)
            for (const pattern::Anomaly& one : watch.look(
                     log.miner.log(), kMonday + day * hearth::kMicrosPerDay + 27 * kMicrosPerHour))
                ++(one.kind == pattern::Anomaly::Kind::kMissed ? missed : unusual);
    }
    constexpr double kWeeks = kSeeds * (kDays - kKnown) / 7.0;
    BOOST_TEST_MESSAGE(missed << " missed and " << unusual << " unusual in " << kWeeks << " weeks");
    BOOST_TEST(static_cast<double>(missed) <= .1 * kWeeks);
    BOOST_TEST(static_cast<double>(unusual) <= 1.0 * kWeeks);
}

BOOST_AUTO_TEST_SUITE_END()
