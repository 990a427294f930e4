// Whether the broker lets Hearth publish: what is taken for a proof, and when it is said.
#include "app/broker_check.hpp"

#include <boost/test/unit_test.hpp>

#include "support/manual_clock.hpp"

using namespace hearth;

namespace {

struct CheckFixture {
    // A tick each second.
    void seconds(int n) {
        for (int i = 0; i < n; ++i) {
            clock.advance(kMicrosPerSecond);
            check.tick();
        }
    }

    test::ManualClock clock;
    int published = 0;
    app::BrokerCheck check{"hearth/status", clock, [this] { ++published; }};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(broker_check, CheckFixture)

BOOST_AUTO_TEST_CASE(a_status_that_comes_back_is_well) {
    check.on_connected();
    seconds(1);
    BOOST_TEST(published == 1);
    BOOST_TEST(!check.confirmed());
    check.on_status("online", false);
    BOOST_TEST(check.confirmed());
    seconds(500);
    BOOST_TEST(published == 1);
    BOOST_TEST(check.trouble() == "");
    seconds(101);
    BOOST_TEST(published == 2);  // the access list may have changed
}

BOOST_AUTO_TEST_CASE(one_that_does_not_come_back_is_said) {
    check.on_connected();
    seconds(10);
    BOOST_TEST(check.trouble() == "");
    seconds(1);
    BOOST_TEST(check.trouble() ==
               "what Hearth publishes on hearth/status does not come back: the broker's access "
               "list keeps it from publishing or from reading there, and may keep back its answers "
               "too. Compare the list with config/mosquitto-acl.example");
    // It goes on asking, and sees when it is well again.
    seconds(11);
    BOOST_TEST(published == 2);
    check.on_status("online", false);
    BOOST_TEST(check.trouble() == "");
    check.on_lost();
    BOOST_TEST(!check.confirmed());
}

BOOST_AUTO_TEST_CASE(a_kept_copy_and_the_last_will_prove_nothing) {
    check.on_connected();
    check.on_status("online", false);  // of an earlier connection
    seconds(1);
    check.on_status("online", true);
    check.on_status("offline", false);
    seconds(10);
    BOOST_TEST(check.trouble() != "");
}

BOOST_AUTO_TEST_CASE(without_a_connection_nothing_is_asked) {
    seconds(100);
    check.on_connected();
    check.on_lost();
    seconds(100);
    BOOST_TEST(published == 0);
    BOOST_TEST(check.trouble() == "");
}

BOOST_AUTO_TEST_SUITE_END()
