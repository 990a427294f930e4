// Statestream, eventstream and plain JSON together: the same change seen twice is one change.
#include <boost/test/unit_test.hpp>

#include "assembler_bench.hpp"

using namespace hearth;
using test::AssemblerBench;

namespace {

// An eventstream that is alive and a statestream that carries times.
void start_both(AssemblerBench& bench) {
    bench.teach_times();
    bench.event("sun.sun", "above_horizon", "above_horizon", 1, 2);
    bench.out();
    bench.taken.clear();
}

std::uint64_t duplicates(AssemblerBench& bench) { return bench.assembler().counters().duplicates; }

}  // namespace

BOOST_AUTO_TEST_SUITE(assembling_twins)

BOOST_AUTO_TEST_CASE(eventstream_changes_go_on_at_once) {
    AssemblerBench bench;
    struct Row {
        const char *before, *state;
        int changed, updated, changed_before;
        const char* out;
    };
    const Row rows[] = {
        {"-", "on", 5, 5, 1, "light.x=on@5"},          {"on", "off", 6, 6, 5, "light.x=off@6<on"},
        {"off", "off", 6, 7, 6, "light.x=off~@6<off"},  // attributes only
        {"off", "off", 8, 8, 6, "light.x=off@8<off"},   // force_update
        {"off", "-", 0, 0, 8, "light.x=!<off"},        {"-", "on", 9, 9, 1, "light.x=on@9"},
    };
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.before << " to " << row.state) {
            bench.event("light.x", row.before, row.state, row.changed, row.updated,
                        row.changed_before);
            BOOST_TEST(bench.out() == row.out);
        }
    BOOST_TEST(bench.taken[0].context.user_id == "anna");
    BOOST_TEST(duplicates(bench) == 0U);
}

