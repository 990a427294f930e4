#include "pattern_detection/habits/sequence_habits.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "pattern_detection/habits/daily_rates.hpp"
#include "pattern_detection/habits/entity_states.hpp"
#include "pattern_detection/habits/occasions.hpp"
#include "pattern_detection/habits/sequence_rule.hpp"

namespace hearth::pattern {

namespace {

constexpr double kLongest = kWithin.back();
constexpr double kLaterPenalty = .03;      // for each step of kWithin: soon after says more
constexpr std::size_t kMostBetween = 300;  // events: a log may have any number in ten minutes
constexpr double kMinimumShare = .15;
// A condition more has to be worth it.
constexpr double kHoursPenalty = .08, kGivenPenalty = .06;
constexpr double kClearAlready = .9;  // needs no condition

double seconds_between(TimeUs from, TimeUs to) {
    return static_cast<double>(to - from) / static_cast<double>(kMicrosPerSecond);
}

class SequenceMiner {
public:
    explicit SequenceMiner(const EventLog& log)
        : log_(log), rates_(log), states_(log), surroundings_(log) {}

    FoundHabits find() {
        std::unordered_map<int, Places> places;
        for (std::size_t i = 0; i < log_.events().size(); ++i)
            if (!log_.events()[i].surroundings) places[log_.events()[i].symbol].push_back({i, {}});
        std::vector<int> symbols;
        for (const auto& [symbol, where] : places)
            if (where.size() >= kMinimumTimes) symbols.push_back(symbol);
        std::sort(symbols.begin(), symbols.end());
        for (const int symbol : symbols) look_after(symbol, places[symbol]);
        return std::move(found_);
    }

private:
    struct Followed {
        int entity = 0;
        std::vector<std::pair<std::size_t, double>> at;  // occasion, delay
    };
    // A place where the first thing happens, and how much people do within each delay after it.
    struct Place {
        std::size_t at = 0;
        Delays deeds{};
    };
    using Places = std::vector<Place>;

    // All that people do soon after `symbol`.
    void look_after(int symbol, Places& places) {
        const auto& events = log_.events();
        std::unordered_map<int, Followed> followed;
        for (std::size_t occasion = 0; occasion < places.size(); ++occasion) {
            Place& place = places[occasion];
            const LoggedEvent& first = events[place.at];
            const std::size_t end = std::min(events.size(), place.at + 1 + kMostBetween);
            for (std::size_t i = place.at + 1; i < end; ++i) {
                const LoggedEvent& then = events[i];
                const double delay = seconds_between(first.time_us, then.time_us);
                if (delay > kLongest || then.symbol == symbol) break;
                if (!then.target || then.entity == first.entity) continue;
                for (std::size_t k = 0; k < kWithin.size(); ++k)
                    if (delay <= kWithin[k]) ++place.deeds[k];
                Followed& known = followed[then.symbol];
                known.entity = then.entity;
                if (known.at.empty() || known.at.back().first != occasion)
                    known.at.emplace_back(occasion, delay);
            }
        }
        found_.tests += followed.size();
        std::vector<std::pair<int, const Followed*>> likely;
        for (const auto& [then, known] : followed)
            if (known.at.size() >= kMinimumTimes &&
                static_cast<double>(known.at.size()) >=
                    kMinimumShare * static_cast<double>(places.size()))
                likely.emplace_back(then, &known);
        std::sort(likely.begin(), likely.end());
        for (const auto& [then, known] : likely) judge(symbol, then, trials(then, *known, places));
    }

    std::vector<Trial> trials(int then, const Followed& followed, const Places& places) const {
        std::vector<Trial> out;
        // It can only happen while it is not so.
        const double time_open = states_.share_of_others(then);
        const double events_open = states_.events_of_others(then);
        auto success = followed.at.begin();
        for (std::size_t occasion = 0; occasion < places.size(); ++occasion) {
            const LoggedEvent& first = log_.events()[places[occasion].at];
            Trial trial{first.day, first.second, -1, surroundings_.at(first.time_us), {}};
            if (success != followed.at.end() && success->first == occasion)
                trial.delay_s = (success++)->second;
            // Also where it stopped being so and came again: else only those that did would count.
            if (states_.was_so(followed.entity, then, first.time_us)) continue;
            const double share = std::min(1.0, rates_.share(then, first.second) / events_open);
            for (std::size_t k = 0; k < kWithin.size(); ++k)
                trial.chance[k] =
                    std::max(1 - std::pow(1 - share, places[occasion].deeds[k]),
                             rates_.chance(then, first.second, kWithin[k], time_open));
            out.push_back(trial);
        }
        return out;
    }

