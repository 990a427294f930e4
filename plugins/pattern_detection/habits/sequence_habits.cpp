#include "pattern_detection/habits/sequence_habits.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "pattern_detection/habits/chance.hpp"
#include "pattern_detection/habits/daily_rates.hpp"
#include "pattern_detection/habits/entity_states.hpp"
#include "pattern_detection/habits/weekday_counts.hpp"
#include "pattern_detection/habits/weeks.hpp"

namespace hearth::pattern {

namespace {

constexpr std::array<double, 3> kWithin{60, 180, 600};  // seconds
constexpr double kLongest = 600;
constexpr double kLaterPenalty = .03;  // for each step of kWithin: soon after says more
constexpr int kMinimumTimes = 4;
constexpr double kMinimumShare = .15;
constexpr int kMinutesOfDay = 1440;

double seconds_between(TimeUs from, TimeUs to) {
    return static_cast<double>(to - from) / static_cast<double>(kMicrosPerSecond);
}

// One occasion: the first thing happened, the second could.
struct Trial {
    int day = 0, second = 0;
    double delay_s = -1;  // until the second thing; -1: not in time
};

// Between which hours the first thing must happen, minutes of the day; any time by default.
struct Hours {
    int from = 0, length = kMinutesOfDay;

    bool has(int second) const {
        return (second / 60 - from + kMinutesOfDay) % kMinutesOfDay < length;
    }
    bool all_day() const { return length == kMinutesOfDay; }
};

// The hours in which nearly all successes lie, with half an hour to spare; they may go over
// midnight.
Hours hours_of_successes(const std::vector<Trial>& trials, double within_s) {
    std::vector<int> minutes;
    for (const Trial& trial : trials)
        if (trial.delay_s >= 0 && trial.delay_s <= within_s) minutes.push_back(trial.second / 60);
    if (minutes.size() < kMinimumTimes) return {};
    std::sort(minutes.begin(), minutes.end());
    // The largest gap of the circle is where the hours are not.
    int gap = minutes.front() + kMinutesOfDay - minutes.back();
    int from = minutes.front();
    for (std::size_t i = 1; i < minutes.size(); ++i) {
        if (minutes[i] - minutes[i - 1] <= gap) continue;
        gap = minutes[i] - minutes[i - 1];
        from = minutes[i];
    }
    constexpr int kSpare = 30;
    const int length = kMinutesOfDay - gap + 2 * kSpare;
    if (length >= kMinutesOfDay) return {};
    return {(from - kSpare + kMinutesOfDay) % kMinutesOfDay, length};
}

class SequenceMiner {
public:
    SequenceMiner(const EventLog& log, const Vocabulary& vocabulary)
        : log_(log), vocabulary_(vocabulary), rates_(log), states_(log) {}

    FoundHabits find() {
        std::unordered_map<int, std::vector<std::size_t>> places;
        for (std::size_t i = 0; i < log_.events().size(); ++i)
            places[log_.events()[i].symbol].push_back(i);
        std::vector<int> symbols;
        for (const auto& [symbol, where] : places)
            if (where.size() >= kMinimumTimes) symbols.push_back(symbol);
        std::sort(symbols.begin(), symbols.end());
        for (const int symbol : symbols) look_after(symbol, places.at(symbol));
        return std::move(found_);
    }

private:
    struct Followed {
        int entity = 0;
        std::vector<std::pair<std::size_t, double>> at;  // occasion, delay
    };

