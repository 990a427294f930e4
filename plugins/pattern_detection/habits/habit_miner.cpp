#include "pattern_detection/habits/habit_miner.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "pattern_detection/hash_key.hpp"
#include "pattern_detection/wilson.hpp"

namespace hearth::pattern {

double HabitMiner::Spans::median() const {
    std::vector<float> sorted(seconds.begin(),
                              seconds.begin() + std::min<std::size_t>(count, kKeptSpans));
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
}

void HabitMiner::observe(const Event& event, int symbol, const Moment& moment) {
    count_day(moment);
    follow_duration(event, symbol);
    if (!event.target) return;
    ++targets_;
    ++times_[symbol];
    const int after = moment.recent[1];
    if (after != kNoSymbol) {
        ++times_after_[after];
        const std::uint64_t key = hash_key({after, symbol});
        auto known = sequences_.find(key);
        if (known == sequences_.end() && sequences_.size() < kMaxEntries)
            known = sequences_.emplace(key, Sequence{after, symbol, {}}).first;
        if (known != sequences_.end()) known->second.delays.add(moment.gap_s[0]);
    }
    Days& days = days_of_[symbol];
    if (days.last_day != moment.day) {
        days.last_day = moment.day;
        days.hours_today = 0;
        ++days.any;
        ++days.weekday[static_cast<std::size_t>(moment.weekday)];
    }
    const auto hour = static_cast<std::size_t>(moment.hour);
    if ((days.hours_today >> hour & 1) == 0) ++days.hour[hour];
    days.hours_today |= 1U << hour;
}

void HabitMiner::count_day(const Moment& moment) {
    if (moment.day == last_day_) return;
    last_day_ = moment.day;
    ++days_;
    ++days_of_weekday_[static_cast<std::size_t>(moment.weekday)];
}

void HabitMiner::follow_duration(const Event& event, int symbol) {
    const auto lasting = active_.find(event.entity);
    if (event.active) {
        if (lasting == active_.end() && active_.size() < kMaxEntries)
            active_.emplace(event.entity, Activity{symbol, event.time_us});
        return;
    }
    if (lasting == active_.end()) return;
    const Activity began = lasting->second;
    active_.erase(lasting);
    if (event.time_us >= began.since_us)
        durations_[began.symbol].add(static_cast<double>(event.time_us - began.since_us) /
                                     static_cast<double>(kMicrosPerSecond));
}

void HabitMiner::add_sequences(const Vocabulary& vocabulary, std::vector<Habit>& found) const {
    for (const auto& [key, sequence] : sequences_) {
        Habit habit;
        habit.kind = Habit::Kind::kSequence;
        habit.label = vocabulary.label(sequence.symbol);
        habit.after = vocabulary.label(sequence.after);
        habit.support = sequence.delays.count;
        habit.of = times_after_.at(sequence.after);
        habit.lift = habit.confidence() * targets_ / times_.at(sequence.symbol);
        habit.median_s = sequence.delays.median();
        found.push_back(std::move(habit));
    }
}

// Lift: the label's share of this hour over the share that all labels have of it.
void HabitMiner::add_times(const Vocabulary& vocabulary, std::vector<Habit>& found) const {
    std::array<double, 24> all{};
    for (const auto& [symbol, days] : days_of_)
        for (std::size_t hour = 0; hour < all.size(); ++hour) all[hour] += days.hour[hour];
    const double total = std::accumulate(all.begin(), all.end(), 0.0);
    for (const auto& [symbol, days] : days_of_) {
        const double own = std::accumulate(days.hour.begin(), days.hour.end(), 0.0);
        const auto most = static_cast<std::size_t>(
            std::max_element(days.hour.begin(), days.hour.end()) - days.hour.begin());
        Habit habit;
        habit.kind = Habit::Kind::kTimeOfDay;
        habit.label = vocabulary.label(symbol);
        habit.hour = static_cast<int>(most);
        habit.support = days.hour[most];
        habit.of = static_cast<double>(days_);
        habit.lift = habit.support / own / (all[most] / total);
        found.push_back(std::move(habit));
    }
}

// Lift: the share of these weekdays over the share of all days.
void HabitMiner::add_weekdays(const Vocabulary& vocabulary, std::vector<Habit>& found) const {
    for (const auto& [symbol, days] : days_of_) {
        for (std::size_t weekday = 0; weekday < days.weekday.size(); ++weekday) {
            Habit habit;
            habit.kind = Habit::Kind::kWeekday;
            habit.label = vocabulary.label(symbol);
            habit.weekday = static_cast<int>(weekday);
            habit.support = days.weekday[weekday];
            habit.of = static_cast<double>(days_of_weekday_[weekday]);
            habit.lift = habit.confidence() * static_cast<double>(days_) / days.any;
            found.push_back(std::move(habit));
        }
    }
}

std::vector<Habit> HabitMiner::clearest(const Vocabulary& vocabulary, std::size_t top) const {
    std::vector<Habit> found;
    add_sequences(vocabulary, found);
    add_times(vocabulary, found);
    add_weekdays(vocabulary, found);
    std::erase_if(found, [](const Habit& habit) {
        return habit.support < kMinimumSupport || habit.lift < kMinimumLift ||
               habit.confidence() < kMinimumConfidence;
    });
    std::sort(found.begin(), found.end(), [](const Habit& a, const Habit& b) {
        const double la = wilson_low(a.support, a.of), lb = wilson_low(b.support, b.of);
        if (la != lb) return la > lb;
        // The maps have no order of their own.
        return std::tie(a.kind, a.label, a.after, a.weekday) <
               std::tie(b.kind, b.label, b.after, b.weekday);
    });
    if (found.size() > top) found.resize(top);
    return found;
}

std::vector<Habit> HabitMiner::durations(const Vocabulary& vocabulary, std::size_t top) const {
    std::vector<Habit> found;
    for (const auto& [symbol, spans] : durations_) {
        if (spans.count < kMinimumSupport) continue;
        Habit habit;
        habit.kind = Habit::Kind::kDuration;
        habit.label = vocabulary.label(symbol);
        habit.support = habit.of = spans.count;
        habit.median_s = spans.median();
        found.push_back(std::move(habit));
    }
    std::sort(found.begin(), found.end(), [](const Habit& a, const Habit& b) {
        return a.support != b.support ? a.support > b.support : a.label < b.label;
    });
    if (found.size() > top) found.resize(top);
    return found;
}

}  // namespace hearth::pattern
