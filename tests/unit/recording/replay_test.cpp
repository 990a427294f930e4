#include <boost/test/unit_test.hpp>

#include "core/iso_time.hpp"
#include "recording/pacer.hpp"
#include "recording/replay_plan.hpp"

namespace hearth::test {

namespace {

constexpr TimeUs kStart = 1'700'000'000 * kMicrosPerSecond;

EventLog log_of(const std::vector<std::tuple<TimeUs, std::string, std::string>>& rows) {
    EventLog log;
    for (const auto& [offset, entity, state] : rows) {
        LogEvent event;
        event.local_us = kStart + offset;
        event.sensor = "Name of " + entity;
        event.entity_id = entity;
        event.state = state;
        log.events.push_back(event);
    }
    return log;
}

std::string shown(const std::vector<HomeEvent>& events) {
    std::string out;
    for (const HomeEvent& event : events)
        out += (out.empty() ? "" : " ") + std::to_string(event.updated_us - kStart) + ":" +
               event.entity_id.substr(event.entity_id.find('.') + 1) + ":" +
               event.old_state.value_or("-") + ">" + event.new_state;
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(replay)

BOOST_AUTO_TEST_CASE(old_states_are_filled_in) {
    const auto events = plan_replay(
        log_of({{0, "x.a", "on"}, {10, "x.b", "open"}, {20, "x.a", "off"}, {30, "x.b", "closed"}}),
        TimeZone::utc());
    BOOST_CHECK_EQUAL(shown(events), "0:a:->on 10:b:->open 20:a:on>off 30:b:open>closed");
    BOOST_CHECK_EQUAL(events[2].old_changed_us, kStart);
    BOOST_CHECK_EQUAL(events[2].attributes.dump(), R"({"friendly_name":"Name of x.a"})");
    BOOST_CHECK(events[2].context.known && events[2].context.user_id.empty());
    BOOST_CHECK_NE(events[2].context.id, events[0].context.id);
    BOOST_CHECK_EQUAL(events[2].old_context.id, events[0].context.id);
}

BOOST_AUTO_TEST_CASE(a_repeated_state_is_a_change_of_its_own) {
    const auto events = plan_replay(
        log_of({{0, "x.a", "on"}, {10, "x.a", "on"}, {20, "x.a", "off"}}), TimeZone::utc());
    BOOST_CHECK_EQUAL(shown(events), "0:a:->on 10:a:on>on 20:a:on>off");
    BOOST_CHECK_EQUAL(events[1].changed_us, kStart + 10);
    BOOST_CHECK_EQUAL(events[1].updated_us, kStart + 10);
    BOOST_CHECK_EQUAL(events[2].changed_us, kStart + 20);
}

BOOST_AUTO_TEST_CASE(events_without_an_end_become_pulses) {
    ReplayOptions options;
    options.pulse_us = 100;
    const auto events = plan_replay(
        log_of({{0, "x.a", "on"}, {20, "x.b", "open"}, {40, "x.a", "on"}, {500, "x.a", "on"}}),
        TimeZone::utc(), options);
    BOOST_CHECK_EQUAL(shown(events),
                      "0:a:->on 20:b:->open 20:a:on>off 40:a:off>on 120:b:open>closed "
                      "140:a:on>off 500:a:off>on 600:a:on>off");
}

BOOST_AUTO_TEST_CASE(equal_times_are_made_distinct) {
    const auto events = plan_replay(
        log_of({{0, "x.a", "on"}, {0, "x.a", "off"}, {0, "x.b", "off"}}), TimeZone::utc());
    BOOST_CHECK_EQUAL(shown(events), "0:a:->on 0:b:->off 1:a:on>off");
}

BOOST_AUTO_TEST_CASE(times_become_utc_and_can_be_shifted) {
    EventLog log = log_of({{0, "x.a", "on"}, {5, "x.a", "off"}});
    const auto zone = TimeZone::find("Europe/Berlin");
    BOOST_REQUIRE(zone.ok());
    BOOST_CHECK_EQUAL(plan_replay(log, *zone)[0].updated_us, kStart - kMicrosPerHour);
    log.utc = true;
    BOOST_CHECK_EQUAL(plan_replay(log, *zone)[0].updated_us, kStart);
    ReplayOptions options;
    options.first_event_us = 1000;
    const auto shifted = plan_replay(log, *zone, options);
    BOOST_CHECK_EQUAL(shifted[0].updated_us, 1000);
    BOOST_CHECK_EQUAL(shifted[1].updated_us, 1005);
    BOOST_CHECK(plan_replay({}, *zone, options).empty());
}

BOOST_AUTO_TEST_CASE(speeds) {
    BOOST_CHECK_EQUAL(parse_replay_speed("1").value().value(), 1.0);
    BOOST_CHECK_EQUAL(parse_replay_speed("0.5").value().value(), 0.5);
    BOOST_CHECK_EQUAL(parse_replay_speed("60x").value().value(), 60.0);
    BOOST_CHECK(!parse_replay_speed("max").value());
    for (const char* bad : {"", "x", "0", "-1", "fast", "nan", "inf", "1e99", "1 "})
        BOOST_CHECK_MESSAGE(!parse_replay_speed(bad).ok(), bad);
}

BOOST_AUTO_TEST_CASE(pace_follows_the_log) {
    Pacer twice(2.0, 500);
    BOOST_CHECK_EQUAL(twice.due_us(kStart), 500);
    BOOST_CHECK_EQUAL(twice.due_us(kStart + 1000), 1000);
    BOOST_CHECK_EQUAL(twice.due_us(kStart - 7000), 1000);  // back in time: at once
    BOOST_CHECK_EQUAL(twice.due_us(kStart - 6000), 1500);  // and on from there
    Pacer at_once(ReplaySpeed{}, 500);
    BOOST_CHECK_EQUAL(at_once.due_us(kStart), 500);
    BOOST_CHECK_EQUAL(at_once.due_us(kStart + kMicrosPerDay), 500);
    Pacer slow(1e-9, 0);
    slow.due_us(0);
    BOOST_CHECK_GT(slow.due_us(kMicrosPerDay * 365), 0);  // no overflow
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace hearth::test
