#include "store_fixture.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;

namespace {

struct RetentionFixture : StoreFixture {
    // One event and one sample a day.
    void live(int days) {
        for (int day = 0; day < days; ++day) {
            const std::string key = std::to_string(clock.wall_us());
            // Things that happened long ago, stored today: imported history.
            (void)take(
                store->events().insert(change_of("a.b", key, kNoon - 900 * kMicrosPerDay), key));
            Sample sample = sample_of("interaction", key, kNoon - 900 * kMicrosPerDay);
            BOOST_TEST(take(store->samples().insert(sample)));
            clock.advance(kMicrosPerDay);
        }
    }
    RetentionSlice slice(int keep_days, int max_rows) {
        return take(store->retention().run(clock.wall_us(), keep_days * kMicrosPerDay, max_rows));
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(retention, RetentionFixture)

BOOST_AUTO_TEST_CASE(old_rows_go_in_slices_and_counters_follow) {
    live(30);
    RetentionSlice all;
    int slices = 0;
    for (bool more = true; more; ++slices) {
        const auto part = slice(10, 7);
        BOOST_TEST(part.events + part.samples + part.inbox <= 7);
        all.events += part.events;
        all.samples += part.samples;
        more = part.more;
    }
    BOOST_TEST((all.events == 20 && all.samples == 20));
    BOOST_TEST(slices == 6);
    BOOST_TEST((count("events") == 10 && count("samples") == 10));
    BOOST_TEST(store->counters().get(counter::kEventRows) == 10);
    BOOST_TEST(store->samples().count("interaction") == 10);
    BOOST_TEST(store->counters().get(counter::kEventsStored) == 30);  // what happened stays counted
    BOOST_TEST(scalar(store->database(), "SELECT min(id) FROM events") == 21);
    BOOST_TEST(!slice(10, 7).more);
}

BOOST_AUTO_TEST_CASE(nothing_goes_before_its_time_or_when_all_is_kept) {
    live(5);
    BOOST_TEST(slice(10, 100).events == 0);
    BOOST_TEST(slice(0, 100).events == 0);
    BOOST_TEST(count("events") == 5);
}

BOOST_AUTO_TEST_CASE(live_scores_grow_old_too) {
    LiveScore score;
    for (const int days : {30, 20, 1}) {
        score.time_us = clock.wall_us() - days * kMicrosPerDay;
        must(store->live_scores().add("habits", score));
    }
    BOOST_TEST(slice(10, 100).live_scores == 2);
    BOOST_TEST(take(store->live_scores().summary("habits", 0)).n == 1);
}

BOOST_AUTO_TEST_CASE(ids_of_samples_are_not_used_again_after_all_are_gone) {
    live(3);
    clock.advance(90 * kMicrosPerDay);
    BOOST_TEST(slice(10, 100).samples == 3);
    BOOST_TEST(store->samples().last_sample_id("interaction") == 3);
    Sample sample = sample_of("interaction", "next", kNoon);
    BOOST_TEST(take(store->samples().insert(sample)));
    BOOST_TEST(sample.id == 4);
    const auto stored = take(store->events().insert(change_of("a.b", "x", kNoon), "x"));
    BOOST_TEST(stored.event_id == 4);
}

BOOST_AUTO_TEST_CASE(the_inbox_is_emptied_up_to_the_cursor_only) {
    const auto writer = store->make_inbox_writer();
    const std::string large(600 * 1024, 'p');  // two to a file
    for (int i = 0; i < 6; ++i) must(writer->append("t", large, false, i));
    must(store->cursor().advance(3));
    BOOST_TEST(slice(10, 4).inbox == 2);
    BOOST_TEST(slice(10, 4).inbox == 0);
    BOOST_TEST(take(store->inbox().read_after(3, 1)).front().inbox_id == 4);
    BOOST_TEST(take(store->retention().checkpoint()));
}

BOOST_AUTO_TEST_SUITE_END()
