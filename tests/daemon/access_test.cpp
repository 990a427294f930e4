// mosquitto with exactly config/mosquitto-acl.example: who can do what, and that Hearth notices
// when the broker lets it do nothing.
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "integration/mqtt_client.hpp"
#include "support/daemon.hpp"
#include "support/mosquitto.hpp"
#include "support/must.hpp"
#include "support/needs_mosquitto.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

constexpr const char* kPassword = "geheim";

// The broker asks for no password of those who name no user, so that the list itself has to keep
// strangers out.
struct Access {
    static Mosquitto::Options options(const TemporaryFolder& folder, int max_queued) {
        const std::string file = folder.file("passwords");
        bool created = false;
        for (const char* user : {"hearth", "homeassistant", "dashboard"}) {
            const std::string command = std::string("mosquitto_passwd -b ") +
                                        (created ? "" : "-c ") + file + " " + user + " " +
                                        kPassword;
            BOOST_REQUIRE(std::system(command.c_str()) == 0);
            created = true;
        }
        return {false,
                {"password_file " + file,
                 std::string("acl_file ") + HEARTH_SOURCE_DIR + "/config/mosquitto-acl.example",
                 "max_queued_messages " + std::to_string(max_queued)}};
    }

    std::vector<std::string> settings_of(const std::string& user) const {
        return {"mqtt.username=" + user, std::string("mqtt.password=") + kPassword};
    }

    BrokerOptions client_of(const std::string& user) const {
        BrokerOptions out = MqttClient::options(broker, "client-of-" + user);
        if (user == "nobody") return out;
        out.username = user;
        out.password = kPassword;
        return out;
    }

    // mosquitto's own default; with 0 it ends the connection of a client whose publication it
    // denies.
    explicit Access(int max_queued = 1000) : broker(options(folder, max_queued)) {}

    TemporaryFolder folder;
    Mosquitto broker;
    TestLoop loop;
};

bool came(const MqttClient& client, const std::string& topic) {
    for (const Arrived& message : client.arrived())
        if (message.topic == topic) return true;
    return false;
}

void send(TestLoop& loop, MqttClient& client, const std::string& topic, const Json& payload) {
    const std::size_t before = client.delivered.size();
    take(client.session().publish(topic, payload.dump(), 1, false));
    BOOST_REQUIRE(loop.run_until([&] { return client.delivered.size() > before; }));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(access_list)

BOOST_AUTO_TEST_CASE(with_the_list_hearth_works_a_reader_cannot_command_a_stranger_sees_nothing,
                     *boost::unit_test::precondition(needs_mosquitto)) {
    Access access;
    Daemon daemon(access.broker.uri(), access.settings_of("hearth"));
    BOOST_REQUIRE(daemon.start());
    BOOST_REQUIRE(
        daemon.wait_for([](const Json& status) { return status["mqtt"]["confirmed"] == true; }));
    const Json status = take(daemon.call("status"));
    BOOST_TEST(status["mqtt"]["subscribed"] == true);
    BOOST_TEST(!status["mqtt"].contains("trouble"));

    MqttClient assistant(access.loop, access.client_of("homeassistant"));
    MqttClient dashboard(access.loop, access.client_of("dashboard"));
    MqttClient stranger(access.loop, access.client_of("nobody"));
    for (MqttClient* client : {&assistant, &dashboard, &stranger}) {
        BOOST_REQUIRE(client->start().ok());
        BOOST_REQUIRE(client->subscribe({{"#", 1}, {"hearth/#", 1}, {"hearth/reply/+", 1}}));
    }
    const auto pause = [](const char* id) { return Json{{"id", id}, {"reason", id}}; };
    send(access.loop, dashboard, "hearth/command/pause", pause("from-dashboard"));
    send(access.loop, stranger, "hearth/command/pause", pause("from-stranger"));
    send(access.loop, stranger, "hearth/status", "forged");
    send(access.loop, dashboard, "hearth/ask/query", Json{{"id", "d"}, {"text", "x"}});
    send(access.loop, assistant, "hearth/ask/query", Json{{"id", "a"}, {"text", "x"}});
    send(access.loop, assistant, "hearth/command/status", Json{{"id", "from-assistant"}});
    BOOST_REQUIRE(
        access.loop.run_until([&] { return came(assistant, "hearth/reply/from-assistant"); }));
    BOOST_REQUIRE(access.loop.run_until([&] { return came(assistant, "hearth/ask/reply/a"); }));
    BOOST_REQUIRE(access.loop.run_until([&] { return came(dashboard, "hearth/status"); }));
    for (const char* topic : {"hearth/reply/from-assistant", "hearth/ask/reply/a",
                              "hearth/ask/query", "hearth/command/status"})
        BOOST_TEST(!came(dashboard, topic), topic);
    BOOST_TEST(!came(assistant, "hearth/reply/from-dashboard"));
    BOOST_TEST(stranger.arrived().size() == 0U);
    BOOST_TEST(take(daemon.call("decisions", {{"kind", "pause"}})).size() == 0U);
    BOOST_TEST(take(daemon.call("ask_log")).size() == 1U);
}

BOOST_AUTO_TEST_CASE(hearth_says_that_the_list_keeps_it_from_publishing,
                     *boost::unit_test::precondition(needs_mosquitto)) {
    Access access;
    Daemon daemon(access.broker.uri(), access.settings_of("dashboard"));
    BOOST_REQUIRE(daemon.start());
    BOOST_REQUIRE(
        daemon.wait_for([](const Json& status) { return status["mqtt"].contains("trouble"); }));
    const std::string trouble = take(daemon.call("status"))["mqtt"]["trouble"];
    BOOST_TEST(trouble.find("config/mosquitto-acl.example") != std::string::npos);
    BOOST_TEST(daemon.log().find(trouble) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_broker_that_ends_the_connection_for_it_is_said_too,
                     *boost::unit_test::precondition(needs_mosquitto)) {
    Access access(0);
    Daemon daemon(access.broker.uri(), access.settings_of("dashboard"));
    BOOST_REQUIRE(daemon.start());
    BOOST_TEST(daemon.wait_for([](const Json& status) {
        return status["mqtt"].value("last_error", "").find("access list") != std::string::npos;
    }));
}

BOOST_AUTO_TEST_CASE(a_wrong_password_is_said, *boost::unit_test::precondition(needs_mosquitto)) {
    Access access;
    Daemon daemon(access.broker.uri(), {"mqtt.username=hearth", "mqtt.password=wrong"});
    BOOST_REQUIRE(daemon.start());
    BOOST_TEST(daemon.wait_for([](const Json& status) {
        return status["mqtt"].value("last_error", "").find("refused the connection") !=
               std::string::npos;
    }));
    BOOST_TEST(take(daemon.call("status"))["mqtt"]["connected"] == false);
}

BOOST_AUTO_TEST_SUITE_END()
