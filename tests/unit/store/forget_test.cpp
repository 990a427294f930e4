#include "store_fixture.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;

namespace {

struct ForgetFixture : StoreFixture {
    // Every hour anna turns the hall light on and ben the kitchen light, each event a sample.
    ForgetFixture() {
        for (int hour = 0; hour < 10; ++hour) {
            act("light.hall", "anna", hour);
            act("light.hall_2", "ben", hour);
        }
    }
    void act(const std::string& entity, const std::string& user, int hour) {
        auto change = change_of(entity, std::to_string(hour), kNoon + hour * kMicrosPerHour);
        change.context = {"ctx", "", user, true};
        const std::string key = entity + std::to_string(hour);
        const auto stored = take(store->events().insert(change, key));
        Sample sample = sample_of("interaction", key, change.changed_us);
        sample.event_id = stored.event_id;
        sample.features = {{"entity", entity}};
        sample.label = entity + "=on";
        BOOST_TEST(take(store->samples().insert(sample)));
    }
    ForgetProgress forget(const ForgetRequest& request) {
        ForgetProgress progress;
        for (int slices = 0; !progress.done && slices < 100; ++slices)
            must(store->forget().step(request, progress, 3));
        BOOST_TEST(progress.done);
        BOOST_TEST(store->counters().get(counter::kEventRows) == count("events"));
        BOOST_TEST(store->samples().count("interaction") == count("samples"));
        return progress;
    }
};

ForgetRequest of_entity(const std::string& entity_id) {
    ForgetRequest request;
    request.entity_id = entity_id;
    return request;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(forget, ForgetFixture)

BOOST_AUTO_TEST_CASE(an_entity_goes_with_all_that_mentions_it) {
    Sample context = sample_of("pair", "imported", kNoon);
    context.features = {{"recent", {"light.hall=on", "light.hall_2=on"}}};
    BOOST_TEST(take(store->samples().insert(context)));
    context.distinct_key = "other";
    context.features = {{"recent", {"light.hall_2=on"}}};
    context.label = "light.hall_2=on";
    context.id = 0;
    BOOST_TEST(take(store->samples().insert(context)));

    ForgetProgress progress;
    while (!progress.done) must(store->forget().step(of_entity("light.hall"), progress, 3));
    BOOST_TEST(progress.events == 10);
    BOOST_TEST((progress.samples ==
                std::map<std::string, std::int64_t>{{"interaction", 10}, {"pair", 1}}));
    BOOST_TEST(store->counters().get(counter::kEventRows) == 10);
    BOOST_TEST(store->samples().count("pair") == 1);
    BOOST_TEST(!take(store->entities().entity("light.hall")).has_value());
    BOOST_TEST(!take(store->entities().known_state("light.hall")).has_value());
    BOOST_TEST(count("entities") == 2);  // its row stays, without the name
    BOOST_TEST(take(store->entities().entity("light.hall_2"))->state == "9");
}

BOOST_AUTO_TEST_CASE(a_person_goes_with_what_the_person_did) {
    ForgetRequest ben;
    ben.user_id = "ben";
    const auto progress = forget(ben);
    BOOST_TEST((progress.events == 10 && progress.samples.at("interaction") == 10));
    BOOST_TEST(scalar(store->database(), "SELECT count(*) FROM events WHERE user_id = 'ben'") == 0);
    BOOST_TEST(count("events") == 10);
    BOOST_TEST(take(store->entities().known_state("light.hall_2"))->last_event_id == 0);
    BOOST_TEST(take(store->entities().known_state("light.hall"))->last_event_id != 0);
}

BOOST_AUTO_TEST_CASE(a_period_is_half_open_and_may_be_joined_with_an_entity) {
    ForgetRequest request;
    request.from_us = kNoon + 2 * kMicrosPerHour;
    request.to_us = kNoon + 4 * kMicrosPerHour;
    auto progress = forget(request);
    BOOST_TEST((progress.events == 4 && progress.samples.at("interaction") == 4));
    request = of_entity("light.hall");
    request.to_us = kNoon + 5 * kMicrosPerHour;
    progress = forget(request);
    BOOST_TEST((progress.events == 3 && progress.samples.at("interaction") == 3));
    BOOST_TEST(take(store->entities().entity("light.hall"))->state == "9");
}

BOOST_AUTO_TEST_CASE(tables_of_labels_go_from_the_model_and_from_what_names_the_entity) {
    const auto run_of = [&](const std::string& id, const std::string& model, const char* label) {
        Run run;
        run.id = id;
        run.model = model;
        run.metrics = {{"rows", 5}, {"classes", {{"labels", {{{"label", label}}}}}}};
        must(store->runs().insert(run));
    };
    run_of("a", "habits", "light.hall=on");
    run_of("b", "chores", "light.hall=on");
    run_of("c", "chores", "light.bath=on");
    const auto keeps_table = [&](const char* id) {
        return take(store->runs().get(id))->metrics.contains("classes");
    };
    must(store->forget().drop_label_tables("habits", ""));
    BOOST_TEST((!keeps_table("a") && keeps_table("b") && keeps_table("c")));
    must(store->forget().drop_label_tables("", "light.hall"));
    BOOST_TEST((!keeps_table("b") && keeps_table("c")));
    BOOST_TEST(take(store->runs().get("b"))->metrics.at("rows") == 5);
}

BOOST_AUTO_TEST_CASE(a_request_that_names_nothing_is_refused) {
    ForgetProgress progress;
    BOOST_TEST((code_of_failure(store->forget().step({}, progress)) == ErrorCode::kInvalid));
    BOOST_TEST(forget(of_entity("light.none")).events == 0);
    ForgetRequest backwards;
    backwards.from_us = backwards.to_us = kNoon;
    BOOST_TEST((code_of_failure(store->forget().step(backwards, progress)) == ErrorCode::kInvalid));
    BOOST_TEST(count("events") == 20);
}

BOOST_AUTO_TEST_SUITE_END()
