// What an automation did, a person takes back after the daemon was killed and started again.
#include "core/iso_time.hpp"
#include "learning_home.hpp"
#include "support/must.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

std::string light_turns(const char* from, const char* to, TimeUs at, Json context) {
    const auto state = [&](const char* word, TimeUs time) {
        return Json{{"entity_id", "light.hall"},
                    {"state", word},
                    {"attributes", Json::object()},
                    {"last_changed", format_iso_time(time)},
                    {"last_updated", format_iso_time(time)},
                    {"context", context}};
    };
    return Json{{"event_type", "state_changed"},
                {"event_data",
                 {{"entity_id", "light.hall"},
                  {"old_state", state(from, at - kMicrosPerMinute)},
                  {"new_state", state(to, at)}}}}
        .dump();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(undo, *boost::unit_test::precondition(needs_mosquitto))

BOOST_AUTO_TEST_CASE(a_restart_in_between_does_not_hide_it) {
    Mosquitto broker;
    Daemon daemon(broker.uri(), {"sources=[{kind: eventstream, topic: ha/events}]"});
    const auto begin = [&] {
        BOOST_REQUIRE(daemon.start());
        BOOST_REQUIRE(daemon.wait_for(
            [](const Json& status) { return status["mqtt"]["subscribed"] == true; }));
    };
    const auto say = [&](const std::string& payload) {
        TestPublisher publisher("127.0.0.1", broker.port(), "home");
        publisher.publish("ha/events", payload);
        BOOST_REQUIRE(publisher.flush());
        BOOST_REQUIRE(daemon.wait_until_quiet());
    };
    const auto undone = [&] {
        const Json samples = take(daemon.call("samples", {{"model", kModel}}));
        return json_integer(samples.value("feedback", Json::object()), "undone").value_or(0);
    };
    const TimeUs now = SystemClock().wall_us();
    begin();
    say(light_turns("off", "on", now - 20 * kMicrosPerSecond,
                    {{"id", "C2"}, {"parent_id", "C1"}, {"user_id", nullptr}}));
    daemon.kill();
    begin();
    BOOST_TEST(undone() == 0);
    say(light_turns("on", "off", now - 5 * kMicrosPerSecond,
                    {{"id", "C3"}, {"parent_id", nullptr}, {"user_id", "anna"}}));
    BOOST_TEST(undone() == 1);
    daemon.kill();
    begin();
    BOOST_TEST(undone() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
