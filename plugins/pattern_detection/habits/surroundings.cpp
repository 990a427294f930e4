#include "pattern_detection/habits/surroundings.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

namespace hearth::pattern {

namespace {

constexpr std::size_t kMost = 32;
constexpr int kFewestTimes = 6;  // a state that hardly occurs explains nothing

enum class Role { kNone, kSun, kPerson, kTracker, kWeather };

Role role_of(std::string_view label) {
    if (label.starts_with("sun.sun=")) return Role::kSun;
    if (label.starts_with("person.")) return Role::kPerson;
    if (label.starts_with("device_tracker.")) return Role::kTracker;
    if (label.starts_with("weather.")) return Role::kWeather;
    return Role::kNone;
}

bool is_away(const std::string& label) { return label.ends_with("=not_home"); }

// The labels that count as circumstances, by symbol: role and how often each came.
struct Known {
    Role role = Role::kNone;
    int times = 0;
    int entity = 0;
};

// Trackers are what persons are made of: they count where there is no person only.
std::map<int, Known> known_labels(const EventLog& log) {
    std::map<int, Known> out;
    bool persons = false;
    for (const LoggedEvent& event : log.events()) {
        if (event.target) continue;
        Known& known = out[event.symbol];
        if (known.times++ == 0) known.role = role_of(log.label(event.symbol));
        known.entity = event.entity;
        persons = persons || known.role == Role::kPerson;
    }
    std::erase_if(out, [persons](const auto& one) {
        const Known& known = one.second;
        return known.role == Role::kNone || (persons && known.role == Role::kTracker);
    });
    return out;
}

}  // namespace

Surroundings::Surroundings(const EventLog& log) {
    const std::map<int, Known> known = known_labels(log);
    std::map<int, std::size_t> bit_of;  // by symbol
    std::map<int, bool> away;           // by entity of a person
    std::vector<std::string> all_away;
    for (const auto& [symbol, one] : known) {
        const std::string& label = log.label(symbol);
        const bool somebody = one.role == Role::kPerson || one.role == Role::kTracker;
        if (somebody) away[one.entity] = false;
        if (somebody && is_away(label)) all_away.push_back(label);
        const bool away_alone = somebody && is_away(label);
        if (away_alone || one.times < kFewestTimes || circumstances_.size() + 1 >= kMost) continue;
        bit_of[symbol] = circumstances_.size();
        circumstances_.push_back({label});
    }
    const bool knows_nobody = !away.empty() && all_away.size() == away.size();
    const Mask nobody = knows_nobody ? Mask{1} << circumstances_.size() : 0;
    if (knows_nobody) circumstances_.push_back(all_away);

    std::map<int, Mask> bits;  // by entity
    for (const LoggedEvent& event : log.events()) {
        const auto one = known.find(event.symbol);
        if (one == known.end()) continue;
        const auto bit = bit_of.find(event.symbol);
        bits[event.entity] = bit == bit_of.end() ? 0 : Mask{1} << bit->second;
        if (const auto person = away.find(event.entity); person != away.end())
            person->second = is_away(log.label(event.symbol));
        Change change{event.time_us, 0, !away.empty()};
        for (const auto& [entity, mask] : bits) change.mask |= mask;
        for (const auto& [entity, is] : away) change.nobody_home = change.nobody_home && is;
        if (change.nobody_home) change.mask |= nobody;
        changes_.push_back(change);
    }
}

const Surroundings::Change* Surroundings::last_change(TimeUs time_us) const {
    const auto after =
        std::upper_bound(changes_.begin(), changes_.end(), time_us,
                         [](TimeUs value, const Change& change) { return value < change.time_us; });
    return after == changes_.begin() ? nullptr : &*std::prev(after);
}

Surroundings::Mask Surroundings::at(TimeUs time_us) const {
    const Change* const change = last_change(time_us);
    return change == nullptr ? 0 : change->mask;
}

bool Surroundings::nobody_home(TimeUs time_us) const {
    const Change* const change = last_change(time_us);
    return change != nullptr && change->nobody_home;
}

}  // namespace hearth::pattern
