#include "simulation/environment.hpp"

#include <algorithm>
#include <array>

#include "core/iso_time.hpp"
#include "simulation/calendar_date.hpp"

namespace hearth::simulation {

namespace {

int rounded(double value) { return static_cast<int>(value < 0 ? value - 0.5 : value + 0.5); }

// One decimal, without the system's floating-point formatting.
std::string tenths(double value) {
    const int number = rounded(value * 10);
    const int size = number < 0 ? -number : number;
    return (number < 0 ? "-" : "") + std::to_string(size / 10) + "." + std::to_string(size % 10);
}

// Mean outdoor temperature in the middle of each month.
constexpr std::array<int, 12> kMonthDegrees = {2, 3, 6, 10, 14, 17, 19, 19, 15, 11, 6, 3};

}  // namespace

Environment::Environment(World& world, Random random) : world_(world), random_(random) {
    constexpr double kMinute = 60;
    repeat(40 * kMinute, &Environment::measure_outdoors);
    repeat(25 * kMinute, &Environment::measure_living_room);
    repeat(40 * kMinute, &Environment::measure_bedroom);
    repeat(12 * kMinute, &Environment::measure_bathroom);
    repeat(20 * kMinute, &Environment::measure_brightness);
    repeat(60 * kMinute, &Environment::measure_sun);
    world_.states.on_change([this](const HomeEvent& event) {
        if (event.entity_id == "switch.washing_machine" && event.new_state == "on")
            washing_step(static_cast<int>(random_.between(std::int64_t{12}, 19)));
    });
}

void Environment::repeat(double seconds, void (Environment::*measure)()) {
    world_.queue.after_seconds(seconds * random_.between(0.9, 1.1), [this, seconds, measure] {
        (this->*measure)();
        repeat(seconds, measure);
    });
}

void Environment::plan_day(std::int64_t day) {
    cloud_ = random_.uniform();
    warmer_ = 0.7 * warmer_ + 2 * random_.normal();
    const SunDay sun = world_.sun.of_day(day);
    world_.queue.at(sun.rise, [this, day] { set_sun(true, day); });
    world_.queue.at(sun.set, [this, day] { set_sun(false, day); });
}

void Environment::set_sun(bool up, std::int64_t day) {
    const SunDay next = world_.sun.of_day(day + 1);
    const SunDay today = world_.sun.of_day(day);
    world_.states.set("sun.sun", up ? "above_horizon" : "below_horizon",
                      world_.states.device_context(),
                      {{"next_rising", format_iso_time(next.rise)},
                       {"next_setting", format_iso_time(up ? today.set : next.set)}});
}

void Environment::measure_sun() {
    constexpr double kNoonDegrees = 45;
    const double degrees = world_.sun.height(world_.queue.now()) * kNoonDegrees;
    world_.states.update("sun.sun", {{"elevation", rounded(degrees)}},
                         world_.states.device_context());
}

void Environment::report(const std::string& entity_id, const std::string& value) {
    world_.states.set(entity_id, value, world_.states.device_context());
}

double Environment::outdoor_degrees() const {
    const std::int64_t day = world_.sun.day_of(world_.queue.now());
    const auto month = static_cast<std::size_t>(date_of_day(day).month - 1);
    const double height = world_.sun.height(world_.queue.now());
    return kMonthDegrees[month] + warmer_ + height * (6 - 4 * cloud_);
}

void Environment::measure_outdoors() {
    report("sensor.outdoor_temperature", tenths(outdoor_degrees() + 0.2 * random_.normal()));
}

void Environment::measure_living_room() {
    const bool heated = world_.states.state("climate.living_room") == "heat";
    const double aim = heated ? 21.5 : 18.0 + 0.1 * outdoor_degrees();
    living_room_ += 0.12 * (aim - living_room_) + 0.04 * random_.normal();
    report("sensor.living_room_temperature", tenths(living_room_));
}

void Environment::measure_bedroom() {
    const bool open = world_.states.state("binary_sensor.bedroom_window") == "on";
    const double aim = open ? outdoor_degrees() : 17.0 + 0.1 * outdoor_degrees();
    bedroom_ += 0.1 * (aim - bedroom_) + 0.05 * random_.normal();
    report("sensor.bedroom_temperature", tenths(bedroom_));
}

void Environment::measure_bathroom() {
    constexpr double kUsual = 50, kWet = 88, kStep = 2;
    const TimeUs wet_until = world_.shower_until_us + 4 * kMicrosPerMinute;
    if (world_.queue.now() < wet_until)
        humidity_ += 0.6 * (kWet - humidity_);
    else
        humidity_ += 0.18 * (kUsual - humidity_) + 0.3 * random_.normal();
    const double shown = kStep * rounded(humidity_ / kStep);
    report("sensor.bathroom_humidity", std::to_string(rounded(shown)));
}

void Environment::measure_brightness() {
    constexpr double kNoonLux = 40'000;
    const double height = std::max(0.0, world_.sun.height(world_.queue.now()));
    const double lux = kNoonLux * height * (1 - 0.75 * cloud_) * random_.between(0.9, 1.1);
    report("sensor.outdoor_illuminance", std::to_string(10 * rounded(lux / 10)));
}

void Environment::washing_step(int remaining) {
    constexpr double kStepSeconds = 300;
    if (remaining == 0) return report("sensor.washing_machine_power", "1.0");
    const bool heating = random_.chance(0.25);
    const double watts = heating ? random_.between(1800.0, 2150.0) : random_.between(60.0, 320.0);
    report("sensor.washing_machine_power", tenths(watts));
    world_.queue.after_seconds(kStepSeconds * random_.between(0.9, 1.1),
                               [this, remaining] { washing_step(remaining - 1); });
}

}  // namespace hearth::simulation
