// What comes in from outside: commands over MQTT, and payloads that are broken or hostile.
#include <boost/test/unit_test.hpp>
#include <mutex>
#include <thread>

#include "core/iso_time.hpp"
#include "integration/mqtt_client.hpp"
#include "support/daemon.hpp"
#include "support/mosquitto.hpp"
#include "support/needs_mosquitto.hpp"
#include "support/state_publisher.hpp"

using namespace hearth;

namespace {

struct Home {
    test::Mosquitto broker;
    test::Daemon daemon{broker.uri()};
    Home() {
        BOOST_REQUIRE(daemon.start());
        BOOST_REQUIRE(daemon.wait_for(
            [](const Json& status) { return status["mqtt"]["connected"] == true; }));
    }
};

// Publishes a command and gives the reply to it; null when none comes.
class Commander {
public:
    explicit Commander(const test::Mosquitto& broker)
        : client_(loop_, test::MqttClient::options(broker, "commander")),
          publisher_("127.0.0.1", broker.port(), "commander-out") {
        BOOST_REQUIRE(client_.start().ok());
        BOOST_REQUIRE(client_.subscribe({{"hearth/reply/+", 1}}));
    }

    Json ask(const std::string& command, const std::string& payload, bool retain = false) {
        const std::size_t before = client_.arrived().size();
        publisher_.publish("hearth/command/" + command, payload, retain);
        publisher_.flush();
        if (!client_.until_arrived(before + 1)) return {};
        return Json::parse(client_.arrived().back().payload);
    }

    // A payload that gets no reply.
    void say(const std::string& command, const std::string& payload) {
        publisher_.publish("hearth/command/" + command, payload);
        publisher_.flush();
    }

private:
    test::TestLoop loop_;
    test::MqttClient client_;
    test::TestPublisher publisher_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(doors)

BOOST_AUTO_TEST_CASE(commands_over_mqtt_are_answered_or_refused_in_words,
                     *boost::unit_test::precondition(test::needs_mosquitto)) {
    Home home;
    Commander commander(home.broker);
    Json reply = commander.ask("status", R"({"id": "a1"})");
    BOOST_REQUIRE(reply.is_object());
    BOOST_TEST(reply["id"] == "a1");
    BOOST_TEST(reply["ok"] == true);
    BOOST_TEST(reply["result"]["mqtt"]["connected"] == true);

    struct Case {
        const char* command;
        std::string payload;
        bool retain;
        const char* code;
    };
    const std::string old = format_iso_time(SystemClock().wall_us() - kMicrosPerHour);
    for (const Case& c : std::initializer_list<Case>{
             {"explode", R"({"id": "a2"})", false, "not_found"},
             {"train", R"({"id": "a3"})", false, "invalid"},
             {"train", R"({"id": "a4", "model": "nonsense"})", false, "not_found"},
             {"train", R"({"id": "a5", "model": "pattern_detection", "speed": 9})", false,
              "invalid"},
             {"train", R"({"id": "a6", "model": "pattern_detection"})", false, "refused"},
             {"train", R"({"id": "a7", "model": "pattern_detection", "issued_at": ")" + old + "\"}",
              false, "refused"},
             {"rollback", R"({"id": "a8", "model": "pattern_detection"})", false, "not_found"}}) {
        reply = commander.ask(c.command, c.payload, c.retain);
        BOOST_REQUIRE_MESSAGE(reply.is_object(), "no reply to " << c.payload);
        BOOST_TEST(reply["ok"] == false);
        BOOST_TEST(reply["error"]["code"] == c.code, c.payload << " " << reply.dump());
    }
    for (const char* bad : {"", "{", "[]", R"({"id": "../x"})", R"({"id": 7})"})
        commander.say("status", bad);
    BOOST_TEST(commander.ask("status", R"({"id": "still-there"})")["ok"] == true);
}

BOOST_AUTO_TEST_CASE(a_retained_command_does_not_run,
                     *boost::unit_test::precondition(test::needs_mosquitto)) {
    test::Mosquitto broker;
    Commander commander(broker);
    test::TestPublisher publisher("127.0.0.1", broker.port(), "retainer");
    publisher.publish("hearth/command/status", R"({"id": "kept"})", true);
    BOOST_REQUIRE(publisher.flush());
    test::Daemon daemon(broker.uri());
    BOOST_REQUIRE(daemon.start());
    const Json reply =
        commander.ask("nothing", R"({"id": "b1"})");  // any reply tells that the first was handled
    BOOST_REQUIRE(reply.is_object());
    BOOST_TEST(reply["ok"] == false);
    BOOST_TEST(reply["error"]["code"] == (reply["id"] == "kept" ? "refused" : "not_found"));
    BOOST_TEST(daemon.wait_until_quiet());
}

BOOST_AUTO_TEST_CASE(hostile_payloads_are_quarantined_and_harm_nothing,
                     *boost::unit_test::precondition(test::needs_mosquitto)) {
    Home home;
    test::StatePublisher publisher(home.broker.port());
    auto& raw = publisher.raw();
    raw.publish("plain/a", std::string(300 * 1024, 'x'));                         // too large
    raw.publish("plain/a", std::string(100, '[') + std::string(100, ']'));        // too deep
    raw.publish("plain/a", "{\"entity_id\": \"light.a\", \"state\": \"\xff\"}");  // not UTF-8
    raw.publish(
        "plain/a",
        R"({"entity_id": "light.a", "state": "on", "last_changed": "2025-02-30T00:00:00+00:00"})");
    raw.publish("plain/a", R"({"entity_id": "light.a", "state":)");
    raw.publish("ha_state/light/a/state", std::string(70'000, 'y'));
    BOOST_REQUIRE(publisher.flush());
    BOOST_REQUIRE(home.daemon.wait_until_quiet());
    const auto bad = home.daemon.call("status");
    BOOST_REQUIRE(bad.ok());
    BOOST_TEST((*bad)["events"]["quarantined"] == 6);
    BOOST_TEST((*bad)["events"]["stored"] == 0);

    publisher.change("light.kitchen", "on", SystemClock().wall_us());
    BOOST_REQUIRE(publisher.flush());
    BOOST_TEST(
        home.daemon.wait_for([](const Json& status) { return status["events"]["stored"] == 1; }));
}

BOOST_AUTO_TEST_SUITE_END()
