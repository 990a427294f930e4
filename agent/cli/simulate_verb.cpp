// simulate: a simulated home lives for some weeks, and the daemon learns from it while one watches.
#include <memory>

#include "cli/simulation_run.hpp"
#include "cli/verbs.hpp"

namespace hearth::cli {

namespace {

constexpr int kMostWeeks = 520;

int simulate(const Console& console, const CommonOptions& common,
             const SimulateArguments& arguments) {
    const auto plan = plan_simulation(arguments, SystemClock());
    if (!plan) return fail(console, common, plan.error());
    const auto address = address_of(common);
    if (!address) return fail(console, common, address.error());
    return SimulationRun(console, common, *plan, *address).run(arguments.broker);
}

}  // namespace

void add_simulate_verb(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<SimulateArguments>();
    CLI::App* verb = add_verb(app, invocation, "simulate",
                              "Let a simulated home live, and watch Hearth learn from it");
    add_broker_options(verb, arguments->broker);
    verb->add_option("--weeks", arguments->weeks, "How long the simulated home lives")
        ->check(CLI::Range(1, kMostWeeks))
        ->capture_default_str();
    verb->add_option("--seed", arguments->seed, "The same seed gives the same home and life")
        ->capture_default_str();
    verb->add_option("--speed", arguments->speed, "Times real time, or max")->capture_default_str();
    verb->add_option("--start", arguments->start,
                     "First day, YYYY-MM-DD (default: so that the last day is yesterday)");
    verb->add_option("--time-zone", arguments->time_zone,
                     "Zone of the simulated home (IANA name); the daemon's home.time_zone")
        ->capture_default_str();
    verb->add_flag("--once", arguments->once,
                   "End when the first model has become active (exit code 0), or cannot (1)");
    verb->callback([&invocation, arguments] {
        invocation.action = [&invocation, arguments](const Console& console) {
            return simulate(console, invocation.common, *arguments);
        };
    });
}

}  // namespace hearth::cli
