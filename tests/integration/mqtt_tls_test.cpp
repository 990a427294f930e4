// The session over TLS against a real mosquitto, with certificates made for the test.
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdlib>

#include "integration/mqtt_client.hpp"

using hearth::BrokerOptions;
using hearth::test::Mosquitto;
using hearth::test::MqttClient;
using hearth::test::TemporaryFolder;
using hearth::test::TestLoop;

namespace {

boost::test_tools::assertion_result has_tls_tools(boost::unit_test::test_unit_id) {
    boost::test_tools::assertion_result result(Mosquitto::available() &&
                                               std::system("openssl version >/dev/null 2>&1") == 0);
    if (!result) result.message() << "mosquitto or the openssl command is not there";
    return result;
}

// A certificate for "localhost" that is its own authority.
void make_certificate(const TemporaryFolder& folder, const std::string& name) {
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout " +
        folder.file(name + ".key") + " -out " + folder.file(name + ".pem") + " 2>/dev/null";
    BOOST_REQUIRE(std::system(command.c_str()) == 0);
}

std::vector<std::string> tls_lines(const TemporaryFolder& folder) {
    make_certificate(folder, "broker");
    make_certificate(folder, "stranger");
    return {"certfile " + folder.file("broker.pem"), "keyfile " + folder.file("broker.key")};
}

struct TlsFixture {
    TlsFixture() : broker({.persistence = false, .lines = tls_lines(folder)}) {
        (void)std::signal(SIGPIPE, SIG_IGN);
        options = MqttClient::options(broker, "hearth");
        options.uri = broker.uri("ssl");
        options.ca_file = folder.file("broker.pem");
    }

    bool connects() {
        MqttClient client(loop, options);
        BOOST_REQUIRE(client.start().ok());
        BOOST_REQUIRE(loop.run_until([&] {
            const auto state = client.session().state();
            return state.connected || !state.last_error.empty();
        }));
        error = client.session().state().last_error;
        return client.session().state().connected;
    }

    TemporaryFolder folder;
    Mosquitto broker;
    TestLoop loop;
    BrokerOptions options;
    std::string error;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(mqtt_tls, *boost::unit_test::precondition(has_tls_tools))

BOOST_FIXTURE_TEST_CASE(a_trusted_broker_is_used, TlsFixture) {
    MqttClient client(loop, options);
    BOOST_REQUIRE(client.start().ok());
    BOOST_REQUIRE(client.subscribe({{"echo", 1}}));
    BOOST_REQUIRE(client.session().publish("echo", std::string(100'000, 'x'), 1, false).ok());
    BOOST_TEST(client.until_arrived(1));
    broker.kill();
    BOOST_TEST(loop.run_until([&] { return !client.lost.empty(); }));
    broker.start();
    BOOST_TEST(client.until_subscribed());
}

BOOST_FIXTURE_TEST_CASE(a_stranger_is_not_trusted, TlsFixture) {
    options.ca_file = folder.file("stranger.pem");
    BOOST_TEST(!connects());
    BOOST_TEST(error.find("ca_file") != std::string::npos, error);
    options.tls_verify = false;
    BOOST_TEST(connects());
}

BOOST_FIXTURE_TEST_CASE(the_system_does_not_trust_a_private_authority, TlsFixture) {
    options.ca_file.clear();
    BOOST_TEST(!connects());
}

BOOST_FIXTURE_TEST_CASE(the_certificate_must_name_the_host, TlsFixture) {
    options.uri = "ssl://127.0.0.1:" + std::to_string(broker.port());
    BOOST_TEST(!connects());
    BOOST_TEST(error.find("names this host") != std::string::npos, error);
}

BOOST_AUTO_TEST_SUITE_END()
