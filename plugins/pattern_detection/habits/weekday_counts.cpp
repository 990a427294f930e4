#include "pattern_detection/habits/weekday_counts.hpp"

#include <algorithm>

#include "pattern_detection/wilson.hpp"

namespace hearth::pattern {

namespace {

// The few weekdays on which it happens, if it hardly does on the others; else every day.
DaySet best_weekdays(const WeekdayCounts& counts) {
    constexpr int kMostDays = 3;  // "all but Tuesday" is chance more often than a habit
    std::array<double, 7> share{};
    for (std::size_t i = 0; i < share.size(); ++i)
        share[i] = counts.day[i].of > 0 ? counts.day[i].times / counts.day[i].of : 0;
    const double best = *std::max_element(share.begin(), share.end());
    unsigned bits = 0;
    int days = 0;
    for (std::size_t i = 0; i < share.size(); ++i) {
        if (share[i] <= 0 || share[i] < best / 2) continue;
        bits |= 1U << i;
        ++days;
    }
    return days > kMostDays ? DaySet::every() : DaySet(bits);
}

// Each of the days had occasions of its own: without that nothing is known of it.
bool is_seen_on_all(const WeekdayCounts& counts, DaySet days) {
    constexpr double kShareOfMean = .25;
    const Tally all = counts.sum(days);
    const std::vector<int> weekdays = days.weekdays();
    const double least = kShareOfMean * all.of / static_cast<double>(weekdays.size());
    return std::all_of(weekdays.begin(), weekdays.end(), [&](int weekday) {
        const double of = counts.day[static_cast<std::size_t>(weekday)].of;
        return of > 0 && of >= least;
    });
}

}  // namespace

Tally WeekdayCounts::sum(DaySet days) const {
    Tally out;
    for (std::size_t i = 0; i < day.size(); ++i) {
        if (!days.has(static_cast<int>(i))) continue;
        out.times += day[i].times;
        out.of += day[i].of;
    }
    return out;
}

DayChoice clearest_days(const WeekdayCounts& counts) {
    DayChoice best;
    // A set that is chosen by its own counts has to be clearly better than one that people know.
    constexpr double kOddSetPenalty = .1;
    for (const DaySet days :
         {DaySet::every(), DaySet::workdays(), DaySet::weekend(), best_weekdays(counts)}) {
        if (days.empty() || !is_seen_on_all(counts, days)) continue;
        const Tally tally = counts.sum(days);
        const bool known =
            days == DaySet::every() || days == DaySet::workdays() || days == DaySet::weekend();
        const double clarity = wilson_low(tally.times, tally.of);
        if (clarity - (known ? 0 : kOddSetPenalty) > best.clarity) best = {days, tally, clarity};
    }
    return best;
}

}  // namespace hearth::pattern
