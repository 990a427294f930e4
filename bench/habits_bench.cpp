// What the miner of habits costs, and how often the day's watch raises an alarm.
//
//   habits_bench LOG …  [--sensor-state] [--drop-repeats]     recorded logs
//   habits_bench --simulated [--weeks 12] [--seed 1]…         the simulated home
//   … --shuffled 10: so many times with the labels dealt out anew; habits are then false ones
//
// Alarms are counted day by day as the daemon would see them: a look every quarter of an hour, on
// what was known then, each thing once; from the fifth week on. Times are processor time of the
// whole explanation. In these logs nobody says which day was strange: the figure is that of all
// alarms, true ones among them.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <ctime>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "home/origin_attributor.hpp"
#include "learning/interaction_rules.hpp"
#include "pattern_detection/anomalies/day_watch.hpp"
#include "pattern_detection/habits/habit_miner.hpp"
#include "pattern_detection/row_events.hpp"
#include "recording/dataset_file.hpp"
#include "recording/log_reader.hpp"
#include "recording/protocol.hpp"
#include "simulation/home.hpp"

using namespace hearth;

namespace {

constexpr TimeUs kQuarter = 900 * kMicrosPerSecond;
constexpr int kLearningDays = 28;

pattern::Event to_event(const Sample& sample) {
    const auto row = sdk::parse_row(dump_json(dataset_row(sample)));
    if (!row) throw std::runtime_error(row.error().text);
    return pattern::to_event(*row);
}

std::vector<Sample> recorded(const std::string& path, const ProtocolOptions& protocol,
                             const TimeZone& zone) {
    const auto log = read_log(path, {});
    if (!log) throw std::runtime_error(log.error().text);
    return make_samples(*log, protocol, zone);
}

std::vector<Sample> simulated_home(std::uint64_t seed, int weeks, const TimeZone& zone) {
    std::map<std::string, std::string> device_class;
    for (const SimulatedEntity& one : SimulatedHome::entities())
        device_class[one.entity_id] = one.device_class;
    SimulatedHome home(seed, {weeks, {2026, 1, 5}, zone});
    std::vector<Sample> out;
    while (const auto event = home.next()) {
        StateChange change;
        change.entity_id = event->entity_id;
        change.old_state = event->old_state;
        change.new_state = event->new_state;
        change.removed = event->removed;
        change.state_differs = event->old_state != event->new_state;
        change.changed_us = event->changed_us;
        change.context = event->context;
        change.context.known = true;
        change.origin = origin_alone(change);
        const auto sample = learning::interaction_of(change, device_class[change.entity_id]);
        if (const auto* taken = std::get_if<Sample>(&sample)) out.push_back(*taken);
    }
    return out;
}

double processor_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// The same times, the same labels, in an order that means nothing. Prints how many habits are
// found.
void measure_shuffled(const std::string& name, std::vector<Sample> samples, const TimeZone& zone,
                      int times) {
    std::mt19937_64 random(1);
    int habits = 0, logs = 0;
    for (int i = 0; i < times; ++i) {
        for (std::size_t left = samples.size(); left > 1; --left) {
            Sample& one = samples[random() % left];
            Sample& last = samples[left - 1];
            std::swap(one.label, last.label);
            std::swap(one.features, last.features);
            std::swap(one.target, last.target);
        }
        pattern::HabitMiner miner(zone);
        for (const Sample& sample : samples) miner.observe(to_event(sample));
        const auto found = miner.clearest(1000);
        habits += static_cast<int>(found.size());
        logs += found.empty() ? 0 : 1;
        for (const pattern::Habit& habit : found)
            std::printf("  false  %s\n", pattern::words_of_habit(habit).c_str());
    }
    std::printf("%s, shuffled %d times: %d habits, in %d of them\n\n", name.c_str(), times, habits,
                logs);
}

void measure(const std::string& name, const std::vector<Sample>& samples, const TimeZone& zone,
             bool list) {
    pattern::HabitMiner miner(zone);
    for (const Sample& sample : samples) miner.observe(to_event(sample));
    const double begun = processor_s();
    const auto habits = miner.clearest(1000);
    const double took = processor_s() - begun;
    std::map<std::string, int> kinds;
    for (const pattern::Habit& habit : habits) {
        const Json json = pattern::to_json(habit);
        ++kinds[json["kind"].get<std::string>() + (json.contains("given") ? " given" : "") +
                (json.contains("sun") ? " by the sun" : "") +
                (json.contains("since") ? " since" : "") +
                (json.contains("until") ? " until" : "")];
        if (list)
            std::printf("  %.2f  %s\n", habit.confidence(), pattern::words_of_habit(habit).c_str());
    }
    std::printf("%s: %zu events, %zu days; %zu habits in %.2f s of processor time\n", name.c_str(),
                samples.size(), miner.days(), habits.size(), took);
    for (const auto& [kind, times] : kinds) std::printf("  %5d %s\n", times, kind.c_str());

    pattern::EventLog log(zone);
    pattern::DayWatch watch;
    std::set<std::string> told;
    std::map<std::string, int> alarms;
    std::size_t at = 0, most = 0;
    TimeUs now = samples.front().time_us;
    const TimeUs first = now + kLearningDays * kMicrosPerDay;
    for (; now < samples.back().time_us; now += kQuarter) {
        for (; at < samples.size() && samples[at].time_us <= now; ++at)
            log.add(to_event(samples[at]));
        if (now < first) continue;
        for (const pattern::Anomaly& one : watch.look(log, now)) {
            const Json json = pattern::to_json(one);
            if (!told.insert(json["id"]).second) continue;
            ++alarms[json["kind"]];
            if (list)
                std::printf("  %s  %s\n", json["time"].get<std::string>().c_str(),
                            one.text.c_str());
        }
        most = std::max(most, watch.expectations().size());
    }
    const double weeks = static_cast<double>(now - first) / (7.0 * kMicrosPerDay);
    if (weeks <= 0) {
        std::printf("  too short for the watch\n\n");
        return;
    }
    std::printf(
        "  %.1f weeks watched, at most %zu things expected: %d missed, %d unusual, "
        "%.2f alarms a week\n\n",
        weeks, most, alarms["missed"], alarms["unusual"],
        (alarms["missed"] + alarms["unusual"]) / weeks);
}

}  // namespace

