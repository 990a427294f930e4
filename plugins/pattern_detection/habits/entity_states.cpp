#include "pattern_detection/habits/entity_states.hpp"

#include <algorithm>
#include <iterator>

namespace hearth::pattern {

EntityStates::EntityStates(const EventLog& log) : by_entity_(log.entities()) {
    const auto end_of = [this](const Change& change, TimeUs until) {
        Counts& counts = counts_[change.symbol];
        counts.so_us += static_cast<double>(until - change.time_us);
        counts.so_events += events_ - change.events;
    };
    for (const LoggedEvent& event : log.events()) {
        auto& changes = by_entity_[static_cast<std::size_t>(event.entity)];
        if (!changes.empty()) end_of(changes.back(), event.time_us);
        Counts& counts = counts_[event.symbol];
        ++counts.times;
        if (changes.empty() || changes.back().symbol != event.symbol) ++counts.from_another;
        if (event.target) ++events_;
        changes.push_back({event.time_us, event.symbol, events_});
    }
    if (log.events().empty()) return;
    const TimeUs end = log.events().back().time_us;
    log_us_ = static_cast<double>(end - log.events().front().time_us);
    for (const auto& changes : by_entity_)
        if (!changes.empty()) end_of(changes.back(), end);
}

bool EntityStates::alternates(int symbol) const {
    constexpr double kNearlyAlways = .8;
    const auto found = counts_.find(symbol);
    return found != counts_.end() &&
           found->second.from_another >= kNearlyAlways * found->second.times;
}

double EntityStates::share_of_others(int symbol) const {
    constexpr double kLeast = 1e-4;
    if (!alternates(symbol) || log_us_ <= 0) return 1;
    return std::clamp(1 - counts_.at(symbol).so_us / log_us_, kLeast, 1.0);
}

double EntityStates::events_of_others(int symbol) const {
    constexpr double kLeast = 1e-4;
    if (!alternates(symbol) || events_ <= 0) return 1;
    return std::clamp(1 - counts_.at(symbol).so_events / events_, kLeast, 1.0);
}

bool EntityStates::was_so(int entity, int symbol, TimeUs time) const {
    if (!alternates(symbol)) return false;
    const auto& changes = by_entity_[static_cast<std::size_t>(entity)];
    const auto after =
        std::upper_bound(changes.begin(), changes.end(), time,
                         [](TimeUs value, const Change& change) { return value < change.time_us; });
    return after != changes.begin() && std::prev(after)->symbol == symbol;
}

}  // namespace hearth::pattern
