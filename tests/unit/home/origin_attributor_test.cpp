#include "home/origin_attributor.hpp"

#include <boost/test/unit_test.hpp>

#include "message_maker.hpp"

using namespace hearth;
using test::at;
using test::kArrival;

namespace {

StateChange change_of(const char* entity, const char* before, const char* state) {
    StateChange change;
    change.entity_id = entity;
    if (std::string(before) != "-") change.old_state = before;
    change.new_state = state;
    change.received_us = kArrival;
    change.changed_us = at("2025-03-09T14:05:07");
    change.time_known = true;
    change.context.known = true;
    change.context.id = "own";
    return change;
}

Fact event(const char* type) {
    Fact fact;
    fact.kind = FactKind::kEvent;
    fact.event_type = type;
    return fact;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(origin_attribution)

BOOST_AUTO_TEST_CASE(follows_the_table_of_contexts) {
    struct Row {
        const char *entity, *before, *state, *user, *parent, *id;
        Origin origin;
    };
    const Row rows[] = {
        {"light.x", "off", "on", "anna", "", "own", Origin::kUser},
        {"light.x", "off", "on", "anna", "", "run", Origin::kUser},
        {"light.x", "off", "on", "anna", "p", "own", Origin::kUser},
        {"light.x", "off", "on", "", "p", "own", Origin::kAutomation},
        {"light.x", "off", "on", "", "p", "run", Origin::kAutomation},
        {"light.x", "off", "on", "", "", "run", Origin::kAutomation},
        {"light.x", "off", "on", "", "", "script", Origin::kAutomation},
        {"light.x", "off", "on", "", "", "scene", Origin::kAutomation},
        {"light.x", "off", "on", "", "", "lamp", Origin::kDevice},
        {"light.x", "off", "on", "", "", "own", Origin::kDevice},
        {"light.x", "off", "on", "", "", "", Origin::kDevice},
        {"light.x", "-", "on", "", "", "own", Origin::kDevice},
        {"automation.x", "on", "on", "", "", "own", Origin::kAutomation},
        {"automation.x", "on", "off", "anna", "", "own", Origin::kUser},
        {"script.x", "off", "on", "", "", "own", Origin::kAutomation},
        {"script.x", "off", "on", "anna", "", "own", Origin::kUser},
        {"automation.x", "on", "unavailable", "", "", "own", Origin::kRestart},
        {"light.x", "on", "unavailable", "", "", "own", Origin::kRestart},
        {"light.x", "on", "unknown", "anna", "", "own", Origin::kRestart},
        {"light.x", "unavailable", "on", "", "", "own", Origin::kRestart},
        {"light.x", "unknown", "on", "", "", "own", Origin::kRestart},
        {"light.x", "unknown", "on", "anna", "", "own", Origin::kUser},
        {"light.x", "unavailable", "on", "", "", "run", Origin::kAutomation},
        {"event.bell", "unknown", "2025-03-09T14:05:06+00:00", "", "", "own", Origin::kDevice},
        {"event.bell", "unavailable", "2025-03-08T14:05:06+00:00", "", "", "own", Origin::kRestart},
        {"event.bell", "unavailable", "odd", "", "", "own", Origin::kRestart},
    };
    OriginAttributor attributor;
    for (const auto& [entity, id] :
         {std::pair("automation.run", "run"), std::pair("script.s", "script"),
          std::pair("scene.s", "scene"), std::pair("light.lamp", "lamp"),
          std::pair("scene.none", "")}) {
        StateChange noted = change_of(entity, "on", "on");
        noted.context.id = id;
        attributor.note(noted);
    }
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.entity << " " << row.before << "->" << row.state << " user "
                                      << row.user << " parent " << row.parent << " id " << row.id) {
            StateChange change = change_of(row.entity, row.before, row.state);
            change.context.user_id = row.user;
            change.context.parent_id = row.parent;
            change.context.id = row.id;
            BOOST_TEST(to_string(attributor.attribute(change)) == to_string(row.origin));
        }
}

BOOST_AUTO_TEST_CASE(without_a_context_it_does_not_know) {
    const OriginAttributor attributor;
    StateChange change = change_of("light.x", "off", "on");
    change.context = {};
    BOOST_TEST(to_string(attributor.attribute(change)) == "unknown");
    change.old_state.reset();
    BOOST_TEST(to_string(attributor.attribute(change)) == "unknown");
    change.new_state = "unavailable";
    BOOST_TEST(to_string(attributor.attribute(change)) == "restart");
    change = change_of("automation.x", "on", "on");
    change.context = {};
    BOOST_TEST(to_string(attributor.attribute(change)) == "automation");
    change = change_of("light.x", "on", "");
    change.removed = true;
    BOOST_TEST(to_string(attributor.attribute(change)) == "unknown");
}

BOOST_AUTO_TEST_CASE(knows_what_a_start_restores) {
    struct Row {
        const char *before, *state, *user;
        TimeUs after;
        const char* origin;
    };
    const TimeUs second = kMicrosPerSecond;
    const Row rows[] = {
        {"on", "on", "", 10 * second, "restart"}, {"-", "on", "", 10 * second, "restart"},
        {"on", "on", "", 30 * second, "restart"}, {"on", "on", "", 31 * second, "device"},
        {"off", "on", "", 10 * second, "device"}, {"on", "on", "anna", 10 * second, "user"},
        {"on", "on", "", -1 * second, "device"},
    };
    Fact online;
    online.kind = FactKind::kAvailability;
    online.event_type = "homeassistant";
    online.state = "online";
    for (const Fact& start :
         {event("homeassistant_start"), event("homeassistant_started"), online}) {
        OriginAttributor attributor;
        attributor.note_event(start, kArrival);
        for (const auto& row : rows)
            BOOST_TEST_CONTEXT(row.before << "->" << row.state << " after " << row.after) {
                StateChange change = change_of("light.x", row.before, row.state);
                change.context.user_id = row.user;
                change.received_us = kArrival + row.after;
                BOOST_TEST(to_string(attributor.attribute(change)) == row.origin);
            }
    }
    OriginAttributor attributor;
    Fact offline = online;
    offline.state = "offline";
    attributor.note_event(offline, kArrival);
    attributor.note_event(event("call_service"), kArrival);
    BOOST_TEST(to_string(attributor.attribute(change_of("light.x", "on", "on"))) == "device");
}

BOOST_AUTO_TEST_CASE(knows_the_storm_around_a_restart) {
    struct Row {
        SourceKind source;
        const char *sender, *state;  // who came or went
        TimeUs after;                // seconds
        const char* origin;          // of a change from off to on without a context
    };
    const auto ha = SourceKind::kStatestream, zigbee = SourceKind::kZigbee2Mqtt;
    const Row rows[] = {
        {ha, "homeassistant", "online", 0, "restart"},
        {ha, "homeassistant", "online", 30, "restart"},
        {ha, "homeassistant", "online", 31, "unknown"},
        {ha, "homeassistant", "online", -1, "unknown"},
        {ha, "homeassistant", "offline", 600, "restart"},
        {ha, "homeassistant", "offline", 601, "unknown"},
        {ha, "zigbee2mqtt", "online", 5, "unknown"},
        {zigbee, "zigbee2mqtt", "online", 5, "restart"},
        {zigbee, "zigbee2mqtt", "offline", 5, "restart"},
        {zigbee, "homeassistant", "online", 5, "unknown"},
        // What a user's own program sends has nothing to do with either.
        {SourceKind::kPlainJson, "homeassistant", "online", 5, "unknown"},
        {SourceKind::kMapped, "homeassistant", "online", 5, "unknown"},
    };
    for (const Row& row : rows)
        BOOST_TEST_CONTEXT(to_string(row.source)
                           << ": " << row.sender << " " << row.state << " " << row.after) {
            Fact fact;
            fact.kind = FactKind::kAvailability;
            fact.event_type = row.sender;
            fact.state = row.state;
            OriginAttributor attributor;
            attributor.note_event(fact, kArrival);
            StateChange change = change_of("light.x", "off", "on");
            change.context = {};
            change.source = row.source;
            change.received_us = kArrival + row.after * kMicrosPerSecond;
            BOOST_TEST(to_string(attributor.attribute(change)) == row.origin);
        }
}

BOOST_AUTO_TEST_CASE(the_first_state_of_a_source_that_repeats_is_no_change) {
    const OriginAttributor attributor;
    StateChange change = change_of("light.x", "-", "on");
    change.context = {};
    for (const auto& [source, origin] :
         {std::pair(SourceKind::kZigbee2Mqtt, "restart"), std::pair(SourceKind::kMapped, "restart"),
          std::pair(SourceKind::kPlainJson, "unknown")}) {
        change.source = source;
        BOOST_TEST(to_string(attributor.attribute(change)) == origin);
        BOOST_TEST(to_string(origin_alone(change)) == "unknown");
    }
    change = change_of("event.x_action", "-", "2025-03-09T14:05:07+00:00");
    change.context = {};
    change.source = SourceKind::kZigbee2Mqtt;
    BOOST_TEST(to_string(attributor.attribute(change)) == "device");
}

BOOST_AUTO_TEST_CASE(the_end_of_an_absence_begins_the_storm_of_the_start) {
    OriginAttributor attributor;
    Fact fact;
    fact.kind = FactKind::kAvailability;
    fact.event_type = "homeassistant";
    fact.state = "offline";
    attributor.note_event(fact, kArrival);
    attributor.note_event(event("homeassistant_started"), kArrival + kMicrosPerSecond);
    StateChange change = change_of("light.x", "off", "on");
    change.context = {};
    change.source = SourceKind::kStatestream;
    change.received_us = kArrival + 40 * kMicrosPerSecond;
    BOOST_TEST(to_string(attributor.attribute(change)) == "unknown");
}

BOOST_AUTO_TEST_CASE(remembers_a_bounded_number_of_runs) {
    OriginAttributor attributor(2);
    for (const char* id : {"a", "b", "b", "c"}) {
        StateChange noted = change_of("automation.x", "on", "on");
        noted.context.id = id;
        attributor.note(noted);
    }
    for (const auto& [id, origin] :
         {std::pair("a", "device"), std::pair("b", "automation"), std::pair("c", "automation")}) {
        StateChange change = change_of("light.x", "off", "on");
        change.context.id = id;
        BOOST_TEST(to_string(attributor.attribute(change)) == origin);
    }
}

BOOST_AUTO_TEST_SUITE_END()
