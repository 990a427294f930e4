// The session against a real mosquitto.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>
#include <utility>

#include "integration/mqtt_client.hpp"
#include "support/test_publisher.hpp"

using namespace std::chrono_literals;
using hearth::test::Arrived;
using hearth::test::Mosquitto;
using hearth::test::MqttClient;
using hearth::test::TestLoop;
using hearth::test::TestPublisher;

namespace {

boost::test_tools::assertion_result has_mosquitto(boost::unit_test::test_unit_id) {
    boost::test_tools::assertion_result result(Mosquitto::available());
    if (!result) result.message() << "/usr/sbin/mosquitto is not there: install mosquitto";
    return result;
}

struct Fixture {
    Fixture() { (void)std::signal(SIGPIPE, SIG_IGN); }
    Mosquitto broker;
    TestLoop loop;

    void publish(const std::string& topic, const std::string& payload, bool retain = false) {
        TestPublisher publisher("127.0.0.1", broker.port(), "publisher");
        publisher.publish(topic, payload, retain);
        BOOST_REQUIRE(publisher.flush());
    }
};

// mqtt_dies_in_callback, subscribed to "home/#" as "hearth".
class Mortal {
public:
    explicit Mortal(const Mosquitto& broker) {
        std::array<int, 2> output{};
        BOOST_REQUIRE(::pipe2(output.data(), O_CLOEXEC) == 0);
        const std::string uri = broker.uri();
        process_ = ::fork();
        if (process_ == 0) {
            ::dup2(output[1], STDOUT_FILENO);
            const char* const program = HEARTH_BINARY_DIR "/bin/mqtt_dies_in_callback";
            ::execl(program, program, uri.c_str(), "hearth", "home/#", nullptr);
            ::_exit(127);
        }
        ::close(output[1]);
        std::array<char, 32> line{};
        const bool subscribed = ::read(output[0], line.data(), line.size()) > 0;
        ::close(output[0]);
        BOOST_REQUIRE(subscribed);
    }
    ~Mortal() {
        kill();
        (void)exit_code();
    }
    Mortal(const Mortal&) = delete;
    Mortal& operator=(const Mortal&) = delete;

