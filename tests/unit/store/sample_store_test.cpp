#include "store_fixture.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;

namespace {

struct SampleFixture : StoreFixture {
    std::int64_t add(const std::string& key, TimeUs time, const std::string& kind = "interaction") {
        Sample sample = sample_of(kind, key, time);
        BOOST_TEST(take(store->samples().insert(sample)));
        return sample.id;
    }
    std::vector<std::string> keys(const SampleQuery& query) {
        std::vector<std::string> keys;
        must(store->samples().export_samples(
            query, [&](const Sample& sample) { keys.push_back(sample.distinct_key); }));
        return keys;
    }
};

using Keys = std::vector<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sample_store, SampleFixture)

BOOST_AUTO_TEST_CASE(a_sample_comes_back_as_it_was) {
    Sample sample = sample_of("interaction", std::string("\0\x01", 2), kNoon);
    sample.event_id = 7;
    sample.target = false;
    sample.weight = 0.25;
    sample.confidence = 0.75;
    sample.source = SampleSource::kImported;
    sample.group = "pair 4";
    sample.part = "test";
    BOOST_TEST(take(store->samples().insert(sample)));
    const auto read = take(store->samples().sample(sample.id));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST((read->kind == sample.kind && read->distinct_key == sample.distinct_key));
    BOOST_TEST((read->event_id == 7 && read->time_us == kNoon && read->label == sample.label));
    BOOST_TEST((read->features == sample.features && !read->target));
    BOOST_TEST((read->weight == 0.25 && read->confidence == 0.75));
    BOOST_TEST((read->source == SampleSource::kImported && read->group == "pair 4"));
    BOOST_TEST(read->part == "test");
    BOOST_TEST(!take(store->samples().sample(99)).has_value());
}

BOOST_AUTO_TEST_CASE(the_same_distinct_key_is_the_same_sample_within_its_kind) {
    add("a", kNoon);
    Sample again = sample_of("interaction", "a", kNoon + 1);
    BOOST_TEST(!take(store->samples().insert(again)));
    BOOST_TEST(again.id == 0);
    add("a", kNoon, "pair");
    BOOST_TEST(store->samples().count("interaction") == 1);
    BOOST_TEST((store->samples().kinds() ==
                std::map<std::string, std::int64_t>{{"interaction", 1}, {"pair", 1}}));
}

BOOST_AUTO_TEST_CASE(export_goes_by_time_whatever_the_order_of_arrival) {
    add("third", kNoon + 2);
    add("first", kNoon);
    add("second", kNoon + 1);
    add("same time", kNoon + 1);
    add("other", kNoon + 1, "pair");
    BOOST_TEST((keys({.kind = "interaction"}) == Keys{"first", "second", "same time", "third"}));
    BOOST_TEST((keys({.kind = "interaction", .from_us = kNoon + 1, .to_us = kNoon + 2}) ==
                Keys{"second", "same time"}));
    BOOST_TEST((keys({.kind = "interaction", .after_id = 2}) == Keys{"second", "same time"}));
    BOOST_TEST((keys({.kind = "interaction", .through_id = 2}) == Keys{"first", "third"}));
    BOOST_TEST(keys({.kind = "none"}).empty());
}

BOOST_AUTO_TEST_CASE(an_export_in_slices_gives_each_sample_once) {
    for (int i = 0; i < 50; ++i) add(std::to_string(i), kNoon + i / 7);
    SamplePosition position;
    Keys keys;
    int slices = 0;
    for (bool more = true; more; ++slices)
        more = take(store->samples().export_slice(
            {.kind = "interaction"}, position, 4,
            [&](const Sample& sample) { keys.push_back(sample.distinct_key); }));
    BOOST_TEST(slices == 13);
    BOOST_REQUIRE(keys.size() == 50U);
    for (int i = 0; i < 50; ++i) BOOST_TEST(keys[static_cast<std::size_t>(i)] == std::to_string(i));
}

BOOST_AUTO_TEST_CASE(the_newest_come_first_and_slices_give_each_once) {
    for (int i = 0; i < 10; ++i)
        add("k" + std::to_string(i), kNoon + (i / 2) * kMicrosPerSecond);  // pairs at one time
    add("other", kNoon, "other");
    const std::int64_t last = add("late", kNoon);  // stored last, of an early time
    SampleQuery query;
    query.kind = "interaction";
    query.from_us = kNoon + kMicrosPerSecond;
    query.to_us = kNoon + 4 * kMicrosPerSecond;
    const auto backwards = [&] {
        Keys keys;
        SamplePosition position;
        while (take(store->samples().newest_slice(query, position, 3, [&](const Sample& sample) {
            keys.push_back(sample.distinct_key);
        }))) {
        }
        return keys;
    };
    BOOST_TEST((backwards() == Keys{"k7", "k6", "k5", "k4", "k3", "k2"}));
    query.from_us = kNoon;
    query.to_us = kNoon + 2 * kMicrosPerSecond;
    BOOST_TEST((backwards() == Keys{"k3", "k2", "late", "k1", "k0"}));
    query.through_id = last - 1;
    BOOST_TEST((backwards() == Keys{"k3", "k2", "k1", "k0"}));
}

BOOST_AUTO_TEST_CASE(times_and_ids_are_at_hand) {
    BOOST_TEST(!take(store->samples().first_time("interaction")).has_value());
    BOOST_TEST(store->samples().last_sample_id("interaction") == 0);
    add("a", kNoon + 5);
    add("b", kNoon + 1);
    const auto last = add("c", kNoon + 3);
    add("d", kNoon + 9, "pair");
    BOOST_TEST(take(store->samples().first_time("interaction")).value() == kNoon + 1);
    BOOST_TEST(take(store->samples().last_time("interaction")).value() == kNoon + 5);
    BOOST_TEST(store->samples().last_sample_id("interaction") == last);
    const auto latest = take(store->samples().latest("interaction", 2));
    BOOST_REQUIRE(latest.size() == 2U);
    BOOST_TEST((latest[0].distinct_key == "a" && latest[1].distinct_key == "c"));
}

BOOST_AUTO_TEST_CASE(filtered_rows_are_counted_by_reason) {
    must(store->samples().count_filtered("interaction", "duplicate", 3));
    must(store->samples().count_filtered("interaction", "duplicate"));
    must(store->samples().count_filtered("interaction", "paused"));
    must(store->samples().count_filtered("pair", "malformed"));
    BOOST_TEST((take(store->samples().filtered("interaction")) ==
                std::map<std::string, std::int64_t>{{"duplicate", 4}, {"paused", 1}}));
}

BOOST_AUTO_TEST_CASE(slices_use_the_index) {
    auto plan = take(store->database().query(
        "EXPLAIN QUERY PLAN SELECT id FROM samples WHERE kind = 'k' AND time_us < 9 "
        "AND (time_us, id) > (1, 2) AND id > 0 AND id <= 5 ORDER BY time_us, id LIMIT 4"));
    std::string text;
    must(plan.each([&](const Statement& row) { text += row.text(3) + "\n"; }));
    BOOST_TEST(text.find("samples_by_time") != std::string::npos, text);
    BOOST_TEST(text.find("TEMP B-TREE") == std::string::npos, text);
}

BOOST_AUTO_TEST_SUITE_END()
