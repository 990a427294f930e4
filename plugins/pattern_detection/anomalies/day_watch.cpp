#include "pattern_detection/anomalies/day_watch.hpp"

#include <algorithm>
#include <cstdio>

#include "pattern_detection/anomalies/household_day.hpp"
#include "pattern_detection/explanation.hpp"
#include "pattern_detection/habits/habit_miner.hpp"

namespace hearth::pattern {

namespace {

constexpr std::size_t kMostHabits = 300;

std::string entity_of(const std::string& label) { return label.substr(0, label.find('=')); }

std::string counts(double support, double of) {
    char text[64];
    std::snprintf(text, sizeof text, "%.0f of %.0f", support, of);
    return text;
}

// The events of a household's day.
class Today {
public:
    Today(const EventLog& log, int day) : log_(log), day_(day) {
        const TimeUs begin = time_of(log.zone(), {day, 0});
        first_ = std::lower_bound(
            log.events().begin(), log.events().end(), begin,
            [](const LoggedEvent& event, TimeUs time) { return event.time_us < time; });
    }
    auto begin() const { return first_; }
    auto end() const { return log_.events().end(); }
    int number() const { return day_; }
    bool is_lived() const {
        return std::any_of(begin(), end(), [](const LoggedEvent& event) { return event.target; });
    }
    bool happened(int symbol, TimeUs from, TimeUs until) const {
        return std::any_of(begin(), end(), [=](const LoggedEvent& event) {
            return event.symbol == symbol && event.time_us >= from && event.time_us <= until;
        });
    }

private:
    const EventLog& log_;
    int day_;
    std::vector<LoggedEvent>::const_iterator first_;
};

Anomaly missed(const EventLog& log, const Expectation& one, int day, TimeUs due) {
    Anomaly out;
    out.kind = Anomaly::Kind::kMissed;
    out.label = log.label(one.symbol);
    out.entity = entity_of(out.label);
    out.time_us = due;
    out.day = day;
    out.support = one.support;
    out.of = one.of;
    return out;
}

}  // namespace

std::vector<Anomaly> DayWatch::look(const EventLog& log, TimeUs now_us) {
    const HouseholdTime now = household_time(log.zone(), now_us);
    if (now.day != day_) {
        learn(log.until(time_of(log.zone(), {now.day, 0}) - 1));
        day_ = now.day;
    }
    std::vector<Anomaly> out;
    const EventLog today = log.until(now_us);
    look_for_missed(today, now_us, out);
    look_for_unusual(today, out);
    std::stable_sort(out.begin(), out.end(),
                     [](const Anomaly& a, const Anomaly& b) { return a.time_us < b.time_us; });
    return out;
}

void DayWatch::learn(const EventLog& past) {
    const EntityStates states(past);
    const Surroundings surroundings(past);
    expectations_ = affordable(
        expectations_of(clearest_habits(past, kMostHabits), {past, states, surroundings}),
        kMissedAWeek);
    hours_ = std::make_unique<UnusualHours>(past, kUnusualAWeek);
}

void DayWatch::look_for_missed(const EventLog& log, TimeUs now_us,
                               std::vector<Anomaly>& out) const {
    const Today today(log, day_);
    if (expectations_.empty() || !today.is_lived()) return;
    const EntityStates states(log);
    const Surroundings surroundings(log);
    const auto excused = [&](const Expectation& one, TimeUs due) {
        return states.was_so(one.entity, one.symbol, now_us) || surroundings.nobody_home(due);
    };
    for (const Expectation& one : expectations_) {
        if (!one.days.has(weekday_of(day_))) continue;
        if (one.after < 0) {
            const TimeUs from = time_of(log.zone(), {day_, one.from});
            const TimeUs due = time_of(log.zone(), {day_, one.due});
            if (now_us < due || today.happened(one.symbol, from, now_us) || excused(one, due))
                continue;
            Anomaly strange = missed(log, one, day_, due);
            strange.text = words_of_label(strange.label) + " by " +
                           clock_words(HouseholdTime::on_wall(one.due)) + " on " +
                           counts(one.support, one.of) + " days" +
                           (one.days == DaySet::every() ? "" : " " + one.days.words()) +
                           "; today not";
            out.push_back(std::move(strange));
            continue;
        }
        for (const LoggedEvent& event : today) {
            const TimeUs late = event.time_us + Expectation::kPatience;
            if (event.symbol != one.after || now_us < late ||
                today.happened(one.symbol, event.time_us, now_us) ||
                today.happened(one.after, event.time_us + 1, late) || excused(one, late))
                continue;
            Anomaly strange = missed(log, one, day_, late);
            strange.text = "after " + words_of_label(log.label(one.after)) + ", " +
                           words_of_label(strange.label) + " followed " +
                           counts(one.support, one.of) + " times within 15 min; at " +
                           clock_words(event.second / 60) + " not";
            out.push_back(std::move(strange));
            break;
        }
    }
}

void DayWatch::look_for_unusual(const EventLog& log, std::vector<Anomaly>& out) const {
    for (const LoggedEvent& event : Today(log, day_)) {
        const auto finding = hours_->judge(event);
        if (!finding) continue;
        Anomaly strange;
        strange.kind = Anomaly::Kind::kUnusual;
        strange.label = log.label(event.symbol);
        strange.entity = entity_of(strange.label);
        strange.time_us = event.time_us;
        strange.day = day_;
        strange.of = finding->times;
        char text[96];
        std::snprintf(text, sizeof text, "; the nearest of %.0f other times was %.0f min off",
                      finding->times, finding->apart_minutes);
        strange.text =
            words_of_label(strange.label) + " at " + clock_words(event.second / 60) + text;
        out.push_back(std::move(strange));
    }
}

}  // namespace hearth::pattern
