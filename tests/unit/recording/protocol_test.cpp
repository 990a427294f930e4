#include "recording/protocol.hpp"

#include "core/iso_time.hpp"
#include "log_files.hpp"

namespace hearth::test {

namespace {

EventLog log_of(const std::vector<std::pair<std::string, std::string>>& entity_states) {
    EventLog log;
    for (const auto& [entity, state] : entity_states) {
        LogEvent event;
        event.local_us = parse_local_time("2024-07-01 12:00:00").value() +
                         static_cast<TimeUs>(log.events.size()) * kMicrosPerSecond;
        event.sensor = event.entity_id = entity;
        event.state = state;
        log.events.push_back(event);
    }
    return log;
}

std::string labels(const EventLog& log, const ProtocolOptions& options) {
    std::string out;
    for (const Sample& sample : make_samples(log, options, TimeZone::utc()))
        out += (out.empty() ? "" : " ") + sample.label;
    return out;
}

const EventLog& sensors() {
    static const EventLog log = log_of({{"binary_sensor.a", "on"},
                                        {"binary_sensor.a", "off"},
                                        {"binary_sensor.a", "on"},
                                        {"binary_sensor.b", "open"},
                                        {"binary_sensor.b", "closed"},
                                        {"binary_sensor.b", "on"}});
    return log;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(protocol)

BOOST_AUTO_TEST_CASE(activations_are_the_rows_on_and_open) {
    BOOST_CHECK_EQUAL(labels(sensors(), {}),
                      "binary_sensor.a binary_sensor.a binary_sensor.b binary_sensor.b");
    BOOST_CHECK_EQUAL(labels(sensors(), {SymbolKind::kActivations, true}),
                      "binary_sensor.a binary_sensor.b");
}

BOOST_AUTO_TEST_CASE(sensor_and_state_kinds_take_every_row) {
    BOOST_CHECK_EQUAL(labels(sensors(), {SymbolKind::kSensor, true}),
                      "binary_sensor.a binary_sensor.b");
    BOOST_CHECK_EQUAL(make_samples(sensors(), {SymbolKind::kSensor}, TimeZone::utc()).size(), 6u);
    const auto samples = make_samples(sensors(), {SymbolKind::kSensorState}, TimeZone::utc());
    BOOST_CHECK_EQUAL(samples.size(), 6u);
    BOOST_CHECK_EQUAL(count_symbols(samples), 5u);
    BOOST_CHECK_EQUAL(samples[3].label, "binary_sensor.b=open");
}

BOOST_AUTO_TEST_CASE(things_that_people_operate_keep_both_states) {
    const EventLog log = log_of({{"light.a", "on"},
                                 {"binary_sensor.m", "on"},
                                 {"light.a", "unavailable"},
                                 {"light.a", "off"},
                                 {"binary_sensor.m", "off"}});
    BOOST_CHECK_EQUAL(labels(log, {}), "light.a=on binary_sensor.m=on light.a=off");
}

BOOST_AUTO_TEST_CASE(repeats_are_dropped_within_a_group_only) {
    EventLog log = log_of({{"switch.a", "x"}, {"switch.a", "x"}, {"switch.a", "x"}});
    log.events[2].group = "second";
    BOOST_CHECK_EQUAL(labels(log, {SymbolKind::kActivations, true}), "switch.a=x switch.a=x");
}

BOOST_AUTO_TEST_CASE(samples_are_in_utc_and_say_where_they_come_from) {
    EventLog log = sensors();
    const auto zone = TimeZone::find("Europe/Berlin");
    BOOST_REQUIRE(zone.ok());
    const Sample sample = make_samples(log, {}, *zone).front();
    BOOST_CHECK_EQUAL(format_iso_time(sample.time_us), "2024-07-01T10:00:00+00:00");
    BOOST_CHECK_EQUAL(sample.kind, "interaction");
    BOOST_CHECK(sample.source == SampleSource::kImported);
    BOOST_CHECK_EQUAL(sample.features.dump(),
                      R"({"entity":"binary_sensor.a","origin":"unknown","state":"on"})");
    BOOST_CHECK_EQUAL(sample.distinct_key.size(), 16u);
    log.utc = true;
    BOOST_CHECK_EQUAL(format_iso_time(make_samples(log, {}, *zone).front().time_us),
                      "2024-07-01T12:00:00+00:00");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace hearth::test
