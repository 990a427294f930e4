// Whatever the command line or HTTP can ask the daemon, MQTT can ask too.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <set>
#include <thread>

#include "cli/command_tree.hpp"
#include "cli/http_link.hpp"
#include "integration/mqtt_client.hpp"
#include "support/daemon.hpp"
#include "support/mosquitto.hpp"
#include "support/needs_mosquitto.hpp"
#include "support/test_publisher.hpp"

using namespace hearth;

namespace {

// Verbs that ask no daemon.
const std::map<std::string, std::string> kVerbsWithoutDaemon = {
    {"replay", "publishes a recorded log itself"},
    {"simulate", "publishes a simulated home itself"},
    {"evaluate", "trains on a recorded log in a process of its own"},
    {"interpret", "says how a message would be understood, with the configuration alone"},
    {"import",
     "reads files and sends them as import_automations or import_entities, which are over MQTT "
     "too"},
    {"doctor", "looks at this machine, also when the daemon does not start"},
    {"completion", "prints a script for the shell"}};

// Addresses of HTTP that are no commands.
const std::map<std::string, std::string> kRoutesWithoutCommand = {
    {"/health", "over MQTT the retained hearth/status with its last will says it"},
    {"/api/v1", "the list of commands; an unknown command over MQTT is answered with it"},
    {"/api/v1/openapi.json", "describes HTTP"},
    {"/api/v1/events", "over MQTT the topics predictions, models and runs are that stream"}};

std::set<std::string> verbs() {
    CLI::App app;
    cli::Invocation invocation;
    cli::build_command_tree(app, invocation);
    std::set<std::string> out;
    for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; }))
        out.insert(verb->get_name());
    return out;
}

// "ask-log" on the command line is "ask_log" elsewhere: a topic's level and an address.
std::string command_of(std::string verb) {
    std::replace(verb.begin(), verb.end(), '-', '_');
    return verb;
}

// Every path that the daemon says it has.
std::set<std::string> routes(const test::Daemon& daemon) {
    cli::HttpLink link;
    constexpr std::chrono::seconds kWithin(20);
    BOOST_REQUIRE(link.connect_unix(daemon.socket()).ok());
    BOOST_REQUIRE(
        link.send("GET /api/v1/openapi.json HTTP/1.1\r\nHost: hearth\r\nConnection: close\r\n\r\n",
                  kWithin)
            .ok());
    const auto reply = link.receive(kWithin);
    BOOST_REQUIRE(reply.ok());
    const Json document = Json::parse(reply->body);
    std::set<std::string> out;
    for (const auto& [path, entry] : document.at("paths").items()) out.insert(path);
    return out;
}

// A reply to each of these ids, by id.
std::map<std::string, Json> ask_all(const test::Mosquitto& broker,
                                    const std::set<std::string>& names,
                                    const std::string& payload_rest) {
    test::TestLoop loop;
    test::MqttClient client(loop, test::MqttClient::options(broker, "commander"));
    BOOST_REQUIRE(client.start().ok());
    BOOST_REQUIRE(client.subscribe({{"hearth/reply/+", 1}}));
    test::TestPublisher publisher("127.0.0.1", broker.port(), "commander-out");
    std::size_t sent = 0;
    for (const std::string& name : names) {
        publisher.publish("hearth/command/" + name,
                          R"({"id": ")" + name + "\"" + payload_rest + "}");
        BOOST_REQUIRE(publisher.flush());
        BOOST_REQUIRE(client.until_arrived(++sent));
        // More than 30 within ten seconds would be too many.
        if (sent % 25 == 0) std::this_thread::sleep_for(std::chrono::seconds(11));
    }
    std::map<std::string, Json> out;
    for (const auto& message : client.arrived()) {
        const Json reply = Json::parse(message.payload);
        out[reply["id"].get<std::string>()] = reply;
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(commands)

BOOST_AUTO_TEST_CASE(every_verb_and_every_route_is_a_command_over_mqtt,
                     *boost::unit_test::precondition(test::needs_mosquitto)) {
    test::Mosquitto broker;
    test::Daemon daemon(broker.uri());
    BOOST_REQUIRE(daemon.start());
    BOOST_REQUIRE(
        daemon.wait_for([](const Json& status) { return status["mqtt"]["connected"] == true; }));

    std::set<std::string> wanted;
    for (const std::string& verb : verbs())
        if (!kVerbsWithoutDaemon.contains(verb)) wanted.insert(command_of(verb));
    BOOST_TEST(wanted.size() > 20U);
    const std::string base = "/api/v1/";
    for (const std::string& path : routes(daemon))
        if (!kRoutesWithoutCommand.contains(path)) {
            BOOST_REQUIRE_MESSAGE(path.starts_with(base), path);
            wanted.insert(path.substr(base.size()));
        }

    // An argument that no command has shows that it is there, and runs nothing.
    const auto replies = ask_all(broker, wanted, R"(, "no_such_argument": true)");
    for (const std::string& name : wanted) {
        BOOST_REQUIRE_MESSAGE(replies.contains(name), name);
        const Json& reply = replies.at(name);
        BOOST_TEST(reply["error"]["code"] == "invalid", reply.dump());
        const std::string text = reply["error"]["text"];
        BOOST_TEST(text.starts_with("unknown argument 'no_such_argument' of " + name), text);
    }
}

BOOST_AUTO_TEST_CASE(the_exceptions_exist) {
    const std::set<std::string> there = verbs();
    for (const auto& [verb, reason] : kVerbsWithoutDaemon)
        BOOST_TEST(there.contains(verb), verb << ": " << reason);
}

BOOST_AUTO_TEST_SUITE_END()