    void judge(int after, int then, const std::vector<Trial>& trials) {
        SequenceRule best;
        const auto with_and_without_hours = [&](SequenceRule rule, double penalty) {
            consider(rule, trials, penalty, best);
            rule.hours = hours_of_successes(trials, rule);
            if (!rule.hours.all_day()) consider(rule, trials, penalty + kHoursPenalty, best);
        };
        const auto for_each_delay = [&](int given, double penalty) {
            for (std::size_t within = 0; within < kWithin.size(); ++within) {
                with_and_without_hours({within, {}, given, {}, 0}, penalty);
                penalty += kLaterPenalty;
            }
        };
        for_each_delay(-1, 0);
        if (best.value < kClearAlready)
            for (const int given : telling_circumstances(trials, surroundings_.size()))
                for_each_delay(given, kGivenPenalty);
        if (best.choice.tally.times >= kMinimumTimes) add(after, then, trials, best);
    }

    void consider(SequenceRule rule, const std::vector<Trial>& trials, double penalty,
                  SequenceRule& best) const {
        WeekdayCounts counts;
        double chance = 0, of = 0;
        for (const Trial& trial : trials) {
            if (!rule.applies_to(trial)) continue;
            counts.add(weekday_of(trial.day), rule.taken(trial));
            chance += trial.chance[rule.within];
            ++of;
        }
        rule.choice = clearest_days(counts);
        rule.value = rule.choice.clarity - penalty - (of > 0 ? chance / of : 0);
        if (rule.value > best.value) best = rule;
    }

    void add(int after, int then, const std::vector<Trial>& trials, const SequenceRule& rule) {
        Habit habit;
        habit.kind = Habit::Kind::kSequence;
        habit.label = log_.label(then);
        habit.after = log_.label(after);
        habit.days = rule.choice.days;
        if (rule.given >= 0)
            habit.given = surroundings_.labels(static_cast<std::size_t>(rule.given));
        if (!rule.hours.all_day()) {
            habit.from_minute = rule.hours.from;
            habit.to_minute = rule.hours.from + rule.hours.length;
        }
        habit.within_s = kWithin[rule.within];
        // What happens in a circumstance may happen in no other: then all of its chance is there.
        const double share = share_given(trials, rule.given);
        std::vector<Occasion> occasions;
        std::vector<double> delays;
        for (const Trial& trial : trials) {
            if (!rule.applies_to(trial) || !habit.days.has(weekday_of(trial.day))) continue;
            occasions.push_back(
                {trial.day, rule.taken(trial), std::min(1.0, trial.chance[rule.within] / share)});
            if (rule.taken(trial)) delays.push_back(trial.delay_s);
        }
        constexpr double kHourChoices = 24;
        const double choices = kWithin.size() * kDaySets *
                               (rule.hours.all_day() ? 1 : kHourChoices) *
                               (rule.given < 0 ? 1 : static_cast<double>(surroundings_.size()));
        rate(habit, occasions, choices);
        const auto middle = delays.begin() + static_cast<std::ptrdiff_t>(delays.size() / 2);
        std::nth_element(delays.begin(), middle, delays.end());
        habit.median_s = *middle;
        found_.habits.push_back(std::move(habit));
    }

    const EventLog& log_;
    const DailyRates rates_;
    const EntityStates states_;
    const Surroundings surroundings_;
    FoundHabits found_;
};

}  // namespace

FoundHabits find_sequence_habits(const EventLog& log) { return SequenceMiner(log).find(); }

}  // namespace hearth::pattern
