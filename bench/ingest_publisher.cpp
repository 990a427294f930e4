// Publishes messages as Home Assistant's mqtt_statestream does (state, last_updated, last_changed
// of one entity after the other; QoS 1) as fast as the broker takes them.
//
//   ingest_publisher --uri tcp://127.0.0.1:1883 --topic home --count 20000
//
// Topics are TOPIC/light/lamp_<n>/state and so on. No two messages are equal in topic and payload
// except states, which alternate between on and off. --rate paces them instead. Prints one JSON
// object when every PUBACK is there.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <exception>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "core/iso_time.hpp"
#include "mqtt/broker_uri.hpp"
#include "support/test_publisher.hpp"

namespace {

using SteadyClock = std::chrono::steady_clock;

struct Options {
    std::string uri = "tcp://127.0.0.1:1883", topic = "home";
    std::int64_t count = 20'000;
    int connections = 1, window = 100, entities = 200;
    double rate = 0;  // messages per second and connection; 0: as fast as possible
    bool retain = false;
};

struct Address {
    std::string host;
    int port = 1883;
};

Address address_of(const std::string& uri) {
    const auto checked = hearth::parse_broker_uri(uri);
    if (!checked) throw std::runtime_error(checked.error().text);
    if (checked->tls) throw std::runtime_error("ingest_publisher speaks tcp:// only");
    const std::string rest = checked->text.substr(checked->text.find("://") + 3);
    const auto colon = rest.rfind(':');
    if (colon == std::string::npos || rest.ends_with(']')) return {rest};
    return {rest.substr(0, colon), std::stoi(rest.substr(colon + 1))};
}

// Message `number` of a stream: three messages make one change of one lamp.
std::pair<std::string, std::string> message(const Options& options, std::int64_t number) {
    const std::int64_t change = number / 3;
    const std::string lamp =
        options.topic + "/light/lamp_" + std::to_string(change % options.entities);
    if (number % 3 == 0)
        return {lamp + "/state", (change / options.entities) % 2 == 0 ? "on" : "off"};
    const hearth::TimeUs start = 1'700'000'000 * hearth::kMicrosPerSecond;
    const std::string when =
        hearth::format_iso_time(start + change * hearth::kMicrosPerSecond + 123'456);
    return {lamp + (number % 3 == 1 ? "/last_updated" : "/last_changed"), when};
}

// The changes that have `part` as the remainder go over this connection, in their order.
void publish_part(const Options& options, int part) {
    const Address address = address_of(options.uri);
    hearth::test::TestPublisher publisher(
        address.host, address.port, "ingest-publisher-" + std::to_string(part), options.window);
    const auto begin = SteadyClock::now();
    for (std::int64_t number = 0; number < options.count; ++number) {
        if (number / 3 % options.connections != part) continue;
        if (options.rate > 0) {
            (void)publisher.flush();
            std::this_thread::sleep_until(
                begin +
                std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(
                    static_cast<double>(publisher.sent()) / options.rate)));
        }
        const auto [topic, payload] = message(options, number);
        publisher.publish(topic, payload, options.retain);
    }
    if (!publisher.flush()) throw std::runtime_error("the broker did not confirm every message");
}

void publish_all(const Options& options) {
    std::mutex mutex;
    std::exception_ptr failure;
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(options.connections));
    for (int part = 0; part < options.connections; ++part)
        threads.emplace_back([&, part] {
            try {
                publish_part(options, part);
            } catch (...) {
                const std::lock_guard lock(mutex);
                failure = std::current_exception();
            }
        });
    for (std::thread& thread : threads) thread.join();
    if (failure) std::rethrow_exception(failure);
}

int run(const Options& options) {
    const auto begin = SteadyClock::now();
    publish_all(options);
    const double seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
    const nlohmann::json report = {
        {"program", "ingest_publisher"},
        {"published", options.count},
        {"connections", options.connections},
        {"window", options.window},
        {"retain", options.retain},
        {"seconds", seconds},
        {"messages_per_s", static_cast<double>(options.count) / seconds}};
    (void)std::puts(report.dump().c_str());
    return 0;
}

}  // namespace

int main(int argc, char* argv[]) {
    Options options;
    CLI::App app("Publishes statestream-like MQTT messages at full speed");
    app.add_option("--uri", options.uri, "the broker, tcp://host[:port]");
    app.add_option("--topic", options.topic, "base topic");
    app.add_option("--count", options.count, "messages in all")->check(CLI::PositiveNumber);
    app.add_option("--connections", options.connections, "clients that share the work")
        ->check(CLI::Range(1, 64));
    app.add_option("--window", options.window, "messages without PUBACK per connection")
        ->check(CLI::Range(1, 10'000));
    app.add_option("--entities", options.entities, "lamps")->check(CLI::Range(1, 100'000));
    app.add_option("--rate", options.rate, "messages per second and connection; 0: no pacing")
        ->check(CLI::NonNegativeNumber);
    app.add_flag("--retain", options.retain, "publish retained, as statestream itself does");
    CLI11_PARSE(app, argc, argv);
    try {
        return run(options);
    } catch (const std::exception& failure) {
        (void)std::fprintf(stderr, "ingest_publisher: %s\n", failure.what());
        return 1;
    }
}