    // All that people do soon after `symbol`.
    void look_after(int symbol, const std::vector<std::size_t>& places) {
        const auto& events = log_.events();
        std::unordered_map<int, Followed> followed;
        for (std::size_t occasion = 0; occasion < places.size(); ++occasion) {
            const LoggedEvent& first = events[places[occasion]];
            for (std::size_t i = places[occasion] + 1; i < events.size(); ++i) {
                const LoggedEvent& then = events[i];
                const double delay = seconds_between(first.time_us, then.time_us);
                if (delay > kLongest || then.symbol == symbol) break;
                if (!then.target || then.entity == first.entity) continue;
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

    std::vector<Trial> trials(int then, const Followed& followed,
                              const std::vector<std::size_t>& places) const {
        std::vector<Trial> out;
        auto success = followed.at.begin();
        for (std::size_t occasion = 0; occasion < places.size(); ++occasion) {
            const LoggedEvent& first = log_.events()[places[occasion]];
            Trial trial{first.day, first.second, -1};
            if (success != followed.at.end() && success->first == occasion)
                trial.delay_s = (success++)->second;
            if (trial.delay_s < 0 && states_.was_so(followed.entity, then, first.time_us)) continue;
            out.push_back(trial);
        }
        return out;
    }

    struct Rule {
        double within_s = kLongest;
        Hours hours;
        DayChoice choice;
        double value = 0;
    };

    void judge(int after, int then, const std::vector<Trial>& trials) {
        Rule best;
        double penalty = 0;
        for (const double within : kWithin) {
            consider({within, {}, {}, 0}, then, trials, penalty, best);
            // A condition more has to be worth it.
            constexpr double kHoursPenalty = .08;
            consider({within, hours_of_successes(trials, within), {}, 0}, then, trials,
                     penalty + kHoursPenalty, best);
            penalty += kLaterPenalty;
        }
        if (best.choice.tally.times >= kMinimumTimes) add(after, then, trials, best);
    }

    void consider(Rule rule, int then, const std::vector<Trial>& trials, double penalty,
                  Rule& best) const {
        WeekdayCounts counts;
        for (const Trial& trial : trials)
            if (rule.hours.has(trial.second))
                counts.add(weekday_of(trial.day), succeeds(trial, rule),
                           rates_.chance(then, trial.second, rule.within_s));
        rule.choice = clearest_days(counts);
        rule.value = rule.choice.clarity - penalty;
        if (rule.value > best.value) best = rule;
    }

    static bool succeeds(const Trial& trial, const Rule& rule) {
        return trial.delay_s >= 0 && trial.delay_s <= rule.within_s;
    }

    void add(int after, int then, const std::vector<Trial>& trials, const Rule& rule) {
        const Tally& tally = rule.choice.tally;
        Habit habit;
        habit.kind = Habit::Kind::kSequence;
        habit.label = vocabulary_.label(then);
        habit.after = vocabulary_.label(after);
        habit.days = rule.choice.days;
        if (!rule.hours.all_day()) {
            habit.from_minute = rule.hours.from;
            habit.to_minute = rule.hours.from + rule.hours.length;
        }
        habit.within_s = rule.within_s;
        habit.support = tally.times;
        habit.of = tally.of;
        habit.by_chance = tally.mean_chance();
        constexpr double kHourChoices = 24;
        const double choices =
            kWithin.size() * kDaySets * (rule.hours.all_day() ? 1 : kHourChoices);
        habit.p_value =
            std::min(1.0, choices * binomial_tail(tally.times, tally.of, habit.by_chance));
        std::vector<double> delays;
        Weeks weeks;
        for (const Trial& trial : trials) {
            if (!rule.hours.has(trial.second) || !habit.days.has(weekday_of(trial.day))) continue;
            weeks.add(trial.day, succeeds(trial, rule));
            if (succeeds(trial, rule)) delays.push_back(trial.delay_s);
        }
        const auto middle = delays.begin() + static_cast<std::ptrdiff_t>(delays.size() / 2);
        std::nth_element(delays.begin(), middle, delays.end());
        habit.median_s = *middle;
        weeks.tell(habit);
        found_.habits.push_back(std::move(habit));
    }

    const EventLog& log_;
    const Vocabulary& vocabulary_;
    const DailyRates rates_;
    const EntityStates states_;
    FoundHabits found_;
};

}  // namespace

FoundHabits find_sequence_habits(const EventLog& log, const Vocabulary& vocabulary) {
    return SequenceMiner(log, vocabulary).find();
}

}  // namespace hearth::pattern