BOOST_AUTO_TEST_CASE(the_twin_comes_second) {
    AssemblerBench bench;
    start_both(bench);
    bench.timed("light.x", "on", 5, 5);
    BOOST_TEST(bench.out() == "");
    BOOST_TEST(bench.assembler().next_deadline().value() == bench.steady() + 150'000);
    bench.event("light.x", "off", "on", 5, 5);
    BOOST_TEST(bench.out() == "light.x=on@5<off");
    BOOST_TEST(bool(bench.taken[0].source == SourceKind::kEventstream));
    BOOST_TEST(bench.taken[0].context.user_id == "anna");
    BOOST_TEST(bench.out_at_last() == "");
    BOOST_TEST(duplicates(bench) == 1U);
    BOOST_TEST(!bench.assembler().lowest_pending_inbox_id());
}

BOOST_AUTO_TEST_CASE(the_twin_comes_first) {
    AssemblerBench bench;
    start_both(bench);
    bench.event("light.x", "off", "on", 5, 5);
    BOOST_TEST(bench.out() == "light.x=on@5<off");
    bench.advance(60'000);
    bench.timed("light.x", "on", 5, 5);
    BOOST_TEST(bench.out_at_last() == "");
    BOOST_TEST(duplicates(bench) == 1U);
}

BOOST_AUTO_TEST_CASE(the_twin_comes_among_the_leaves) {
    AssemblerBench bench;
    start_both(bench);
    bench.leaf("light.x", "state", "on");
    bench.leaf("light.x", "last_updated", AssemblerBench::iso(5));
    bench.event("light.x", "off", "on", 5, 5);
    bench.leaf("light.x", "last_changed", AssemblerBench::iso(5));
    BOOST_TEST(bench.out_at_last() == "light.x=on@5<off");
    BOOST_TEST(duplicates(bench) == 1U);
}

BOOST_AUTO_TEST_CASE(the_twin_comes_too_late) {
    AssemblerBench bench;
    start_both(bench);
    bench.timed("light.x", "on", 5, 5);
    bench.advance(149);
    BOOST_TEST(bench.out() == "");
    bench.advance(1);
    BOOST_TEST(bench.out() == "light.x=on@5");
    bench.event("light.x", "off", "on", 5, 5);
    BOOST_TEST(bench.out_at_last() == "");
    BOOST_TEST(duplicates(bench) == 1U);
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_an_eventstream_that_is_away) {
    AssemblerBench bench;
    start_both(bench);
    bench.advance(600'001);
    bench.timed("light.x", "on", 5, 5);
    BOOST_TEST(bench.out() == "light.x=on@5");
    // Other events do not show that it carries changes.
    bench.deliver("ha/events", R"({"event_type":"call_service","event_data":{}})");
    bench.timed("light.x", "off", 6, 6);
    BOOST_TEST(bench.out() == "light.x=off@6<on");
}

BOOST_AUTO_TEST_CASE(keeps_the_order_of_an_entity) {
    AssemblerBench bench;
    start_both(bench);
    bench.timed("light.x", "on", 5, 5);
    bench.timed("light.y", "on", 5, 5);
    bench.event("light.x", "on", "off", 6, 6, 5);  // the event at 5 was lost (QoS 0)
    BOOST_TEST(bench.out() == "light.x=on@5 light.x=off@6<on");
    bench.timed("light.x", "on", 8, 8);
    bench.event("light.x", "off", "off", 6, 7, 6);  // late
    BOOST_TEST(bench.out() == "light.x=off~@6<off");
    BOOST_TEST(bench.out_at_last() == "light.y=on@5 light.x=on@8<off");
    BOOST_TEST(duplicates(bench) == 0U);
}

BOOST_AUTO_TEST_CASE(a_burst_of_twins) {
    AssemblerBench bench;
    start_both(bench);
    for (int i = 10; i < 20; ++i) {
        const std::string state = i % 2 ? "on" : "off", before = i % 2 ? "off" : "on";
        if (i % 3 == 0) bench.event("light.x", before, state, i, i, i - 1);
        bench.timed("light.x", state, i, i);
        if (i % 3 != 0) bench.event("light.x", before, state, i, i, i - 1);
    }
    bench.out_at_last();
    BOOST_TEST(bench.taken.size() == 10U);
    for (const auto& change : bench.taken)
        BOOST_TEST(bool(change.source == SourceKind::kEventstream));
    BOOST_TEST(duplicates(bench) == 10U);
}

BOOST_AUTO_TEST_CASE(twins_without_times_are_joined_by_value) {
    AssemblerBench bench;
    bench.teach_no_times();
    bench.event("sun.sun", "above_horizon", "x", 1, 2);
    bench.out();
    bench.leaf("light.x", "state", "on");
    BOOST_TEST(bench.out() == "");
    bench.event("light.x", "off", "on", 5, 5);
    BOOST_TEST(bench.out() == "light.x=on@5<off");
    bench.event("light.x", "on", "off", 6, 6, 5);
    bench.leaf("light.x", "state", "off");
    bench.event("light.x", "off", "on", 7, 7, 6);
    bench.leaf("light.x", "state", "on");
    BOOST_TEST(bench.out_at_last() == "light.x=off@6<on light.x=on@7<off");
    BOOST_TEST(duplicates(bench) == 3U);
    // Out of the window it is a report of its own, of the state that is known.
    bench.leaf("light.x", "state", "on");
    BOOST_TEST(bench.out_at_last() == "light.x=on~<on");
    // The other value is no twin.
    bench.leaf("light.x", "state", "off");
    bench.event("light.x", "off", "on", 9, 9, 8);
    BOOST_TEST(bench.out_at_last() == "light.x=off<on light.x=on@9<off");
}

BOOST_AUTO_TEST_CASE(an_untimed_change_that_went_on_is_not_reported_again) {
    AssemblerBench bench;
    bench.teach_no_times();
    bench.leaf("light.x", "state", "on");
    BOOST_TEST(bench.out() == "light.x=on");
    bench.event("light.x", "off", "on", 5, 5);
    BOOST_TEST(bench.out() == "");
    bench.event("light.x", "on", "on", 5, 6, 5);  // attributes only: answered for already
    BOOST_TEST(bench.out() == "light.x=on~@5<on");
    BOOST_TEST(duplicates(bench) == 1U);
}

BOOST_AUTO_TEST_CASE(plain_json_joins_too) {
    AssemblerBench bench;
    bench.teach_times();
    bench.plain({{"entity_id", "light.x"}, {"state", "on"}, {"user_id", "u"}});
    BOOST_TEST(bench.out() == "light.x=on");
    bench.timed("light.x", "on", 5, 5);
    BOOST_TEST(bench.out() == "");
    bench.plain({{"entity_id", "light.x"}, {"state", "off"}, {"time", AssemblerBench::iso(6)}});
    BOOST_TEST(bench.out() == "light.x=off@6<on");
    bench.advance(60'000);
    bench.timed("light.x", "off", 6, 6);
    BOOST_TEST(bench.out() == "");
    bench.plain({{"entity_id", "light.x"}, {"state", "off"}, {"old_state", "off"}});
    BOOST_TEST(bench.out() == "light.x=off~<off");
    bench.plain({{"entity_id", "light.x"}, {"state", "off"}, {"old_state", "on"}});
    BOOST_TEST(bench.out() == "light.x=off<on");
    BOOST_TEST(duplicates(bench) == 2U);
}

BOOST_AUTO_TEST_CASE(reads_the_inbox_again_after_a_crash) {
    AssemblerBench bench;
    start_both(bench);
    bench.event("light.x", "off", "on", 5, 5);
    bench.timed("light.x", "on", 5, 5);
    BOOST_TEST(bench.out() == "light.x=on@5<off");
    const std::string key = change_key(bench.taken[0]);
    bench.commit();
    const std::int64_t from = bench.inbox_id + 1;
    bench.crash(from);
    bench.timed("light.x", "on", 5, 5);  // redelivered: committed before
    BOOST_TEST(bench.out_at_last() == "");
    bench.known.states.clear();  // crashed before the commit: the same key again
    bench.crash(from);
    bench.timed("light.x", "on", 5, 5);
    BOOST_TEST(bench.out_at_last() == "light.x=on@5");
    BOOST_TEST(change_key(bench.taken.back()) == key);
    bench.crash(77);
    bench.plain({{"entity_id", "light.y"}, {"state", "on"}});
    bench.out();
    const std::string untimed = change_key(bench.taken.back());
    bench.crash(77);
    bench.plain({{"entity_id", "light.y"}, {"state", "on"}});
    BOOST_TEST(bench.out() == "light.y=on");
    BOOST_TEST(change_key(bench.taken.back()) == untimed);
}

BOOST_AUTO_TEST_CASE(forgets_the_oldest_first) {
    AssemblerOptions options;
    options.max_recent = 3;
    AssemblerBench bench(options);
    for (int i = 1; i <= 4; ++i) bench.event("light.x" + std::to_string(i), "a", "b", i, i);
    bench.out();
    bench.event("light.x4", "a", "b", 4, 4);
    BOOST_TEST(bench.out() == "");
    bench.event("light.x1", "a", "b", 1, 1);
    BOOST_TEST(bench.out() == "light.x1=b@1<a");
}

BOOST_AUTO_TEST_CASE(holds_no_more_waiting_changes_than_its_bound) {
    AssemblerOptions options;
    options.max_pending = 2;
    AssemblerBench bench(options);
    start_both(bench);
    for (int i = 1; i <= 3; ++i) bench.timed("light.x" + std::to_string(i), "on", i, i);
    BOOST_TEST(bench.out() == "light.x1=on@1");
    BOOST_TEST(bench.assembler().counters().pushed_out == 1U);
}

BOOST_AUTO_TEST_CASE(keys_agree_where_they_should) {
    StateChange change;
    change.entity_id = "light.x";
    change.new_state = "on";
    change.changed_us = 5;
    change.inbox_id = 1;
    StateChange other = change;
    other.inbox_id = 2;
    BOOST_TEST(change_key(change).size() == 16U);
    BOOST_TEST(change_key(change) != change_key(other));  // no time: by message
    change.time_known = other.time_known = true;
    BOOST_TEST(change_key(change) == change_key(other));
    other.changed_us = 6;
    BOOST_TEST(change_key(change) != change_key(other));
    change.updated_us = other.updated_us = 7;
    other.new_state = "off";
    BOOST_TEST(change_key(change) == change_key(other));
    other.entity_id = "light.y";
    BOOST_TEST(change_key(change) != change_key(other));
}

BOOST_AUTO_TEST_SUITE_END()
