// Ingest, side by side in one run: messages per second that hearthd stores durably (the inbox),
// against a bare Paho subscriber that drops everything; messages per second until all of them are
// processed too (events, samples, counters; it catches up when the burst is over); and the resident
// memory of hearthd idle, under load and after a training. Prints a table; asserts nothing.
//
// The two take turns (bare, hearthd, bare, hearthd, …) with a broker of their own each time and the
// same publisher. Rates are between the first and the last message that each received.
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "core/json.hpp"
#include "measuring.hpp"
#include "recording/ha_messages.hpp"
#include "simulation/home.hpp"
#include "support/daemon.hpp"
#include "support/mosquitto.hpp"
#include "support/test_publisher.hpp"
#include "training/worker_process.hpp"

using namespace hearth;
using bench::median;
using namespace std::chrono_literals;

namespace {

constexpr int kMessages = 60'000;
constexpr int kRounds = 5;
const char* const kModel = "pattern_detection";

// Standard output of a program; throws when it fails.
std::string output_of(const std::string& command) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "re"),
                                                               ::pclose);
    if (!pipe) throw std::runtime_error("cannot run " + command);
    std::string out;
    std::array<char, 4096> block{};
    while (std::fgets(block.data(), block.size(), pipe.get())) out += block.data();
    return out;
}

std::string publish_command(const test::Mosquitto& broker) {
    return HEARTH_BINARY_DIR "/bin/ingest_publisher --uri " + broker.uri() +
           " --topic ha_state --count " + std::to_string(kMessages) + " >/dev/null 2>&1";
}

double bare_rate() {
    const test::Mosquitto broker;
    std::string result;
    std::thread peer([&] {
        result = output_of(HEARTH_BINARY_DIR "/bin/ingest_peer --uri " + broker.uri() +
                           " --topic 'ha_state/#' --count " + std::to_string(kMessages) +
                           " 2>/dev/null");
    });
    std::this_thread::sleep_for(1s);  // it subscribes
    output_of(publish_command(broker));
    peer.join();
    const auto json = parse_json(result);
    const auto rate = json ? json_number(*json, "messages_per_s") : std::nullopt;
    if (!rate) throw std::runtime_error("the bare subscriber gave no rate: " + result);
    return *rate;
}

struct HearthRate {
    double rate = 0, processed = 0;
    std::int64_t idle = 0, load = 0;
};

HearthRate hearth_rate() {
    const test::Mosquitto broker;
    // Never trained: the memory of training is measured apart.
    test::Daemon daemon(broker.uri(), {"models.pattern_detection.enabled=false"});
    if (!daemon.start() ||
        !daemon.wait_for([](const Json& s) { return s["mqtt"]["connected"] == true; }))
        throw std::runtime_error("hearthd did not start:\n" + daemon.log());
    std::this_thread::sleep_for(2s);
    HearthRate out;
    out.idle = training::resident_bytes(daemon.pid());
    std::thread publisher([&] { output_of(publish_command(broker)); });
    using Instant = std::chrono::steady_clock::time_point;
    Instant first{}, last{};
    std::int64_t before = 0;
    daemon.wait_for(
        [&](const Json& status) {
            out.load = std::max(out.load, training::resident_bytes(daemon.pid()));
            const std::int64_t received = status["events"]["received"];
            if (before == 0 && received > 0) {
                first = std::chrono::steady_clock::now();
                before = received;
            }
            last = std::chrono::steady_clock::now();
            return received >= kMessages;
        },
        120s);
    publisher.join();
    daemon.wait_for([](const Json& status) { return status["events"]["queue"] == 0; }, 120s);
    const auto processed = std::chrono::steady_clock::now();
    daemon.wait_until_quiet();
    out.load = std::max(out.load, training::resident_bytes(daemon.pid()));
    out.rate = static_cast<double>(kMessages - before) /
               std::chrono::duration<double>(last - first).count();
    out.processed = static_cast<double>(kMessages - before) /
                    std::chrono::duration<double>(processed - first).count();
    return out;
}

std::int64_t memory_after_training() {
    const test::Mosquitto broker;
    test::Daemon daemon(broker.uri(), {"home.simulated=true", "learning.cool_down_s=0"});
    if (!daemon.start() ||
        !daemon.wait_for([](const Json& s) { return s["mqtt"]["connected"] == true; }))
        throw std::runtime_error("hearthd did not start:\n" + daemon.log());
    SimulatedHome home(7, {2, {2026, 1, 5}, TimeZone::utc()});
    test::TestPublisher publisher("127.0.0.1", broker.port(), "simulated-home");
    while (const auto event = home.next()) {
        const HaMessage message = plain_json_message(*event, "plain");
        publisher.publish(message.topic, message.payload);
    }
    publisher.flush();
    daemon.wait_until_quiet();
    static_cast<void>(daemon.call("train", {{"model", kModel}, {"force", true}}));
    for (int i = 0; i < 1200; ++i) {
        const auto runs = daemon.call("runs", {{"model", kModel}});
        if (runs && !runs->empty() && (*runs)[0]["decision"] != "") break;
        std::this_thread::sleep_for(100ms);
    }
    std::this_thread::sleep_for(3s);
    return training::resident_bytes(daemon.pid());
}

double megabytes(std::int64_t bytes) { return static_cast<double>(bytes) / 1e6; }

int run() {
    std::vector<double> bare, hearth, ratios, processed;
    std::int64_t idle = 0, load = 0;
    std::printf("%d messages of a statestream, QoS 1, %d rounds\n\n", kMessages, kRounds);
    std::printf("round   bare Paho    stored    ratio   processed\n");
    for (int round = 1; round <= kRounds; ++round) {
        bare.push_back(bare_rate());
        const HearthRate one = hearth_rate();
        hearth.push_back(one.rate);
        ratios.push_back(one.rate / bare.back());
        processed.push_back(one.processed);
        idle = std::max(idle, one.idle);
        load = std::max(load, one.load);
        std::printf("%5d %9.0f/s %9.0f/s   %6.2f %9.0f/s\n", round, bare.back(), one.rate,
                    ratios.back(), one.processed);
        std::fflush(stdout);
    }
    std::printf("median%9.0f/s %9.0f/s   %6.2f %9.0f/s   (goal: ratio at least 0.9)\n\n",
                median(bare), median(hearth), median(ratios), median(processed));
    std::printf("resident memory of hearthd, largest seen (goal: 12 MB each)\n");
    std::printf("  idle              %6.1f MB\n  under load        %6.1f MB\n", megabytes(idle),
                megabytes(load));
    std::printf("  after a training  %6.1f MB\n", megabytes(memory_after_training()));
    return EXIT_SUCCESS;
}

}  // namespace

int main() {
    try {
        return run();
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "ingest_bench: %s\n", failure.what());
        return EXIT_FAILURE;
    }
}
