// The ceiling for the ingest: a bare Paho subscriber with the same session settings as Hearth that
// drops every message. What broker and Paho alone can do on this machine.
//
//   ingest_peer --uri tcp://127.0.0.1:1883 --topic 'home/#' --count 20000
//
// Says "ready" on standard error when subscribed; prints one JSON object when `count` messages have
// come (exit 0) or none came for --patience seconds (exit 1). Retained snapshots do not count.
#include <mqtt/async_client.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>

namespace {

using SteadyClock = std::chrono::steady_clock;

struct Options {
    std::string uri = "tcp://127.0.0.1:1883", topic = "home/#", client_id = "ingest-peer";
    std::int64_t count = 20'000;
    int patience_s = 30;
};

struct Counter {
    std::atomic<std::int64_t> received{0}, bytes{0};
    std::atomic<std::int64_t> first_us{0}, last_us{0};

    static std::int64_t now_us() {
        return std::chrono::duration_cast<std::chrono::microseconds>(
                   SteadyClock::now().time_since_epoch())
            .count();
    }
    // Paho's thread.
    void take(const mqtt::message& message) {
        if (message.is_retained()) return;
        last_us = now_us();
        if (received == 0) first_us = last_us.load();
        bytes += static_cast<std::int64_t>(message.get_payload_ref().size());
        ++received;
    }
};

void wait_for(const Counter& counter, const Options& options) {
    std::int64_t seen = -1;
    auto changed = SteadyClock::now();
    while (counter.received < options.count) {
        if (seen != counter.received) {
            seen = counter.received;
            changed = SteadyClock::now();
        }
        if (SteadyClock::now() - changed > std::chrono::seconds(options.patience_s)) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

int run(const Options& options) {
    Counter counter;
    mqtt::async_client client(options.uri, options.client_id);
    client.set_message_callback(
        [&](const mqtt::const_message_ptr& message) { counter.take(*message); });
    mqtt::connect_options connect;
    connect.set_mqtt_version(MQTTVERSION_3_1_1);
    connect.set_clean_session(false);
    connect.set_keep_alive_interval(30);
    client.connect(connect)->wait();
    client.subscribe(options.topic, 1)->wait();
    (void)std::fputs("ready\n", stderr);
    wait_for(counter, options);
    // Nothing is left behind on the broker for the next run.
    client.unsubscribe(options.topic)->wait();
    client.disconnect()->wait();
    const double seconds = static_cast<double>(counter.last_us - counter.first_us) / 1e6;
    const nlohmann::json report = {
        {"program", "ingest_peer"},
        {"received", counter.received.load()},
        {"wanted", options.count},
        {"payload_bytes", counter.bytes.load()},
        {"seconds", seconds},
        {"messages_per_s",
         seconds > 0 ? static_cast<double>(counter.received - 1) / seconds : 0.0}};
    (void)std::puts(report.dump().c_str());
    return counter.received >= options.count ? 0 : 1;
}

}  // namespace

int main(int argc, char* argv[]) {
    (void)std::signal(SIGPIPE, SIG_IGN);
    Options options;
    CLI::App app("Counts MQTT messages and drops them");
    app.add_option("--uri", options.uri, "the broker");
    app.add_option("--topic", options.topic, "topic filter to subscribe to");
    app.add_option("--count", options.count, "messages to wait for")->check(CLI::PositiveNumber);
    app.add_option("--client-id", options.client_id, "client id; the broker keeps its session");
    app.add_option("--patience", options.patience_s, "seconds without a message until it gives up");
    CLI11_PARSE(app, argc, argv);
    try {
        return run(options);
    } catch (const std::exception& failure) {
        (void)std::fprintf(stderr, "ingest_peer: %s (broker %s)\n", failure.what(),
                           options.uri.c_str());
        return 1;
    }
}
