#include "simulation/home.hpp"

#include <algorithm>
#include <utility>

#include "simulation/automations.hpp"
#include "simulation/disturbances.hpp"
#include "simulation/environment.hpp"
#include "simulation/household.hpp"
#include "simulation/routine.hpp"

namespace hearth {

namespace {

using simulation::Random;

SimulationOptions within_limits(SimulationOptions options) {
    constexpr int kMaxWeeks = 520;
    options.weeks = std::clamp(options.weeks, 1, kMaxWeeks);
    return options;
}

}  // namespace

class SimulatedHome::Engine {
public:
    Engine(Random random, const SimulationOptions& options)
        : first_day_(day_number(options.start)),
          last_day_(first_day_ + options.weeks * std::int64_t{7} - 1),
          world_(random, options, first_day_),
          end_(world_.at_local_hour(last_day_ + 1, 0)),
          household_(world_, random.fork()),
          environment_(world_, random.fork()),
          automations_(world_, random.fork()),
          disturbances_(world_, random.fork()) {
        world_.states.start();
        plan_day(first_day_);
    }

    std::optional<HomeEvent> next() {
        std::deque<HomeEvent>& reported = world_.states.reported();
        while (reported.empty()) {
            const auto time = world_.queue.next_time();
            if (!time || *time >= end_) return std::nullopt;
            world_.queue.run_next();
        }
        HomeEvent event = std::move(reported.front());
        reported.pop_front();
        return event;
    }

private:
    void plan_day(std::int64_t day) {
        environment_.plan_day(day);
        automations_.plan_day(day);
        household_.plan_day(day);
        if (day < last_day_)
            world_.queue.at(world_.at_local_hour(day + 1, 0), [this, day] { plan_day(day + 1); });
    }

    std::int64_t first_day_, last_day_;
    simulation::World world_;
    TimeUs end_;
    simulation::Household household_;
    simulation::Environment environment_;
    simulation::Automations automations_;
    simulation::Disturbances disturbances_;
};

SimulatedHome::SimulatedHome(std::uint64_t seed, const SimulationOptions& options)
    : engine_(std::make_unique<Engine>(Random(seed), within_limits(options))) {}
SimulatedHome::~SimulatedHome() = default;
SimulatedHome::SimulatedHome(SimulatedHome&&) noexcept = default;
SimulatedHome& SimulatedHome::operator=(SimulatedHome&&) noexcept = default;

std::optional<HomeEvent> SimulatedHome::next() { return engine_->next(); }

std::string SimulatedHome::version() { return "hearth-simulated-home 1"; }

std::vector<Habit> SimulatedHome::true_habits() {
    std::vector<Habit> habits;
    for (const auto* routines : {&simulation::routines_of_anna(), &simulation::routines_of_ben()})
        for (const simulation::Routine& routine : *routines)
            for (Habit& habit : simulation::habits_of(routine)) habits.push_back(std::move(habit));
    std::stable_sort(habits.begin(), habits.end(),
                     [](const Habit& a, const Habit& b) { return a.hour < b.hour; });
    return habits;
}

}  // namespace hearth
