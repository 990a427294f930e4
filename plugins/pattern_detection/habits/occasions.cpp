#include "pattern_detection/habits/occasions.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "pattern_detection/habits/chance.hpp"

namespace hearth::pattern {

namespace {

constexpr std::size_t kEdge = 6;
constexpr double kClearGain = 10;  // of the log-likelihood

double log_likelihood(double times, double of) {
    const auto part = [of](double count) { return count > 0 ? count * std::log(count / of) : 0; };
    return part(times) + part(of - times);
}

void count_weeks(Habit& habit, std::span<const Occasion> occasions) {
    struct Week {
        int times = 0, of = 0;
    };
    std::map<int, Week> weeks;
    for (const Occasion& one : occasions) {
        Week& week = weeks[(one.day + 3) / 7];  // 1970 began on a Thursday; weeks begin on Mondays
        ++week.of;
        week.times += one.taken ? 1 : 0;
    }
    habit.weeks = static_cast<int>(weeks.size());
    habit.weeks_held = 0;
    for (const auto& [number, week] : weeks)
        if (2 * week.times >= week.of) ++habit.weeks_held;
}

}  // namespace

std::optional<Change> find_change(const std::vector<Occasion>& occasions) {
    const auto of = static_cast<double>(occasions.size());
    double total = 0;
    for (const Occasion& one : occasions) total += one.taken ? 1 : 0;
    if (occasions.size() < 2 * kEdge) return std::nullopt;
    const double flat = log_likelihood(total, of);
    double best = kClearGain, times = 0;
    std::optional<Change> out;
    for (std::size_t i = 0; i + kEdge <= occasions.size(); ++i) {
        const auto n = static_cast<double>(i);
        if (i >= kEdge) {
            const double gain =
                log_likelihood(times, n) + log_likelihood(total - times, of - n) - flat;
            if (gain >= best) {
                best = gain;
                out = Change{i, times / n, (total - times) / (of - n)};
            }
        }
        times += occasions[i].taken ? 1 : 0;
    }
    if (out && 2 * std::min(out->before, out->after) > std::max(out->before, out->after))
        return std::nullopt;
    return out;
}

void rate(Habit& habit, const std::vector<Occasion>& occasions, double choices) {
    std::span<const Occasion> kept(occasions);
    if (const auto change = find_change(occasions)) {
        choices *= static_cast<double>(occasions.size());
        const bool taken_up = change->after > change->before;
        kept = taken_up ? kept.subspan(change->at) : kept.first(change->at);
        (taken_up ? habit.since_day : habit.until_day) =
            taken_up ? kept.front().day : kept.back().day;
    }
    habit.support = habit.by_chance = 0;
    habit.of = static_cast<double>(kept.size());
    for (const Occasion& one : kept) {
        habit.support += one.taken ? 1 : 0;
        habit.by_chance += one.chance / habit.of;
    }
    habit.p_value =
        std::min(1.0, choices * binomial_tail(habit.support, habit.of, habit.by_chance));
    count_weeks(habit, kept);
}

}  // namespace hearth::pattern
