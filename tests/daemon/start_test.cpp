// Starting, ending, and being refused a start.
#include <boost/test/unit_test.hpp>

#include "support/daemon.hpp"
#include "support/mosquitto.hpp"
#include "support/needs_mosquitto.hpp"
#include "support/state_publisher.hpp"

using namespace hearth;

BOOST_AUTO_TEST_SUITE(start_up)

BOOST_AUTO_TEST_CASE(a_wrong_configuration_is_refused_with_its_reason) {
    struct Case {
        const char* setting;
        const char* word;
    };
    for (const Case& c :
         std::initializer_list<Case>{{"mqtt.port=1883", "mqtt.port"},
                                     {"store.retention_days=-1", "store.retention_days"},
                                     {"models.nonsense.enabled=true", "nonsense"},
                                     {"home.time_zone=Mars/Olympus", "Mars/Olympus"}}) {
        test::Daemon daemon("tcp://127.0.0.1:1", {c.setting});
        BOOST_TEST(daemon.run_to_end() == 78, c.setting);
        BOOST_TEST(daemon.log().find(c.word) != std::string::npos,
                   c.setting << ": " << daemon.log());
    }
}

BOOST_AUTO_TEST_CASE(it_runs_without_a_broker_and_ends_when_told) {
    test::Daemon daemon("tcp://127.0.0.1:1");
    BOOST_REQUIRE(daemon.start());
    // Why it is not connected is known once the first attempt has failed.
    BOOST_TEST(daemon.wait_for([](const Json& status) {
        return status["mqtt"]["connected"] == false &&
               !json_string(status["mqtt"], "last_error").value_or("").empty();
    }));
    BOOST_TEST(daemon.terminate() == 0);
}

BOOST_AUTO_TEST_CASE(a_real_and_a_simulated_home_never_share_a_database) {
    test::Daemon real("tcp://127.0.0.1:1");
    BOOST_REQUIRE(real.start());
    BOOST_TEST(real.terminate() == 0);
    test::Daemon simulated("tcp://127.0.0.1:1",
                           {"data_folder=" + real.data_folder(), "home.simulated=true"});
    BOOST_TEST(simulated.run_to_end() == 78);
    BOOST_TEST(simulated.log().find("simulated") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_lost_session_is_taken_up_again,
                     *boost::unit_test::precondition(test::needs_mosquitto)) {
    test::Mosquitto broker;
    test::Daemon daemon(broker.uri());
    BOOST_REQUIRE(daemon.start());
    BOOST_REQUIRE(
        daemon.wait_for([](const Json& status) { return status["mqtt"]["connected"] == true; }));
    broker.kill();
    BOOST_TEST(
        daemon.wait_for([](const Json& status) { return status["mqtt"]["connected"] == false; }));
    broker.start();
    BOOST_TEST(
        daemon.wait_for([](const Json& status) { return status["mqtt"]["connected"] == true; }));
    test::StatePublisher publisher(broker.port());
    publisher.change("light.kitchen", "on", SystemClock().wall_us());
    BOOST_TEST(publisher.flush());
    BOOST_TEST(daemon.wait_for([](const Json& status) { return status["events"]["stored"] == 1; }));
}

BOOST_AUTO_TEST_SUITE_END()
