#include "store_fixture.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;

BOOST_FIXTURE_TEST_SUITE(entity_store, StoreFixture)

BOOST_AUTO_TEST_CASE(an_unknown_entity_is_unknown) {
    BOOST_TEST(!take(store->entities().known_state("light.none")).has_value());
    BOOST_TEST(!take(store->entities().entity("light.none")).has_value());
    BOOST_TEST((code_of_failure(store->entities().remove_entity("light.none", 1)) ==
                ErrorCode::kNotFound));
    BOOST_TEST((code_of_failure(store->entities().rename_entity("light.none", "light.x")) ==
                ErrorCode::kNotFound));
}

BOOST_AUTO_TEST_CASE(a_snapshot_refreshes_and_reveals_a_missed_change) {
    auto change = change_of("light.kitchen", "on", kNoon);
    change.attributes = {{"friendly_name", "Kitchen"}, {"brightness", 120}};
    auto refreshed = take(store->entities().refresh_entity(change));
    BOOST_TEST((refreshed.is_new && refreshed.applied && !refreshed.state_differed));
    refreshed = take(store->entities().refresh_entity(change));
    BOOST_TEST((!refreshed.is_new && refreshed.applied && !refreshed.state_differed));
    refreshed =
        take(store->entities().refresh_entity(change_of("light.kitchen", "off", kNoon + 1)));
    BOOST_TEST((refreshed.applied && refreshed.state_differed));
    refreshed = take(store->entities().refresh_entity(change));
    BOOST_TEST((!refreshed.applied && !refreshed.state_differed));

    const auto entity = take(store->entities().entity("light.kitchen"));
    BOOST_REQUIRE(entity.has_value());
    BOOST_TEST((entity->domain == "light" && entity->name == "Kitchen" && entity->state == "off"));
    BOOST_TEST((entity->changed_us == kNoon + 1));
    BOOST_TEST((entity->first_seen_us == kNoon + 50'000));
    BOOST_TEST((entity->attributes == change.attributes));
    BOOST_TEST(count("events") == 0);
}

BOOST_AUTO_TEST_CASE(a_repeated_state_without_a_time_keeps_when_it_began) {
    const auto stored =
        take(store->events().insert(change_of("light.kitchen", "on", kNoon), "key"));
    StateChange retained = change_of("light.kitchen", "on", kNoon + kMicrosPerDay);
    retained.received_us = retained.changed_us;
    retained.updated_us = 0;
    retained.time_known = false;
    retained.source = SourceKind::kStatestream;
    BOOST_TEST(take(store->entities().refresh_entity(retained)).applied);
    const auto known = take(store->entities().known_state("light.kitchen"));
    BOOST_TEST((known->changed_us == kNoon && known->time_known));
    BOOST_TEST((known->source == SourceKind::kEventstream));
    BOOST_TEST(known->received_us == kNoon + kMicrosPerDay);
    BOOST_TEST(known->last_event_id == stored.event_id);
}

BOOST_AUTO_TEST_CASE(what_is_known_is_the_same_from_memory_and_from_the_file) {
    StateChange change = change_of("light.kitchen", "on", kNoon);
    (void)take(store->events().insert(change, "key"));
    const auto before = take(store->entities().known_state("light.kitchen"));
    reopen();
    const auto after = take(store->entities().known_state("light.kitchen"));
    BOOST_TEST((before->entity_row_id == after->entity_row_id && before->state == after->state));
    BOOST_TEST((before->changed_us == after->changed_us && after->changed_us == kNoon));
    BOOST_TEST((before->updated_us == after->updated_us));
    BOOST_TEST((before->received_us == after->received_us));
    BOOST_TEST((before->source == after->source && before->time_known == after->time_known));
    BOOST_TEST((before->last_event_id == after->last_event_id && after->has_state));
    BOOST_TEST((before->has_state && !before->removed && !after->removed));
}

BOOST_AUTO_TEST_CASE(more_entities_than_fit_into_memory) {
    auto transaction = take(Transaction::begin(store->database()));
    const int n = static_cast<int>(kKnownStates) + 50;
    for (int i = 0; i < n; ++i)
        (void)take(store->entities().refresh_entity(
            change_of("sensor.s" + std::to_string(i), std::to_string(i), kNoon)));
    for (int i = 0; i < n; ++i)
        BOOST_TEST_REQUIRE(
            take(store->entities().known_state("sensor.s" + std::to_string(i)))->state ==
            std::to_string(i));
    must(transaction.commit());
    BOOST_TEST(store->counters().get(counter::kEntityRows) == n);
}

BOOST_AUTO_TEST_CASE(attributes_merge_and_name_the_entity) {
    must(store->entities().set_attributes(
        "sensor.t", {{"friendly_name", "Hall"}, {"unit_of_measurement", "°C"}, {"x", 1}}, kNoon));
    must(store->entities().set_attributes(
        "sensor.t", {{"device_class", "temperature"}, {"x", nullptr}}, kNoon + 5));
    const auto entity = take(store->entities().entity("sensor.t"));
    BOOST_TEST((entity->name == "Hall" && entity->unit == "°C"));
    BOOST_TEST(entity->device_class == "temperature");
    BOOST_TEST(!entity->attributes.contains("x"));
    BOOST_TEST(entity->last_seen_us == kNoon + 5);
    BOOST_TEST(!take(store->entities().known_state("sensor.t"))->has_state);
    must(store->entities().set_attributes("sensor.t", Json::array({1}), kNoon));  // not an object
    BOOST_TEST(take(store->entities().entity("sensor.t"))->attributes.size() == 3U);
}

BOOST_AUTO_TEST_CASE(huge_attributes_are_cut_by_whole_members) {
    Json members = {{"friendly_name", "Weather"}, {"small", 1}};
    for (int i = 0; i < 20; ++i) members["forecast" + std::to_string(i)] = std::string(2000, 'f');
    must(store->entities().set_attributes("weather.home", members, kNoon));
    const auto entity = take(store->entities().entity("weather.home"));
    BOOST_TEST(dump_json(entity->attributes).size() <= kMaxAttributesBytes);
    BOOST_TEST(entity->attributes.contains("small"));
    BOOST_TEST(entity->attributes.size() >= 9U);  // no more is lost than has to be
    must(store->entities().set_attributes("weather.home",
                                          {{"friendly_name", std::string(40'000, 'n')}}, kNoon));
    BOOST_TEST(take(store->entities().entity("weather.home"))->name.size() <= 255U);
}

BOOST_AUTO_TEST_CASE(a_rename_keeps_the_history) {
    const auto stored = take(store->events().insert(change_of("light.old", "on", kNoon), "1"));
    must(store->entities().describe_entity("light.old", {"Kitchen", "Ceiling", "uid"}, kNoon));
    must(store->entities().describe_entity("light.old", {}, kNoon));
    must(store->entities().rename_entity("light.old", "switch.new"));
    const auto entity = take(store->entities().entity("switch.new"));
    BOOST_REQUIRE(entity.has_value());
    BOOST_TEST(entity->row_id == stored.entity_row_id);
    BOOST_TEST((entity->domain == "switch" && entity->state == "on"));
    BOOST_TEST((entity->area == "Kitchen" && entity->unique_id == "uid"));
    BOOST_TEST(!take(store->entities().known_state("light.old")).has_value());
    BOOST_TEST(take(store->events().event(stored.event_id))->change.entity_id == "switch.new");
    BOOST_TEST(take(store->entities().entity(entity->row_id))->entity_id == "switch.new");
}

BOOST_AUTO_TEST_CASE(a_rename_does_not_swallow_another_entity) {
    const auto a =
        take(store->entities().refresh_entity(change_of("light.a", "on", kNoon))).entity_row_id;
    const auto b =
        take(store->entities().refresh_entity(change_of("light.b", "on", kNoon))).entity_row_id;
    BOOST_TEST((code_of_failure(store->entities().rename_entity("light.a", "light.b")) ==
                ErrorCode::kConflict));
    must(store->entities().remove_entity("light.b", kNoon));
    must(store->entities().rename_entity("light.a", "light.b"));
    BOOST_TEST(take(store->entities().entity("light.b"))->row_id == a);
    BOOST_TEST(take(store->entities().entity(b))->entity_id == "light.b#" + std::to_string(b));
}

BOOST_AUTO_TEST_CASE(entities_are_listed_in_pages) {
    for (int i = 0; i < 5; ++i)
        (void)take(store->entities().refresh_entity(
            change_of("light.l" + std::to_string(i), "on", kNoon)));
    must(store->entities().remove_entity("light.l1", kNoon));
    const auto first = take(store->entities().entities(2));
    BOOST_REQUIRE(first.size() == 2U);
    BOOST_TEST(first[1].entity_id == "light.l2");
    BOOST_TEST(take(store->entities().entities(10, first[1].row_id)).size() == 2U);
    BOOST_TEST(take(store->entities().entities(10, 0, true)).size() == 5U);
}

BOOST_AUTO_TEST_SUITE_END()
