#include "pattern_detection/habits/label_times.hpp"

#include <algorithm>

namespace hearth::pattern {

namespace {

// Since 1970. A row may claim to be of any year.
std::int64_t minutes_before(int day) { return std::int64_t{day} * DayClock::kMinutes; }

// Adds the stretch from one place to another, in bins, to the shares of the bins.
void add_stretch(std::vector<float>& shares, double from, double to) {
    for (auto bin = static_cast<std::size_t>(from); bin < shares.size(); ++bin) {
        const double begin = std::max(from, static_cast<double>(bin));
        const double end = std::min(to, static_cast<double>(bin + 1));
        if (end <= begin) return;
        shares[bin] += static_cast<float>(end - begin);
    }
}

}  // namespace

LabelTimes::LabelTimes(const EventLog& log, const DayClock& clock, const std::vector<int>& lived,
                       int symbol, int entity, bool alternates)
    : lived_(lived) {
    constexpr float kLeastOpen = .02F;  // it happened, so it was not so for a moment
    happened_.assign(lived.size() * kDayBins, false);
    open_.assign(lived.size() * kDayBins, 0);
    double reached = 0;
    bool is_so = false;
    const auto& events = log.events();
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (events[i].entity != entity) continue;
        const DayClock::Place place = clock.places()[i];
        const auto day = std::lower_bound(lived.begin(), lived.end(), place.day);
        const bool is_lived = day != lived.end() && *day == place.day;
        const auto first = static_cast<double>((day - lived.begin()) * kDayBins);
        const double here =
            is_lived ? first + static_cast<double>(place.minute) / kBinMinutes : first;
        if (!is_so || !alternates) add_stretch(open_, reached, here);
        reached = std::max(reached, here);
        is_so = events[i].symbol == symbol;
        if (!is_so) continue;
        ++times_;
        if (!is_lived) continue;
        const auto bin = static_cast<std::size_t>(here);
        happened_[bin] = true;
        open_[bin] = std::max(open_[bin], kLeastOpen);
        minutes_.push_back(minutes_before(place.day) + place.minute);
    }
    if (!is_so || !alternates) add_stretch(open_, reached, static_cast<double>(open_.size()));
    // The sun's clock may put two events of one night in another order.
    std::sort(minutes_.begin(), minutes_.end());
}

double LabelTimes::rate(const Activity& activity) const {
    double units = 0;
    for (std::size_t bin = 0; bin < open_.size(); ++bin)
        units += static_cast<double>(open_[bin]) * activity[bin % kDayBins];
    return units > 0 ? times_ / units : 0;
}

// One past the last bin; a window ends at midnight where nothing is known of the next day.
std::size_t LabelTimes::end_of(std::size_t day, int start, int width) const {
    const bool next_follows = day + 1 < lived_.size() && lived_[day + 1] == lived_[day] + 1;
    return std::min(day * kDayBins + static_cast<std::size_t>(start + width),
                    (day + (next_follows ? 2 : 1)) * kDayBins);
}

bool LabelTimes::happens(std::size_t day, int start, int width) const {
    const std::size_t end = end_of(day, start, width);
    for (std::size_t i = day * kDayBins + static_cast<std::size_t>(start); i < end; ++i)
        if (happened_[i]) return true;
    return false;
}

int LabelTimes::first_chance(std::size_t day, int start, int width) const {
    const std::size_t from = day * kDayBins + static_cast<std::size_t>(start);
    const std::size_t end = end_of(day, start, width);
    for (std::size_t i = from; i < end; ++i)
        if (open_[i] > 0) return static_cast<int>(i - from);
    return -1;
}

int LabelTimes::first_minute(std::size_t day, int start, int width) const {
    const std::int64_t midnight = minutes_before(lived_[day]);
    const std::int64_t from = midnight + start * kBinMinutes;
    const auto found = std::lower_bound(minutes_.begin(), minutes_.end(), from);
    if (found == minutes_.end() || *found >= from + width * kBinMinutes) return -1;
    return static_cast<int>(*found - midnight);
}

}  // namespace hearth::pattern
