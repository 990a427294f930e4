#include "store_fixture.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;

BOOST_FIXTURE_TEST_SUITE(event_store, StoreFixture)

BOOST_AUTO_TEST_CASE(an_event_comes_back_as_it_was) {
    StateChange change = change_of("light.kitchen", "on", kNoon);
    change.old_state = "off";
    change.origin = Origin::kUser;
    change.context = {"ctx", "parent", "person", true};
    const auto stored = take(store->events().insert(change, std::string("k\0ey", 4)));
    BOOST_TEST(!stored.duplicate);
    BOOST_TEST(stored.is_newest);
    const auto record = take(store->events().event(stored.event_id));
    BOOST_REQUIRE(record.has_value());
    BOOST_TEST(record->entity_row_id == stored.entity_row_id);
    BOOST_TEST(record->stored_us == clock.wall_us());
    const StateChange& read = record->change;
    BOOST_TEST(read.entity_id == "light.kitchen");
    BOOST_TEST(read.old_state.value() == "off");
    BOOST_TEST(read.new_state == "on");
    BOOST_TEST((read.origin == Origin::kUser));
    BOOST_TEST((read.source == SourceKind::kEventstream));
    BOOST_TEST((read.changed_us == kNoon && read.updated_us == kNoon && read.time_known));
    BOOST_TEST(read.received_us == kNoon + 50'000);
    BOOST_TEST((read.context.known && read.context.id == "ctx"));
    BOOST_TEST((read.context.parent_id == "parent" && read.context.user_id == "person"));
    BOOST_TEST((!read.removed && read.state_differs));
    BOOST_TEST(!take(store->events().event(99)).has_value());
}

BOOST_AUTO_TEST_CASE(the_same_change_is_one_event) {
    const auto change = change_of("light.kitchen", "on", kNoon);
    const auto first = take(store->events().insert(change, "key"));
    const auto second = take(store->events().insert(change, "key"));
    BOOST_TEST(second.duplicate);
    BOOST_TEST(second.event_id == first.event_id);
    BOOST_TEST(second.entity_row_id == first.entity_row_id);
    BOOST_TEST(count("events") == 1);
    BOOST_TEST(store->counters().get(counter::kEventsStored) == 1);
    BOOST_TEST(store->counters().get(counter::kEventsDuplicate) == 1);
    BOOST_TEST(take(store->events().find("key")).value() == first.event_id);
    BOOST_TEST(!take(store->events().find("other")).has_value());
}

BOOST_AUTO_TEST_CASE(an_older_event_does_not_set_the_state_back) {
    (void)take(store->events().insert(change_of("light.kitchen", "on", kNoon), "1"));
    const auto late =
        take(store->events().insert(change_of("light.kitchen", "off", kNoon - 10), "2"));
    BOOST_TEST(!late.duplicate);
    BOOST_TEST(!late.is_newest);
    BOOST_TEST(take(store->entities().entity("light.kitchen"))->state == "on");
    BOOST_TEST(count("events") == 2);
}

BOOST_AUTO_TEST_CASE(arrival_times_compare_with_arrival_times_only) {
    // A source without times tells "on"; its time is the arrival, 50 ms after it happened.
    StateChange slow = change_of("light.kitchen", "on", kNoon);
    slow.changed_us = slow.received_us = kNoon + 50'000;
    slow.updated_us = 0;
    slow.time_known = false;
    (void)take(store->events().insert(slow, "1"));
    // "off" happened 30 ms after "on", and arrives later still.
    StateChange fast = change_of("light.kitchen", "off", kNoon + 30'000);
    fast.received_us = kNoon + 60'000;
    BOOST_TEST(take(store->events().insert(fast, "2")).is_newest);
}

BOOST_AUTO_TEST_CASE(a_richer_source_completes_the_poorer) {
    StateChange poor;
    poor.entity_id = "light.kitchen";
    poor.new_state = "on";
    poor.changed_us = poor.received_us = kNoon;
    poor.source = SourceKind::kStatestream;
    const auto stored = take(store->events().insert(poor, "by arrival"));

    StateChange rich = change_of("light.kitchen", "on", kNoon - 40'000);
    rich.origin = Origin::kAutomation;
    rich.old_state = "off";
    rich.context = {"ctx", "", "", true};
    must(store->events().enrich(stored.event_id, rich, "by time"));
    const auto read = take(store->events().event(stored.event_id))->change;
    BOOST_TEST((read.time_known && read.changed_us == kNoon - 40'000));
    BOOST_TEST((read.origin == Origin::kAutomation && read.source == SourceKind::kEventstream));
    BOOST_TEST((read.context.id == "ctx" && read.old_state == "off"));
    const auto known = take(store->entities().known_state("light.kitchen"));
    BOOST_TEST((known->changed_us == kNoon - 40'000 && known->time_known));
    // The richer message coming again is known; a second completion changes nothing.
    BOOST_TEST(take(store->events().insert(rich, "by time")).duplicate);
    StateChange other = rich;
    other.origin = Origin::kUser;
    other.changed_us = 5;
    must(store->events().enrich(stored.event_id, other));
    const auto again = take(store->events().event(stored.event_id))->change;
    BOOST_TEST((again.origin == Origin::kAutomation && again.changed_us == kNoon - 40'000));
    BOOST_TEST((code_of_failure(store->events().enrich(77, rich)) == ErrorCode::kNotFound));
}

BOOST_AUTO_TEST_CASE(events_are_listed_both_ways) {
    for (int i = 1; i <= 5; ++i)
        (void)take(store->events().insert(change_of("a.b", std::to_string(i), kNoon + i),
                                          std::to_string(i)));
    const auto latest = take(store->events().latest(2));
    BOOST_REQUIRE(latest.size() == 2U);
    BOOST_TEST(latest[0].change.new_state == "5");
    const auto from = take(store->events().read_after(3, 10));
    BOOST_REQUIRE(from.size() == 2U);
    BOOST_TEST(from[0].change.new_state == "4");
}

BOOST_AUTO_TEST_CASE(a_rolled_back_event_leaves_no_memory_of_its_state) {
    (void)take(store->events().insert(change_of("a.b", "on", kNoon), "1"));
    {
        auto transaction = take(Transaction::begin(store->database()));
        (void)take(store->events().insert(change_of("a.b", "off", kNoon + 1), "2"));
        (void)take(store->events().insert(change_of("c.d", "off", kNoon + 1), "3"));
        BOOST_TEST(take(store->entities().known_state("a.b"))->state == "off");
    }
    BOOST_TEST(take(store->entities().known_state("a.b"))->state == "on");
    BOOST_TEST(!take(store->entities().known_state("c.d")).has_value());
}

BOOST_AUTO_TEST_CASE(a_removal_is_an_event_without_a_state) {
    (void)take(store->events().insert(change_of("a.b", "on", kNoon), "1"));
    StateChange gone = change_of("a.b", "", kNoon + 1);
    gone.removed = true;
    const auto stored = take(store->events().insert(gone, "2"));
    BOOST_TEST(take(store->events().event(stored.event_id))->change.removed);
    BOOST_TEST(take(store->entities().entity("a.b"))->removed_us == kNoon + 1);
    BOOST_TEST(take(store->entities().entities(10)).empty());
    (void)take(store->events().insert(change_of("a.b", "on", kNoon + 2), "3"));
    BOOST_TEST(take(store->entities().entity("a.b"))->removed_us == 0);
}

BOOST_AUTO_TEST_SUITE_END()