int main(int argc, char* argv[]) {
    CLI::App arguments("Habits and anomalies", "habits_bench");
    std::vector<std::string> logs;
    std::vector<std::uint64_t> seeds{1};
    int weeks = 12, shuffled = 0;
    bool play = false, sensor_state = false, list = false;
    ProtocolOptions protocol;
    arguments.add_option("LOG", logs);
    arguments.add_flag("--sensor-state", sensor_state, "the state belongs to the symbol");
    arguments.add_flag("--drop-repeats", protocol.drop_repeats);
    arguments.add_flag("--simulated", play, "the simulated home");
    arguments.add_option("--weeks", weeks)->check(CLI::Range(1, 520));
    arguments.add_option("--seed", seeds);
    arguments.add_option("--shuffled", shuffled)->check(CLI::Range(0, 10'000));
    arguments.add_flag("--list", list, "print habits and alarms");
    CLI11_PARSE(arguments, argc, argv);
    if (sensor_state) protocol.symbol = SymbolKind::kSensorState;
    try {
        const auto look_at = [&](const std::string& name, const std::vector<Sample>& samples,
                                 const TimeZone& zone) {
            if (shuffled > 0)
                measure_shuffled(name, samples, zone, shuffled);
            else
                measure(name, samples, zone, list);
        };
        for (const std::string& path : logs)
            look_at(path, recorded(path, protocol, TimeZone::utc()), TimeZone::utc());
        const TimeZone berlin = TimeZone::find("Europe/Berlin").value();
        if (play)
            for (const std::uint64_t seed : seeds)
                look_at("simulated home, seed " + std::to_string(seed),
                        simulated_home(seed, weeks, berlin), berlin);
        return EXIT_SUCCESS;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "habits_bench: %s\n", failure.what());
        return EXIT_FAILURE;
    }
}
