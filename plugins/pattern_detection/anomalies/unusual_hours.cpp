#include "pattern_detection/anomalies/unusual_hours.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <set>

namespace hearth::pattern {

namespace {

constexpr int kDays = 120;
constexpr std::size_t kFewestTimes = 20, kFewestDays = 10;
constexpr double kWorthTelling = 60;  // minutes
constexpr int kMinutes = 1440;

int circular(int a, int b) {
    const int off = std::abs(a - b);
    return std::min(off, kMinutes - off);
}

}  // namespace

// The nearest on another day: outward from its place, over midnight.
double UnusualHours::apart(const Times& times, Time time) {
    const auto size = static_cast<std::ptrdiff_t>(times.size());
    const auto place = std::lower_bound(times.begin(), times.end(), time) - times.begin();
    int nearest = kMinutes;
    for (const int step : {1, -1}) {
        std::ptrdiff_t at = step > 0 ? place : place - 1;
        for (std::ptrdiff_t looked = 0; looked < size; ++looked, at += step) {
            const Time& other = times[static_cast<std::size_t>((at % size + size) % size)];
            if (other.day == time.day) continue;
            nearest = std::min(nearest, circular(other.minute, time.minute));
            break;
        }
    }
    return nearest;
}

UnusualHours::UnusualHours(const EventLog& log, double alarms_a_week) {
    const auto& events = log.events();
    if (events.empty()) return;
    const int first = events.back().day - kDays;
    std::set<int> lived;
    for (const LoggedEvent& event : events) {
        if (!event.target || event.day < first) continue;
        lived.insert(event.day);
        times_[event.symbol].push_back({event.second / 60, event.day});
    }
    for (auto& [symbol, times] : times_) std::sort(times.begin(), times.end());
    std::erase_if(times_, [](const auto& one) {
        std::set<int> days;
        for (const Time& time : one.second) days.insert(time.day);
        return one.second.size() < kFewestTimes || days.size() < kFewestDays;
    });
    std::vector<double> scores;
    for (const auto& [symbol, times] : times_)
        for (const Time& time : times) scores.push_back(apart(times, time));
    if (scores.empty()) return;
    const auto n = static_cast<double>(scores.size());
    const double a_week = 7 * n / static_cast<double>(lived.size());
    // p = (1 + as strange ones) / (n + 1) must not exceed the share that may be alarms.
    const double allowed = alarms_a_week / a_week * (n + 1) - 1;
    if (allowed < 0) return;
    std::sort(scores.begin(), scores.end(), std::greater<>());
    // Stranger than all but so many.
    const auto beyond = std::min(static_cast<std::size_t>(allowed), scores.size() - 1);
    threshold_ = std::max(scores[beyond], kWorthTelling);
}

std::optional<UnusualHours::Finding> UnusualHours::judge(const LoggedEvent& event) const {
    const auto times = times_.find(event.symbol);
    if (!event.target || !threshold_ || times == times_.end()) return std::nullopt;
    const double far = apart(times->second, {event.second / 60, event.day});
    if (far <= *threshold_) return std::nullopt;
    return Finding{far, static_cast<double>(times->second.size())};
}

}  // namespace hearth::pattern
