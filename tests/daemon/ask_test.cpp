// The Ask-AI log end to end: over MQTT, through the command line's way, over a kill, and what the
// log file shows of it.
#include <boost/test/unit_test.hpp>

#include "integration/mqtt_client.hpp"
#include "support/daemon.hpp"
#include "support/mosquitto.hpp"
#include "support/must.hpp"
#include "support/needs_mosquitto.hpp"
#include "support/test_publisher.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

struct AskHome {
    Mosquitto broker;
    Daemon daemon{broker.uri(), {"log.level=debug"}};
    TestLoop loop;
    MqttClient client{loop, MqttClient::options(broker, "asker")};
    AskHome() {
        BOOST_REQUIRE(daemon.start());
        BOOST_REQUIRE(daemon.wait_for(
            [](const Json& status) { return status["mqtt"]["subscribed"] == true; }));
        BOOST_REQUIRE(client.start().ok());
        BOOST_REQUIRE(client.subscribe({{"hearth/ask/reply/+", 1}}));
    }
    void say(const std::string& topic, const Json& payload) {
        TestPublisher publisher("127.0.0.1", broker.port(), "asker-out");
        publisher.publish("hearth/ask/" + topic, payload.dump());
        BOOST_REQUIRE(publisher.flush());
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(ask_log)

BOOST_AUTO_TEST_CASE(questions_answers_and_feedback_are_kept_once,
                     *boost::unit_test::precondition(needs_mosquitto)) {
    AskHome home;
    const Json question = {{"id", "q1"}, {"text", "switch the moonbeam lamp on"}};
    home.say("query", question);
    BOOST_REQUIRE(home.client.until_arrived(1));
    const Json reply = Json::parse(home.client.arrived()[0].payload);
    BOOST_TEST(home.client.arrived()[0].topic == "hearth/ask/reply/q1");
    BOOST_TEST(reply["kind"] == "refusal");
    BOOST_TEST(reply["fallback"] == true);

    // Home Assistant may subscribe after the answer has gone out: it is retained.
    MqttClient late(home.loop, MqttClient::options(home.broker, "late"));
    BOOST_REQUIRE(late.start().ok());
    BOOST_REQUIRE(late.subscribe({{"hearth/ask/reply/q1", 1}}));
    BOOST_REQUIRE(late.until_arrived(1));
    BOOST_TEST(late.arrived()[0].retained);

    home.say("log",
             {{"id", "l1"}, {"text", "is it cold?"}, {"answer", "Yes."}, {"agent", "other"}});
    home.say("feedback", {{"id", "f1"}, {"about", "l1"}, {"feedback", "up"}});
    home.say("feedback", {{"id", "f1"}, {"about", "l1"}, {"feedback", "up"}});
    BOOST_REQUIRE(home.daemon.wait_until_quiet());
    home.daemon.kill();
    BOOST_REQUIRE(home.daemon.start());
    home.say("query", question);
    BOOST_REQUIRE(home.daemon.wait_until_quiet());

    const Json given = take(home.daemon.call(
        "feedback",
        {{"about", "q1"}, {"feedback", "modified"}, {"yaml", "a: b"}, {"comment", "so"}}));
    BOOST_TEST(given["about"] == "q1");
    const Json log = take(home.daemon.call("ask_log", {{"limit", 10}}));
    BOOST_REQUIRE_EQUAL(log.size(), 2U);
    BOOST_TEST(log[0]["id"] == "l1");
    BOOST_TEST(log[0]["answer"] == "Yes.");
    BOOST_TEST(log[0]["feedback"].size() == 1U);
    BOOST_TEST(log[0]["feedback"][0]["feedback"] == "up");
    BOOST_TEST(log[1]["id"] == "q1");
    BOOST_TEST(log[1]["agent"] == "hearth");
    BOOST_TEST(log[1]["feedback"][0]["yaml"] == "a: b");
    const Json unknown = {{"about", "nothing"}, {"feedback", "up"}};
    const Json wrong = {{"about", "q1"}, {"feedback", "great"}};
    BOOST_TEST((code_of_failure(home.daemon.call("feedback", unknown)) == ErrorCode::kNotFound));
    BOOST_TEST((code_of_failure(home.daemon.call("feedback", wrong)) == ErrorCode::kInvalid));
    const Json samples = take(home.daemon.call("samples", {{"model", "pattern_detection"}}));
    BOOST_TEST(samples["feedback"] == Json({{"modified", 1}, {"up", 1}}));
    const Json asked = take(home.daemon.call("ask", {{"text", "why?"}}));
    BOOST_TEST(asked["kind"] == "refusal");
    // Not even in the log of a developer.
    BOOST_TEST(home.daemon.log().find("moonbeam") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
