#include "pattern_detection/habits/entity_states.hpp"

#include <algorithm>
#include <iterator>

namespace hearth::pattern {

EntityStates::EntityStates(const EventLog& log) : by_entity_(log.entities()) {
    for (const LoggedEvent& event : log.events()) {
        auto& changes = by_entity_[static_cast<std::size_t>(event.entity)];
        Counts& counts = counts_[event.symbol];
        ++counts.times;
        if (changes.empty() || changes.back().symbol != event.symbol) ++counts.from_another;
        if (!changes.empty())
            counts_[changes.back().symbol].so_us +=
                static_cast<double>(event.time_us - changes.back().time_us);
        changes.push_back({event.time_us, event.symbol});
    }
    if (log.events().empty()) return;
    const TimeUs end = log.events().back().time_us;
    log_us_ = static_cast<double>(end - log.events().front().time_us);
    for (const auto& changes : by_entity_)
        if (!changes.empty())
            counts_[changes.back().symbol].so_us +=
                static_cast<double>(end - changes.back().time_us);
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

bool EntityStates::was_so(int entity, int symbol, TimeUs time) const {
    if (!alternates(symbol)) return false;
    const auto& changes = by_entity_[static_cast<std::size_t>(entity)];
    const auto after =
        std::upper_bound(changes.begin(), changes.end(), time,
                         [](TimeUs value, const Change& change) { return value < change.time_us; });
    return after != changes.begin() && std::prev(after)->symbol == symbol;
}

}  // namespace hearth::pattern
