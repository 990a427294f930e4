#include "pattern_detection/anomalies/expectation.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "pattern_detection/anomalies/household_day.hpp"

namespace hearth::pattern {

namespace {

constexpr int kReach = 180;  // minutes around the usual time in which it is looked for
constexpr int kStep = 15;
constexpr double kFewestOccasions = 20;
constexpr double kUsual = .8;  // a lower share is nothing to expect

// Whether it is, or was, so at that time; nobody is surprised then.
bool is_so(const LogView& view, const Expectation& one, TimeUs time_us) {
    return view.states.was_so(one.entity, one.symbol, time_us);
}

void set_rate(Expectation& one, double occasions_a_week) {
    one.alarms_a_week = (one.of - one.support + 1) / (one.of + 1) * occasions_a_week;
}

// ---- by a time of the day
// -------------------------------------------------------------------------

struct Day {
    std::optional<int> minute;  // of the first time in reach
};

std::optional<Expectation> by_time(const Habit& habit, const LogView& view, Expectation one) {
    const int middle = HouseholdTime::from_wall(habit.median_minute);
    one.from = std::max(middle - kReach, 0);
    const int end = std::min(middle + kReach, HouseholdTime::kMinutes - kStep);
    std::map<int, Day> days;  // those on which people did something
    int latest = -1;
    for (const LoggedEvent& event : view.log.events()) {
        if (!event.target) continue;
        const HouseholdTime time = household_time(event);
        if (!one.days.has(weekday_of(time.day)) || time.day < habit.since_day) continue;
        Day& day = days[time.day];
        if (event.symbol != one.symbol || time.minute < one.from || time.minute > end) continue;
        if (!day.minute) latest = std::max(latest, time.minute);
        if (!day.minute) day.minute = time.minute;
    }
    if (latest < 0) return std::nullopt;
    one.due = std::min((latest / kStep + 2) * kStep, HouseholdTime::kMinutes - 1);
    for (const auto& [number, day] : days) {
        const TimeUs due = time_of(view.log.zone(), {number, one.due});
        const bool no_occasion =
            !day.minute && (is_so(view, one, due) || view.surroundings.nobody_home(due));
        if (no_occasion) continue;
        ++one.of;
        one.support += day.minute ? 1 : 0;
    }
    set_rate(one, static_cast<double>(one.days.weekdays().size()));
    return one;
}

// ---- after something
// ------------------------------------------------------------------------------

std::optional<Expectation> by_order(const Habit& habit, const LogView& view, Expectation one) {
    const auto after = view.log.vocabulary().find_symbol(habit.after);
    if (!after) return std::nullopt;
    one.after = *after;
    const auto& events = view.log.events();
    std::map<int, int> weeks;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const HouseholdTime time = household_time(events[i]);
        if (events[i].symbol != one.after || !one.days.has(weekday_of(time.day)) ||
            time.day < habit.since_day)
            continue;
        const TimeUs until = events[i].time_us + Expectation::kPatience;
        bool followed = false, again = false;
        for (std::size_t j = i + 1; j < events.size() && events[j].time_us <= until; ++j) {
            followed = followed || events[j].symbol == one.symbol;
            again = again || events[j].symbol == one.after;
        }
        if (!followed && (again || is_so(view, one, until))) continue;
        ++weeks[(time.day + 3) / 7];
        ++one.of;
        one.support += followed ? 1 : 0;
    }
    if (weeks.empty()) return std::nullopt;
    set_rate(one, one.of / static_cast<double>(weeks.size()));
    return one;
}

}  // namespace

std::vector<Expectation> expectations_of(const std::vector<Habit>& habits, const LogView& view) {
    std::map<int, int> entity_of;
    for (const LoggedEvent& event : view.log.events()) entity_of[event.symbol] = event.entity;
    std::vector<Expectation> out;
    for (const Habit& habit : habits) {
        const bool chosen_days = habit.days != DaySet::every() &&
                                 habit.days != DaySet::workdays() &&
                                 habit.days != DaySet::weekend();
        if (habit.given_up() || !habit.given.empty() || chosen_days) continue;
        const auto symbol = view.log.vocabulary().find_symbol(habit.label);
        if (!symbol || !entity_of.contains(*symbol)) continue;
        Expectation one;
        one.symbol = *symbol;
        one.entity = entity_of[*symbol];
        one.days = habit.days;
        std::optional<Expectation> found;
        if (habit.kind == Habit::Kind::kTimeOfDay) found = by_time(habit, view, one);
        if (habit.kind == Habit::Kind::kSequence) found = by_order(habit, view, one);
        if (found && found->of >= kFewestOccasions && found->support >= kUsual * found->of)
            out.push_back(*found);
    }
    return out;
}

std::vector<Expectation> affordable(std::vector<Expectation> all, double alarms_a_week) {
    std::stable_sort(all.begin(), all.end(), [](const Expectation& a, const Expectation& b) {
        return a.alarms_a_week < b.alarms_a_week;
    });
    std::size_t kept = 0;
    for (; kept < all.size(); ++kept) {
        alarms_a_week -= all[kept].alarms_a_week;
        if (alarms_a_week < 0) break;
    }
    all.resize(kept);
    return all;
}

}  // namespace hearth::pattern
