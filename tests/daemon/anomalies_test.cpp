// The anomaly of the day, end to end: a household that locks its door every day just after one. The
// test's time zone is one in which it is five in the afternoon now, so the door should be locked.
#include <random>

#include "learning_home.hpp"
#include "support/home_assistant.hpp"
#include "support/must.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

constexpr int kDays = 42, kLampsADay = 12;

// "Etc/GMT-3" is three hours east of Greenwich.
std::string zone_where_it_is(int hour) {
    const auto utc_hour =
        static_cast<int>(SystemClock().wall_us() % kMicrosPerDay / kMicrosPerHour);
    const int east = (hour - utc_hour + 12 + 24) % 24 - 12;
    return east == 0
               ? "Etc/GMT"
               : "Etc/GMT" + std::string(east > 0 ? "-" : "+") + std::to_string(std::abs(east));
}

struct LockedHome {
    std::string zone_name = zone_where_it_is(17);
    TimeZone zone = take(TimeZone::find(zone_name));
    Mosquitto broker;
    Daemon daemon{broker.uri(),
                  {"home.time_zone=" + zone_name, "home.simulated=true",
                   "models.pattern_detection.threshold=100000"}};
    TestLoop loop;
    HomeAssistant home_assistant{loop, MqttClient::options(broker, "home-assistant")};
    TestPublisher publisher{"127.0.0.1", broker.port(), "locked-home"};
    std::mt19937_64 dice{1};
    int events = 0;

    LockedHome() {
        begin();
        for (int day = kDays; day >= 0; --day) live(day);
        BOOST_REQUIRE(publisher.flush());
        BOOST_REQUIRE(daemon.wait_until_quiet());
    }
    void begin() {
        BOOST_REQUIRE(daemon.start());
        BOOST_REQUIRE(daemon.wait_for(
            [](const Json& status) { return status["mqtt"]["connected"] == true; }));
    }
    // Of that many days ago; today the door has been opened, and it is not over.
    void live(int days_ago) {
        const TimeUs now = SystemClock().wall_us();
        const TimeUs local = now + zone.local(now).offset_us;
        const TimeUs midnight = zone.to_utc((local / kMicrosPerDay - days_ago) * kMicrosPerDay);
        std::vector<std::pair<TimeUs, std::string>> day;
        day.emplace_back(midnight + 8 * kMicrosPerHour + below(30) * kMicrosPerMinute,
                         "lock.door=unlocked");
        if (days_ago > 0)
            day.emplace_back(midnight + 13 * kMicrosPerHour + below(40) * kMicrosPerMinute,
                             "lock.door=locked");
        for (int i = 0; i < kLampsADay; ++i) {
            const TimeUs on = midnight + 8 * kMicrosPerHour + below(8 * 60) * kMicrosPerMinute;
            day.emplace_back(on, "light.hall=on");
            day.emplace_back(on + 20 * kMicrosPerSecond, "light.hall=off");
        }
        std::sort(day.begin(), day.end());
        for (const auto& [time, label] : day) publish(time, label);
    }
    TimeUs below(std::uint64_t number) { return static_cast<TimeUs>(dice() % number); }
    void publish(TimeUs time_us, const std::string& label) {
        HomeEvent event;
        const auto equals = label.find('=');
        event.entity_id = label.substr(0, equals);
        event.new_state = label.substr(equals + 1);
        event.changed_us = event.updated_us = time_us;
        event.context = {"context-" + std::to_string(++events), "", "resident", true};
        const HaMessage message = plain_json_message(event, "plain");
        publisher.publish(message.topic, message.payload);
    }
    // As soon as the model can tell; after a start that takes a moment.
    Json anomalies() {
        Result<Json> found = Json();
        BOOST_REQUIRE(
            daemon.wait_for([&](const Json&) { return (found = daemon.call("anomalies")).ok(); }));
        return *found;
    }
    // What Home Assistant knows of today, retained.
    bool is_listed(std::size_t count) {
        return home_assistant.wait(
            [&] {
                const auto list = parse_json(home_assistant.last("hearth/anomalies"));
                return list && (*list)["anomalies"].size() == count;
            },
            20s);
    }
    std::string event_topic() {
        return discovery::entity_of(home_assistant.config(), "anomaly").config["state_topic"];
    }
    void train() {
        static_cast<void>(
            take(daemon.call("train", {{"model", kModel}, {"full", true}, {"force", true}})));
        BOOST_REQUIRE(daemon.wait_for([&](const Json&) {
            const Json runs = take(daemon.call("runs", {{"model", kModel}}));
            return !runs.empty() && runs[0]["decision"] != "";
        }));
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(anomalies, *boost::unit_test::precondition(needs_mosquitto))

BOOST_AUTO_TEST_CASE(a_door_that_is_not_locked_is_told_once_over_a_kill_and_again_when_it_is_late) {
    LockedHome home;
    home.train();
    // Not before: who does not read meanwhile is left out by the broker.
    BOOST_REQUIRE(home.home_assistant.start());
    const Json found = home.anomalies();
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0]["kind"] == "missed");
    BOOST_TEST(found[0]["label"] == "lock.door=locked");
    BOOST_TEST(found[0]["text"] == "lock.door locked by 14:00 on 42 of 42 days; today not");
    BOOST_REQUIRE(home.is_listed(1));
    const std::string event = home.event_topic();
    BOOST_TEST(take(parse_json(home.home_assistant.last(event)))["event_type"] == "missed");

    home.daemon.kill();
    home.begin();
    BOOST_TEST(home.anomalies() == found);
    home.publish(SystemClock().wall_us(), "lock.door=locked");
    BOOST_REQUIRE(home.publisher.flush());
    BOOST_REQUIRE(home.daemon.wait_until_quiet());
    const Json late = home.anomalies();
    BOOST_REQUIRE(late.size() == 1U);
    BOOST_TEST(late[0]["kind"] == "unusual");
    BOOST_TEST(late[0]["label"] == "lock.door=locked");
    BOOST_TEST(home.home_assistant.wait(
        [&] {
            const auto told = parse_json(home.home_assistant.last(event));
            return told && (*told)["event_type"] == "unusual";
        },
        20s));
    BOOST_TEST(home.home_assistant.times(event) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
