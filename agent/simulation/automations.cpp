#include "simulation/automations.hpp"

#include "core/iso_time.hpp"

namespace hearth::simulation {

namespace {
constexpr double kWaitSeconds = 180;  // "for: 00:03:00"
constexpr double kLateHour = 23.5;

double watts_of(const std::string& state) {
    double watts = 0;
    for (const char c : state) {
        if (c < '0' || c > '9') break;
        watts = watts * 10 + (c - '0');
    }
    return watts;
}
}  // namespace

Automations::Automations(World& world, Random random) : world_(world), random_(random) {
    world_.states.on_change([this](const HomeEvent& event) { react(event); });
}

void Automations::plan_day(std::int64_t day) {
    world_.queue.at(world_.sun.of_day(day).set + kMicrosPerSecond / 20,
                    [this] { run("automation.outside_light_on", "", "light.outside", "on"); });
    world_.queue.at(world_.at_local_hour(day, kLateHour),
                    [this] { run("automation.outside_light_off", "", "light.outside", "off"); });
}

void Automations::react(const HomeEvent& event) {
    if (event.entity_id == "binary_sensor.hall_motion") react_to_hall_motion(event);
    if (event.entity_id == "sensor.washing_machine_power") react_to_washing_power(event);
}

void Automations::react_to_hall_motion(const HomeEvent& event) {
    const std::uint64_t change = ++hall_changes_;
    const std::string parent = event.context.id;
    if (event.new_state == "on") {
        if (world_.is_dark() && world_.states.state("light.hall") == "off")
            run("automation.hall_light_on", parent, "light.hall", "on");
        return;
    }
    world_.queue.after_seconds(kWaitSeconds, [this, change, parent] {
        if (change == hall_changes_ && world_.states.state("light.hall") == "on")
            run("automation.hall_light_off", parent, "light.hall", "off");
    });
}

void Automations::react_to_washing_power(const HomeEvent& event) {
    constexpr double kIdleWatts = 5;
    const std::uint64_t change = ++power_changes_;
    if (watts_of(event.new_state) >= kIdleWatts) return;
    world_.queue.after_seconds(kWaitSeconds, [this, change, parent = event.context.id] {
        if (change == power_changes_)
            run("automation.washing_done", parent, "input_boolean.washing_done", "on");
    });
}

void Automations::run(const std::string& automation, const std::string& parent_id,
                      const std::string& target, const std::string& state) {
    world_.queue.after_seconds(
        random_.between(0.01, 0.08), [this, automation, parent_id, target, state] {
            EntityStates& states = world_.states;
            if (!states.running()) return;
            const Context context = states.automation_context(parent_id);
            states.update(automation,
                          {{"last_triggered", format_iso_time(world_.queue.now())}, {"current", 1}},
                          context);
            world_.queue.after_seconds(
                random_.between(0.02, 0.25), [&states, automation, target, state, context] {
                    const Json patch = state == "on" && domain_of(target) == "light"
                                           ? Json{{"brightness", 180}, {"color_mode", "brightness"}}
                                           : Json::object();
                    if (states.reachable(target)) states.set(target, state, context, patch);
                    states.update(automation, {{"current", 0}}, context);
                });
        });
}

}  // namespace hearth::simulation
