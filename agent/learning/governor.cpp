#include "learning/governor.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "learning/phrases.hpp"

namespace hearth::learning {

namespace {

std::string figure(double value, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

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

void judge_load(const MachineState& machine, const GovernorRules& rules, GovernorState& state,
                std::vector<Blocker>& out) {
    const auto load = told(machine.load_per_core);
    if (!exceeds(load, rules.max_load_per_core, rules.load_margin, state.busy)) return;
    const std::string now = "load " + figure(*load, 2) + " per core";
    const std::string resume =
        figure(rules.max_load_per_core - std::max(0.0, rules.load_margin), 2);
    const bool over = *load > rules.max_load_per_core;
    out.push_back({"machine_busy", over ? "the machine is busy: " + now + ", over the limit of " +
                                              figure(rules.max_load_per_core, 2) +
                                              "; training waits until it is below " + resume
                                        : "the machine is calming down: " + now +
                                              "; training waits until it is below " + resume});
}

void judge_temperature(const MachineState& machine, const GovernorRules& rules,
                       GovernorState& state, std::vector<Blocker>& out) {
    const auto temperature = told(machine.temperature_c);
    if (!exceeds(temperature, rules.max_temperature_c, rules.temperature_margin_c, state.hot))
        return;
    const std::string now = figure(*temperature, 1) + " °C";
    const std::string resume =
        figure(rules.max_temperature_c - std::max(0.0, rules.temperature_margin_c), 1) + " °C";
    const bool over = *temperature > rules.max_temperature_c;
    out.push_back({"machine_hot", over ? "the machine is hot: " + now + ", over the limit of " +
                                             figure(rules.max_temperature_c, 1) +
                                             " °C; training waits until it is below " + resume
                                       : "the machine is cooling down: " + now +
                                             "; training waits until it is below " + resume});
}

void judge_memory(const MachineState& machine, const GovernorRules& rules,
                  std::vector<Blocker>& out) {
    const auto available = told(machine.available_mb);
    if (!available || *available >= rules.min_free_memory_mb) return;
    out.push_back({"low_memory", "only " + figure(*available, 0) +
                                     " MB of memory are free; training needs at least " +
                                     figure(rules.min_free_memory_mb, 0) + " MB"});
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
                                         (percent ? " (" + figure(*percent, 0) + " %)" : "") +
                                         "; training waits for mains power"});
        return;
    }
    if (!percent || *percent >= rules.min_battery_percent) return;
    out.push_back({"battery_low", "the battery is at " + figure(*percent, 0) +
                                      " %; training needs at least " +
                                      figure(rules.min_battery_percent, 0) + " % or mains power"});
}

}  // namespace

std::vector<Blocker> objections(const MachineState& machine, const GovernorRules& rules, TimeUs now,
                                const TimeZone& zone, GovernorState& state) {
    std::vector<Blocker> out;
    judge_load(machine, rules, state, out);
    judge_temperature(machine, rules, state, out);
    judge_memory(machine, rules, out);
    judge_hours(rules, now, zone, out);
    judge_power(machine, rules, out);
    return out;
}

}  // namespace hearth::learning
