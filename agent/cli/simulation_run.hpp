// One run of `simulate`: plays the simulated home to the broker, watches what the daemon makes of
// it, and waits for its verdict.
//
// One thread, besides the one that reads the daemon's feed; blocking.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "cli/broker_arguments.hpp"
#include "cli/event_feed.hpp"
#include "cli/interrupt.hpp"
#include "cli/invocation.hpp"
#include "cli/progress_bar.hpp"
#include "cli/publishing.hpp"
#include "cli/simulation_view.hpp"
#include "simulation/home.hpp"

namespace hearth::cli {

struct SimulateArguments {
    BrokerArguments broker;
    int weeks = 4;
    std::uint64_t seed = 7;
    std::string speed = "20000", time_zone = "Europe/Berlin", start;
    bool once = false;
};

// The arguments, checked and understood.
struct SimulationPlan {
    SimulationOptions home;
    ReplaySpeed speed;
    std::uint64_t seed = 0;
    bool once = false;
};

// Without --start the simulated weeks end today, so that the daemon keeps what it stores of them.
Result<SimulationPlan> plan_simulation(const SimulateArguments& arguments, const Clock& clock);

class SimulationRun {
public:
    SimulationRun(const Console& console, const CommonOptions& common, const SimulationPlan& plan,
                  const ApiAddress& address);

    // The exit code.
    int run(const BrokerArguments& broker);

private:
    Status check_daemon();
    PublishingOutcome play(Delivery& delivery);
    bool on_turn(const PublishingCounts& counts);
    void watch_feed(std::chrono::milliseconds wait);
    void open_feed();
    void take(const std::string& kind, const Json& body);
    // Decisions that fell while nobody watched.
    void catch_up();
    void show(const PublishingCounts& counts);
    // Lets the daemon work until `done`, a time-out or Ctrl-C.
    template <class Condition>
    void wait_for(TimeUs timeout_us, Condition done);
    void wait_for_verdict();
    void train_once_more();
    void keep_watching();
    int report(const PublishingOutcome& outcome);
    Json summary(const PublishingOutcome& outcome) const;
    void explain_failure();

    const Console& console_;
    const CommonOptions& common_;
    SimulationPlan plan_;
    ApiAddress address_;
    ApiClient client_;
    SystemClock clock_;
    FlowControl flow_;
    SimulatedHome home_;
    SimulationView view_;
    ProgressBar progress_;
    InterruptGuard guard_;
    std::unique_ptr<EventFeed> feed_;
    std::set<std::string> known_runs_;  // decided before, or seen in the feed
    PublishingCounts counts_;
    TimeUs began_us_ = 0, next_prediction_us_ = 0, next_feed_us_ = 0;  // steady
};

}  // namespace hearth::cli
