// How soon after an event its prediction is published: from the arrival of the message in hearthd
// to the publish, as the daemon itself reports it with each prediction. What the broker and the
// subscriber add is not in it. Prints quantiles.
//
// The home is simulated: it says something about speed and nothing about the model's worth.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "mqtt/paho_session.hpp"
#include "recording/ha_messages.hpp"
#include "simulation/home.hpp"
#include "support/daemon.hpp"
#include "support/mosquitto.hpp"
#include "support/test_loop.hpp"
#include "support/test_publisher.hpp"

using namespace hearth;
using namespace std::chrono_literals;

namespace {

constexpr const char* kModel = "pattern_detection";
constexpr int kHistory = 6'000;  // events before the measurement
constexpr int kMeasured = 3'000;
constexpr auto kPause = 20ms;  // between events: fifty a second, a busy minute of a large home

struct Latencies {
    std::mutex mutex;
    std::vector<double> inside_ms;
    std::atomic<bool> measuring = false;
};

Handlers watching(Latencies& out) {
    Handlers handlers;
    handlers.on_message = [&out](std::string_view, std::string_view payload, bool) {
        const auto prediction = parse_json(payload);
        const auto inside = prediction ? json_number(*prediction, "latency_us") : std::nullopt;
        if (!inside || !out.measuring) return;
        const std::lock_guard lock(out.mutex);
        out.inside_ms.push_back(*inside / 1000);
    };
    return handlers;
}

void print(const char* what, std::vector<double> values) {
    if (values.empty()) throw std::runtime_error("no predictions came");
    std::sort(values.begin(), values.end());
    const auto at = [&](double q) {
        return values[std::min(values.size() - 1,
                               static_cast<std::size_t>(q * static_cast<double>(values.size())))];
    };
    std::printf("%-34s %6zu  %7.2f  %7.2f  %7.2f  %7.2f\n", what, values.size(), at(0.5), at(0.9),
                at(0.99), values.back());
}

void publish(test::TestPublisher& publisher, const HomeEvent& event) {
    const HaMessage message = plain_json_message(event, "plain");
    publisher.publish(message.topic, message.payload);
    publisher.flush();
}

// Trains with everything there is; what is measured is a trained version, not the fallback.
void activate(const test::Daemon& daemon) {
    const auto asked = daemon.call("train", {{"model", kModel}, {"full", true}, {"force", true}});
    if (!asked) throw std::runtime_error("no training: " + asked.error().text);
    if (!daemon.wait_for([](const Json& s) {
            return s["models"][0]["serving"] == true && s["models"][0]["state"] == "active";
        }))
        throw std::runtime_error("no version became active: " +
                                 dump_json(*daemon.call("runs", {{"model", kModel}})));
}

int run() {
    const test::Mosquitto broker;
    test::Daemon daemon(broker.uri(),
                        {"home.simulated=true", "models.pattern_detection.threshold=2000"});
    if (!daemon.start() ||
        !daemon.wait_for([](const Json& s) { return s["mqtt"]["connected"] == true; }))
        throw std::runtime_error("hearthd did not start:\n" + daemon.log());
    SimulatedHome home(7, {4, {2026, 1, 5}, TimeZone::utc()});
    test::TestPublisher publisher("127.0.0.1", broker.port(), "simulated-home");
    for (int i = 0; i < kHistory; ++i)
        if (const auto event = home.next()) publish(publisher, *event);
    daemon.wait_until_quiet();
    activate(daemon);
    std::this_thread::sleep_for(2s);

    SystemClock clock;
    Latencies latencies;
    test::TestLoop loop;
    BrokerOptions options;
    options.uri = broker.uri();
    options.client_id = "watcher";
    PahoSession session(options, loop.post(), clock);
    if (!session.start(watching(latencies))) throw std::runtime_error("no session");
    session.set_subscriptions({{"hearth/predictions", 0}});
    loop.run_until([&] { return session.state().subscribed; });
    for (int i = 0; i < kMeasured; ++i) {
        const auto event = home.next();
        if (!event) break;
        latencies.measuring = true;
        publish(publisher, *event);
        std::this_thread::sleep_for(kPause);
    }
    session.stop("done");
    const auto status = daemon.call("status");
    std::printf("simulated home, state of the model: %s\n\n",
                (*status)["models"][0]["state"].get<std::string>().c_str());
    std::printf("%-34s %6s  %7s  %7s  %7s  %7s\n", "milliseconds", "n", "median", "p90", "p99",
                "max");
    print("message arrived -> published", latencies.inside_ms);
    std::printf("\ngoal: 10 ms at p99\n");
    return EXIT_SUCCESS;
}

}  // namespace

int main() {
    try {
        return run();
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "prediction_bench: %s\n", failure.what());
        return EXIT_FAILURE;
    }
}
