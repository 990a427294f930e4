// Who caused what, as Home Assistant's contexts tell it.
#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

#include "streams.hpp"

namespace hearth::test {

namespace {

// Context ids of an automation's runs.
std::map<std::string, std::string> runs() {
    std::map<std::string, std::string> automation_of;
    for (const HomeEvent& event : four_weeks())
        if (domain_of(event.entity_id) == "automation" && event.attributes["current"] == 1)
            automation_of[event.context.id] = event.entity_id;
    return automation_of;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(contexts)

BOOST_AUTO_TEST_CASE(automations_act_in_the_context_of_their_run) {
    const auto automation_of = runs();
    std::map<std::string, std::size_t> acted;
    for (const HomeEvent& event : four_weeks()) {
        const auto run = automation_of.find(event.context.id);
        if (run == automation_of.end() || domain_of(event.entity_id) == "automation") continue;
        BOOST_CHECK(event.context.user_id.empty());
        ++acted[run->second + " " + event.entity_id + "=" + event.new_state];
    }
    BOOST_CHECK_GT(acted["automation.hall_light_on light.hall=on"], 50u);
    BOOST_CHECK_GT(acted["automation.hall_light_off light.hall=off"], 50u);
    BOOST_CHECK_GE(acted["automation.outside_light_on light.outside=on"], 26u);
    BOOST_CHECK_GE(acted["automation.outside_light_off light.outside=off"], 26u);
    BOOST_CHECK_GT(acted["automation.washing_done input_boolean.washing_done=on"], 2u);
    BOOST_CHECK_EQUAL(acted.size(), 5u);
}

BOOST_AUTO_TEST_CASE(a_run_points_to_what_triggered_it) {
    std::map<std::string, std::string> changed_by;  // context id -> entity
    std::size_t with_parent = 0, without = 0;
    for (const HomeEvent& event : four_weeks()) {
        changed_by.emplace(event.context.id, event.entity_id);
        if (domain_of(event.entity_id) != "automation" || event.attributes["current"] != 1)
            continue;
        const bool by_clock = event.entity_id.starts_with("automation.outside_light");
        BOOST_CHECK_EQUAL(event.context.parent_id.empty(), by_clock);
        (by_clock ? without : with_parent) += 1;
        if (by_clock) continue;
        const std::string trigger = changed_by[event.context.parent_id];
        BOOST_CHECK_EQUAL(trigger, event.entity_id == "automation.washing_done"
                                       ? "sensor.washing_machine_power"
                                       : "binary_sensor.hall_motion");
    }
    BOOST_CHECK_GT(with_parent, 100u);
    BOOST_CHECK_GT(without, 50u);
}

BOOST_AUTO_TEST_CASE(people_act_as_users_or_by_hand_and_sensors_as_devices) {
    std::set<std::string> users;
    std::size_t by_user = 0, by_hand = 0;
    for (const HomeEvent& event : four_weeks()) {
        BOOST_CHECK_EQUAL(event.context.id.size(), 26u);
        BOOST_CHECK(event.context.known);
        const std::string domain = domain_of(event.entity_id);
        if (domain == "sensor" || domain == "binary_sensor" || domain == "person")
            BOOST_CHECK(event.context.user_id.empty() && event.context.parent_id.empty());
        if (!is_human_action(event)) continue;
        (event.context.user_id.empty() ? by_hand : by_user) += 1;
        if (!event.context.user_id.empty()) users.insert(event.context.user_id);
    }
    BOOST_CHECK_EQUAL(users.size(), 2u);
    for (const std::string& user : users) {
        BOOST_CHECK_EQUAL(user.size(), 32u);
        BOOST_CHECK_EQUAL(user.find_first_not_of("0123456789abcdef"), std::string::npos);
    }
    BOOST_CHECK_GT(by_user, 4 * by_hand);
    BOOST_CHECK_GT(by_hand, 20u);
}

BOOST_AUTO_TEST_CASE(home_assistant_restarts_and_devices_drop_out) {
    std::set<TimeUs> restarts;  // by hour
    std::size_t restored = 0, dropped = 0, started = 0;
    for (const HomeEvent& event : four_weeks()) {
        const bool absent = event.new_state == "unavailable";
        const bool is_restored = event.attributes.contains("restored");
        BOOST_CHECK(!is_restored || (absent && !event.old_state));
        restored += is_restored;
        dropped += absent && !is_restored;
        started += !event.old_state;
        if (is_restored) restarts.insert(event.updated_us / kMicrosPerHour);
    }
    BOOST_CHECK_GE(restarts.size(), 3u);  // the start of the stream is one
    BOOST_CHECK_LE(restarts.size(), 8u);
    BOOST_CHECK_EQUAL(started, restarts.size() * SimulatedHome::entities().size());
    BOOST_CHECK_GT(restored, restarts.size() * 20);
    BOOST_CHECK_GT(dropped, 5u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace hearth::test
