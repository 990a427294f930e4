#include "learning/governor.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "learning/plain_words.hpp"

namespace hearth::learning {

namespace {

// A number that is none cannot be told either.
std::optional<double> told(std::optional<double> value) {
    return value && std::isfinite(*value) ? value : std::nullopt;
}

// Over the limit, or was over it and is not yet below the lower one.
bool exceeds(std::optional<double> value, double limit, double margin, bool& exceeded) {
    if (!value || limit <= 0)
        exceeded = false;
    else
        exceeded = *value > limit || (exceeded && *value >= limit - std::max(0.0, margin));
    return exceeded;
}

// A measure with two limits, and how it is spoken of.
struct Strain {
    const char* code;
    const char* high;    // "busy"
    const char* easing;  // "calming down"
    const char* name;    // before the figure, such as "load "
    const char* unit;    // after each figure
    const char* of;      // after what is measured now alone
    int digits;
};

constexpr Strain kLoad = {"machine_busy", "busy", "calming down", "load ", "", " per core", 2};
constexpr Strain kHeat = {"machine_hot", "hot", "cooling down", "", " °C", "", 1};

void judge_strain(const Strain& strain, std::optional<double> measured, double limit, double margin,
                  bool& exceeded, std::vector<Blocker>& out) {
    const auto value = told(measured);
    if (!exceeds(value, limit, margin, exceeded)) return;
    const auto figure = [&](double number) { return fixed(number, strain.digits) + strain.unit; };
    const bool over = *value > limit;
    out.push_back({strain.code, std::string("the machine is ") +
                                    (over ? strain.high : strain.easing) + ": " + strain.name +
                                    figure(*value) + strain.of +
                                    (over ? ", over the limit of " + figure(limit) : "") +
                                    "; training waits until it is below " +
                                    figure(limit - std::max(0.0, margin))});
}

void judge_memory(const MachineState& machine, const GovernorRules& rules,
                  std::vector<Blocker>& out) {
    const auto available = told(machine.available_mb);
    if (!available || *available >= rules.min_free_memory_mb) return;
    out.push_back({"low_memory", "only " + fixed(*available, 0) +
                                     " MB of memory are free; training needs at least " +
                                     fixed(rules.min_free_memory_mb, 0) + " MB"});
}

void judge_hours(const GovernorRules& rules, TimeUs now, const TimeZone& zone,
                 std::vector<Blocker>& out) {
    if (hours_allow(rules.allowed_hours, now, zone)) return;
    std::vector<std::string> hours;
    for (const HourRange& range : rules.allowed_hours) hours.push_back(range.text());
    out.push_back(
        {"outside_hours", "training is allowed at " + joined_by_and(hours) + "; it is " +
                              local_clock(now, zone) + " now, so it waits until " +
                              local_clock(next_allowed(rules.allowed_hours, now, zone), zone)});
}

void judge_power(const MachineState& machine, const GovernorRules& rules,
                 std::vector<Blocker>& out) {
    const auto percent = told(machine.battery_percent);
    if (machine.on_battery == false) return;
    if (machine.on_battery == true && rules.only_on_mains) {
        out.push_back({"on_battery", "the machine runs on its battery" +
                                         (percent ? " (" + fixed(*percent, 0) + " %)" : "") +
                                         "; training waits for mains power"});
        return;
    }
    if (!percent || *percent >= rules.min_battery_percent) return;
    out.push_back({"battery_low", "the battery is at " + fixed(*percent, 0) +
                                      " %; training needs at least " +
                                      fixed(rules.min_battery_percent, 0) + " % or mains power"});
}

}  // namespace

std::vector<Blocker> objections(const MachineState& machine, const GovernorRules& rules, TimeUs now,
                                const TimeZone& zone, GovernorState& state) {
    std::vector<Blocker> out;
    judge_strain(kLoad, machine.load_per_core, rules.max_load_per_core, rules.load_margin,
                 state.busy, out);
    judge_strain(kHeat, machine.temperature_c, rules.max_temperature_c, rules.temperature_margin_c,
                 state.hot, out);
    judge_memory(machine, rules, out);
    judge_hours(rules, now, zone, out);
    judge_power(machine, rules, out);
    return out;
}

}  // namespace hearth::learning