    void kill() const {
        if (process_ > 0) ::kill(process_, SIGKILL);
    }
    // Waits for its end; -1 when a signal ended it.
    int exit_code() {
        if (process_ <= 0) return -1;
        int status = 0;
        ::waitpid(std::exchange(process_, 0), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t process_ = 0;
};

struct KeepingFixture {
    KeepingFixture() : broker({.persistence = true, .lines = {}}) {
        (void)std::signal(SIGPIPE, SIG_IGN);
    }
    Mosquitto broker;
    TestLoop loop;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(mqtt_session, *boost::unit_test::precondition(has_mosquitto))

BOOST_FIXTURE_TEST_CASE(receives_what_it_subscribed_to, Fixture) {
    publish("home/kept", "before", true);
    MqttClient client(loop, MqttClient::options(broker, "hearth"));
    client.session().set_subscriptions({{"home/#", 1}});
    BOOST_TEST(!client.session().state().connected);
    BOOST_REQUIRE(client.start().ok());
    BOOST_REQUIRE(client.until_subscribed());
    BOOST_TEST(client.connected.size() == 1u);
    BOOST_TEST(!client.connected.at(0));
    BOOST_TEST(client.session().state().broker == broker.uri());
    publish("home/light", "on");
    publish("home/empty", "");
    publish("other", "not for us");
    BOOST_REQUIRE(client.until_arrived(3));
    const auto all = client.arrived();
    BOOST_TEST(all[0].payload == "before");
    BOOST_TEST(all[0].retained);
    BOOST_TEST(all[1].topic == "home/light");
    BOOST_TEST(all[1].payload == "on");
    BOOST_TEST(!all[1].retained);
    BOOST_TEST(all[2].payload == "");
    BOOST_TEST(all.size() == 3u);
}

BOOST_FIXTURE_TEST_CASE(large_and_binary_payloads_arrive_whole, Fixture) {
    MqttClient client(loop, MqttClient::options(broker, "hearth"));
    BOOST_REQUIRE(client.start().ok());
    BOOST_REQUIRE(client.subscribe({{"big", 1}}));
    std::string payload(300 * 1024, '\0');
    for (std::size_t at = 0; at < payload.size(); ++at) payload[at] = static_cast<char>(at * 31);
    publish("big", payload);
    BOOST_REQUIRE(client.until_arrived(1));
    BOOST_TEST((client.arrived().at(0).payload == payload));
    // And the other way.
    BOOST_REQUIRE(client.session().publish("big", payload, 1, false).ok());
    BOOST_REQUIRE(client.until_arrived(2));
    BOOST_TEST((client.arrived().at(1).payload == payload));
}

BOOST_FIXTURE_TEST_CASE(new_subscriptions_replace_the_old_ones, Fixture) {
    MqttClient client(loop, MqttClient::options(broker, "hearth"));
    BOOST_REQUIRE(client.start().ok());
    BOOST_REQUIRE(client.subscribe({{"a", 1}, {"b", 1}}));
    BOOST_REQUIRE(client.subscribe({{"b", 1}, {"c", 1}}));
    for (const char* topic : {"a", "b", "c"}) publish(topic, "x");
    BOOST_REQUIRE(client.until_arrived(2));
    loop.run_for(200ms);
    BOOST_REQUIRE(client.arrived().size() == 2u);
    BOOST_TEST(client.arrived().at(0).topic == "b");
    BOOST_TEST(client.arrived().at(1).topic == "c");
}

BOOST_FIXTURE_TEST_CASE(subscriptions_of_a_former_configuration_are_ended, Fixture) {
    {
        MqttClient former(loop, MqttClient::options(broker, "hearth"));
        BOOST_REQUIRE(former.start().ok());
        BOOST_REQUIRE(former.subscribe({{"old", 1}, {"kept", 1}}));
    }
    MqttClient client(loop, MqttClient::options(broker, "hearth"));
    client.session().unsubscribe({"old", "kept"});
    client.session().set_subscriptions({{"kept", 1}});
    BOOST_REQUIRE(client.start().ok());
    BOOST_REQUIRE(client.until_subscribed());
    BOOST_TEST(client.connected.at(0));  // the broker had kept the session
    publish("old", "x");
    publish("kept", "y");
    BOOST_REQUIRE(client.until_arrived(1));
    loop.run_for(200ms);
    BOOST_REQUIRE(client.arrived().size() == 1u);
    BOOST_TEST(client.arrived().at(0).topic == "kept");
}

BOOST_FIXTURE_TEST_CASE(messages_sent_while_away_arrive, Fixture) {
    {
        MqttClient client(loop, MqttClient::options(broker, "hearth"));
        BOOST_REQUIRE(client.start().ok());
        BOOST_REQUIRE(client.subscribe({{"home/#", 1}}));
        client.session().stop("going away");
    }
    publish("home/a", "while away");
    MqttClient client(loop, MqttClient::options(broker, "hearth"));
    client.session().set_subscriptions({{"home/#", 1}});
    BOOST_REQUIRE(client.start().ok());
    BOOST_REQUIRE(client.until_arrived(1));
    BOOST_TEST(client.arrived().at(0).payload == "while away");
    BOOST_TEST(!client.arrived().at(0).retained);
}

BOOST_FIXTURE_TEST_CASE(deliveries_are_reported_once_each, Fixture) {
    MqttClient client(loop, MqttClient::options(broker, "hearth"));
    BOOST_REQUIRE(client.start().ok());
    BOOST_REQUIRE(client.subscribe({{"echo", 1}}));
    constexpr std::size_t kCount = 1000;
    std::vector<std::int64_t> ids;
    for (std::size_t at = 0; at < kCount; ++at)
        ids.push_back(client.session()
                          .publish("echo", std::to_string(at), at % 10 == 0 ? 0 : 1, false)
                          .value());
    BOOST_REQUIRE(client.until_arrived(kCount));
    BOOST_REQUIRE(loop.run_until([&] { return client.delivered.size() == kCount; }));
    std::sort(client.delivered.begin(), client.delivered.end());
    BOOST_TEST(client.delivered == ids, boost::test_tools::per_element());
    // QoS 1 keeps its order; QoS 0 may overtake it in the broker.
    int last = -1;
    for (const Arrived& one : client.arrived()) {
        const int at = std::stoi(one.payload);
        if (at % 10 == 0) continue;
        BOOST_REQUIRE(at > last);
        last = at;
    }
}

BOOST_FIXTURE_TEST_CASE(comes_back_to_a_broker_that_forgot_everything, Fixture) {
    MqttClient client(loop, MqttClient::options(broker, "hearth"));
    BOOST_REQUIRE(client.start().ok());
    BOOST_REQUIRE(client.subscribe({{"home/#", 1}}));
    broker.kill();
    BOOST_REQUIRE(loop.run_until([&] { return client.lost.size() == 1; }));
    BOOST_TEST(!client.session().state().connected);
    BOOST_TEST(!client.session().state().last_error.empty());
    BOOST_TEST((client.session().publish("a", "b", 1, false).error().code ==
                hearth::ErrorCode::kUnavailable));
    loop.run_for(500ms);  // some attempts fail
    broker.start();
    BOOST_REQUIRE(client.until_subscribed());
    BOOST_TEST(!client.connected.back());
    BOOST_TEST(client.session().state().last_error.empty());
    publish("home/a", "again");
    BOOST_REQUIRE(client.until_arrived(1));
    BOOST_TEST(client.arrived().at(0).payload == "again");
}

BOOST_FIXTURE_TEST_CASE(comes_back_to_a_broker_that_remembers, KeepingFixture) {
    MqttClient client(loop, MqttClient::options(broker, "hearth"));
    BOOST_REQUIRE(client.start().ok());
    BOOST_REQUIRE(client.subscribe({{"home/#", 1}}));
    broker.terminate();
    BOOST_REQUIRE(loop.run_until([&] { return client.lost.size() == 1; }));
    broker.start();
    BOOST_REQUIRE(client.until_subscribed());
    BOOST_TEST(client.connected.back());
    TestPublisher publisher("127.0.0.1", broker.port(), "publisher");
    publisher.publish("home/a", "again");
    BOOST_TEST(publisher.flush());
    BOOST_REQUIRE(client.until_arrived(1));
}

BOOST_FIXTURE_TEST_CASE(starts_before_the_broker_does, Fixture) {
    broker.kill();
    MqttClient client(loop, MqttClient::options(broker, "hearth"));
    BOOST_REQUIRE(client.start().ok());
    BOOST_REQUIRE(loop.run_until([&] { return !client.session().state().last_error.empty(); }));
    BOOST_TEST(client.session().state().last_error.find(broker.uri()) != std::string::npos);
    broker.start();
    BOOST_TEST(loop.run_until([&] { return client.session().state().connected; }));
    BOOST_TEST(client.lost.empty());  // it was never there
}

BOOST_FIXTURE_TEST_CASE(the_will_is_published_only_when_the_agent_dies, Fixture) {
    MqttClient watcher(loop, MqttClient::options(broker, "watcher"));
    BOOST_REQUIRE(watcher.start().ok());
    BOOST_REQUIRE(watcher.subscribe({{"will", 1}}));
    auto options = MqttClient::options(broker, "hearth");
    options.will_topic = "will";
    options.will_payload = "offline";
    MqttClient client(loop, options);
    BOOST_REQUIRE(client.start().ok());
    BOOST_REQUIRE(loop.run_until([&] { return client.session().state().connected; }));
    client.session().stop("clean end");
    loop.run_for(300ms);
    BOOST_TEST(watcher.arrived().empty());

    Mortal(broker).kill();
    BOOST_REQUIRE(watcher.until_arrived(1));
    BOOST_TEST(watcher.arrived().at(0).payload == "offline");
}

BOOST_FIXTURE_TEST_CASE(a_handler_that_throws_does_no_harm, Fixture) {
    hearth::SystemClock clock;
    std::atomic<int> calls{0};
    hearth::PahoSession session(MqttClient::options(broker, "hearth"), loop.post(), clock);
    session.set_subscriptions({{"home/#", 1}});
    hearth::Handlers handlers;
    handlers.on_message = [&](std::string_view, std::string_view, bool) {
        if (++calls == 1) throw std::runtime_error("made up");
    };
    const auto started = session.start(std::move(handlers));
    BOOST_REQUIRE(started.ok());
    BOOST_REQUIRE(loop.run_until([&] { return session.state().subscribed; }));
    publish("home/a", "1");
    publish("home/a", "2");
    BOOST_TEST(loop.run_until([&] { return calls == 2; }));
    BOOST_TEST(session.state().connected);
}

BOOST_FIXTURE_TEST_CASE(a_message_is_sent_again_when_the_process_dies_in_the_handler, Fixture) {
    {
        Mortal mortal(broker);
        publish("home/a", "precious");
        BOOST_REQUIRE_EQUAL(mortal.exit_code(), 42);
    }
    MqttClient client(loop, MqttClient::options(broker, "hearth"));
    client.session().set_subscriptions({{"home/#", 1}});
    BOOST_REQUIRE(client.start().ok());
    BOOST_REQUIRE(client.until_arrived(1));
    BOOST_TEST(client.arrived().at(0).payload == "precious");
    // Once it is accepted it does not come a third time.
    client.destroy();
    MqttClient later(loop, MqttClient::options(broker, "hearth"));
    later.session().set_subscriptions({{"home/#", 1}});
    BOOST_REQUIRE(later.start().ok());
    BOOST_REQUIRE(later.until_subscribed());
    loop.run_for(300ms);
    BOOST_TEST(later.arrived().empty());
}

BOOST_FIXTURE_TEST_CASE(stopping_amid_a_flood_loses_nothing, Fixture) {
    constexpr int kCount = 4000;
    std::vector<Arrived> all;
    {
        MqttClient first(loop, MqttClient::options(broker, "hearth"));
        BOOST_REQUIRE(first.start().ok());
        BOOST_REQUIRE(first.subscribe({{"flood", 1}}));
    }
    std::thread flood([&] {
        TestPublisher publisher("127.0.0.1", broker.port(), "publisher");
        for (int at = 0; at < kCount; ++at) publisher.publish("flood", std::to_string(at));
        publisher.flush();
    });
    // Sessions that end while messages pour in.
    for (int round = 0; round < 5; ++round) {
        MqttClient client(loop, MqttClient::options(broker, "hearth"));
        client.session().set_subscriptions({{"flood", 1}});
        BOOST_REQUIRE(client.start().ok());
        BOOST_REQUIRE(loop.run_until([&] { return client.session().state().connected; }));
        loop.run_for(30ms);
        client.session().stop("amid the flood");
        const auto arrived = client.arrived();
        loop.run_for(20ms);
        BOOST_TEST(client.arrived().size() == arrived.size());  // nothing after stop()
        all.insert(all.end(), arrived.begin(), arrived.end());
    }
    flood.join();
    MqttClient last(loop, MqttClient::options(broker, "hearth"));
    BOOST_REQUIRE(last.start().ok());
    const auto missing = [&] {
        std::vector<bool> seen(kCount);
        for (const auto& one : all)
            seen.at(static_cast<std::size_t>(std::stoi(one.payload))) = true;
        for (const auto& one : last.arrived())
            seen.at(static_cast<std::size_t>(std::stoi(one.payload))) = true;
        return std::count(seen.begin(), seen.end(), false);
    };
    BOOST_TEST(loop.run_until([&] { return missing() == 0; }, 10s));
    BOOST_TEST_MESSAGE("repeated: " << all.size() + last.arrived().size() - kCount);
}

BOOST_AUTO_TEST_SUITE_END()
