// What people of the simulated home do: when, how surely, and how well it can be foretold.
#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

#include "simulation/calendar_date.hpp"
#include "simulation/random.hpp"
#include "streams.hpp"

namespace hearth::test {

namespace {

std::string action_of(const HomeEvent& event) { return event.entity_id + "=" + event.new_state; }

// Local hour of the first such action after 05:00 on each day of the month.
std::map<int, double> first_hours(const std::vector<HomeEvent>& events, const std::string& action) {
    std::map<int, double> first;
    for (const HomeEvent& event : events) {
        const LocalTime time = berlin_time(event);
        if (is_real_change(event) && action_of(event) == action && time.hour > 5)
            first.emplace(time.month * 100 + time.day, time.hour);
    }
    return first;
}

// Blends the counts of all contexts by Witten and Bell, from the longest down.
class BackOff {
public:
    using Contexts = std::vector<std::string>;  // from the shortest
    void learn(const Contexts& contexts, const std::string& next) {
        for (const std::string& context : contexts) counts_[context][next] += 1;
    }
    std::string best(const Contexts& contexts) const {
        std::map<std::string, double> score;
        double weight = 1;
        for (auto context = contexts.rbegin(); context != contexts.rend(); ++context) {
            const auto found = counts_.find(*context);
            if (found == counts_.end()) continue;
            double total = 0;
            for (const auto& [next, count] : found->second) total += count;
            const double lambda = total / (total + static_cast<double>(found->second.size()));
            for (const auto& [next, count] : found->second)
                score[next] += weight * lambda * count / total;
            weight *= 1 - lambda;
        }
        std::string best;
        for (const auto& [next, value] : score)
            if (best.empty() || value > score[best]) best = next;
        return best;
    }

private:
    std::map<std::string, std::map<std::string, double>> counts_;
};

// Share of the newest fifth of the human actions that is foretold.
double top1(const std::vector<HomeEvent>& events, bool with_clock) {
    std::vector<std::pair<std::string, int>> actions;  // with the two-hour slot
    for (const HomeEvent& event : events)
        if (is_human_action(event))
            actions.emplace_back(action_of(event), static_cast<int>(berlin_time(event).hour / 2));
    BackOff model;
    double right = 0, tested = 0;
    for (std::size_t i = 2; i < actions.size(); ++i) {
        const std::string one = actions[i - 1].first;
        const std::string slot =
            with_clock ? one + "@" + std::to_string(actions[i - 1].second) : "";
        BackOff::Contexts contexts = {"", one};
        if (with_clock) contexts.push_back(slot);
        contexts.push_back((with_clock ? slot : one) + "<" + actions[i - 2].first);
        if (i < actions.size() * 8 / 10) {
            model.learn(contexts, actions[i].first);
        } else {
            right += model.best(contexts) == actions[i].first;
            tested += 1;
        }
    }
    return right / tested;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(habits)

BOOST_AUTO_TEST_CASE(habits_are_told_in_full) {
    std::set<std::string> entities, names;
    for (const SimulatedEntity& entity : SimulatedHome::entities())
        entities.insert(entity.entity_id);
    const auto habits = SimulatedHome::true_habits();
    BOOST_CHECK_GT(habits.size(), 60u);
    for (const Habit& habit : habits) {
        BOOST_CHECK_MESSAGE(entities.contains(habit.entity_id), habit.name);
        BOOST_CHECK(!habit.state.empty());
        BOOST_CHECK(habit.resident == "anna" || habit.resident == "ben");
        BOOST_CHECK(habit.probability > 0 && habit.probability <= 1);
        BOOST_CHECK(habit.hour >= 0 && habit.hour < 24);
        BOOST_CHECK(habit.spread_minutes > 0);
        names.insert(habit.name);
    }
    BOOST_CHECK(names.contains("anna morning: switch.coffee_machine=on"));
}

BOOST_AUTO_TEST_CASE(habits_happen_about_as_often_as_they_say) {
    const auto events = stream(5, berlin(12));
    // The washing machine is used for nothing else: its share of days shows the probability.
    double told = 0;
    for (const Habit& habit : SimulatedHome::true_habits())
        if (habit.entity_id == "switch.washing_machine") told += habit.probability;
    const double days =
        static_cast<double>(first_hours(events, "switch.washing_machine=on").size());
    BOOST_CHECK_GT(days / 84, told * 0.5);
    BOOST_CHECK_LT(days / 84, told * 1.3);
}

BOOST_AUTO_TEST_CASE(workdays_and_weekends_differ) {
    double work = 0, weekend = 0, work_days = 0, weekend_days = 0;
    for (const auto& [date, hour] : first_hours(four_weeks(), "binary_sensor.kitchen_motion=on")) {
        const bool free = weekday_of_day(day_number({2024, date / 100, date % 100})) >= 5;
        (free ? weekend : work) += hour;
        (free ? weekend_days : work_days) += 1;
    }
    BOOST_REQUIRE(work_days > 15 && weekend_days > 5);
    BOOST_CHECK_GT(weekend / weekend_days, work / work_days + 1);
}

BOOST_AUTO_TEST_CASE(habits_keep_to_the_clock_on_the_wall_when_it_is_changed) {
    double winter = 0, winter_days = 0, summer = 0, summer_days = 0;
    const auto events = stream(9, berlin(8));
    for (const auto& [date, hour] : first_hours(events, "person.anna=not_home")) {
        if (weekday_of_day(day_number({2024, date / 100, date % 100})) >= 5 || hour > 12) continue;
        (date < 331 ? winter : summer) += hour;
        (date < 331 ? winter_days : summer_days) += 1;
    }
    BOOST_REQUIRE(winter_days > 10 && summer_days > 10);
    BOOST_CHECK_SMALL(winter / winter_days - summer / summer_days, 0.35);
}

BOOST_AUTO_TEST_CASE(a_guest_comes_and_a_weekend_is_spent_away) {
    std::set<int> days_with_actions;
    std::size_t guest_on = 0, guest_off = 0;
    for (const HomeEvent& event : four_weeks()) {
        if (is_human_action(event)) days_with_actions.insert(berlin_time(event).day);
        guest_on += is_real_change(event) && action_of(event) == "input_boolean.guest_mode=on";
        guest_off += is_real_change(event) && action_of(event) == "input_boolean.guest_mode=off";
    }
    BOOST_CHECK_EQUAL(guest_on, 1u);
    BOOST_CHECK_EQUAL(guest_off, 1u);
    std::size_t long_absences = 0;
    std::map<std::string, TimeUs> left;
    for (const HomeEvent& event : four_weeks()) {
        if (event.entity_id != "person.anna" || !is_real_change(event)) continue;
        if (event.new_state == "not_home") left["anna"] = event.updated_us;
        if (event.new_state == "home")
            long_absences += event.updated_us - left["anna"] > kMicrosPerDay;
    }
    BOOST_CHECK_EQUAL(long_absences, 1u);
}

BOOST_AUTO_TEST_CASE(the_next_action_can_be_guessed_but_not_known_and_the_clock_helps) {
    double counted = 0, with_clock = 0;
    constexpr int kHomes = 4;
    for (std::uint64_t seed = 1; seed <= kHomes; ++seed) {
        const auto events = stream(seed, berlin(8));
        counted += top1(events, false) / kHomes;
        with_clock += top1(events, true) / kHomes;
    }
    BOOST_TEST_MESSAGE("top-1 by counting " << counted << ", with the clock " << with_clock);
    BOOST_CHECK_GT(counted, 0.38);
    BOOST_CHECK_LT(counted, 0.62);
    BOOST_CHECK_GT(with_clock, counted + 0.01);
    BOOST_CHECK_LT(with_clock, 0.75);
}

BOOST_AUTO_TEST_CASE(dates) {
    BOOST_CHECK_EQUAL(day_number({1970, 1, 1}), 0);
    BOOST_CHECK_EQUAL(weekday_of_day(0), 3);
    BOOST_CHECK_EQUAL(weekday_of_day(-1), 2);
    const auto date = parse_date("2024-02-29");
    BOOST_REQUIRE(date.ok());
    BOOST_CHECK_EQUAL(day_number(*date), 19'782);
    for (const char* bad : {"", "2023-02-29", "2024-2-29", "2024-02-29 ", "tomorrow"})
        BOOST_CHECK_MESSAGE(!parse_date(bad).ok(), bad);
}

BOOST_AUTO_TEST_CASE(random_numbers_have_the_moments_they_promise) {
    simulation::Random random(3);
    constexpr int kDraws = 100'000;
    double uniform = 0, normal = 0, squares = 0, waiting = 0, waiting_squares = 0;
    for (int i = 0; i < kDraws; ++i) {
        uniform += random.uniform();
        const double x = random.normal();
        normal += x;
        squares += x * x;
        const double wait = random.exponential();
        waiting += wait;
        waiting_squares += wait * wait;
        const auto die = random.between(std::int64_t{1}, 6);
        BOOST_REQUIRE(die >= 1 && die <= 6);
    }
    BOOST_CHECK_CLOSE(uniform / kDraws, 0.5, 1);
    BOOST_CHECK_SMALL(normal / kDraws, 0.02);
    BOOST_CHECK_CLOSE(squares / kDraws, 1.0, 2);
    BOOST_CHECK_CLOSE(waiting / kDraws, 1.0, 2);
    BOOST_CHECK_CLOSE(waiting_squares / kDraws, 2.0, 4);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace hearth::test
