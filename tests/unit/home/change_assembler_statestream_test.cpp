// The statestream alone: leaves that come one by one become changes.
#include <boost/test/unit_test.hpp>

#include "assembler_bench.hpp"

using namespace hearth;
using test::AssemblerBench;

BOOST_AUTO_TEST_SUITE(assembling_statestream)

BOOST_AUTO_TEST_CASE(is_complete_with_the_last_time) {
    AssemblerBench bench;
    bench.leaf("light.x", "state", "on");
    BOOST_TEST(bench.out() == "");
    bench.leaf("light.x", "last_updated", AssemblerBench::iso(5));
    BOOST_TEST(bench.out() == "");
    bench.leaf("light.x", "last_changed", AssemblerBench::iso(5));
    BOOST_TEST(bench.out() == "light.x=on@5");
    BOOST_TEST(bench.taken[0].updated_us == AssemblerBench::kBase + 5 * kMicrosPerSecond);
    BOOST_TEST(bench.taken[0].inbox_id == 1);
    BOOST_TEST(bench.out_at_last() == "");
    BOOST_TEST(!bench.assembler().next_deadline());
}

BOOST_AUTO_TEST_CASE(keeps_entities_apart) {
    AssemblerBench bench;
    bench.leaf("light.x", "state", "on");
    bench.leaf("light.y", "state", "off");
    bench.leaf("light.x", "last_updated", AssemblerBench::iso(5));
    bench.leaf("light.y", "last_updated", AssemblerBench::iso(6));
    bench.leaf("light.y", "last_changed", AssemblerBench::iso(6));
    bench.leaf("light.x", "last_changed", AssemblerBench::iso(5));
    bench.leaf("light.x", "brightness", "254");
    bench.leaf("light.y", "effect", "null");
    BOOST_TEST(bench.out() == "light.y=off@6 light.x=on@5");
    BOOST_TEST(bench.attributes() == "light.x:brightness=254 light.y:effect=null");
    BOOST_TEST(bench.attributes() == "");
}

BOOST_AUTO_TEST_CASE(waits_a_moment_for_times_that_do_not_come) {
    AssemblerBench bench;
    bench.leaf("light.x", "state", "on");
    const TimeUs started = bench.steady();
    BOOST_TEST(bench.assembler().next_deadline().value() == started + 50'000);
    bench.advance(49);
    BOOST_TEST(bench.out() == "");
    bench.advance(1);
    BOOST_TEST(bench.out() == "light.x=on");
    BOOST_TEST(bench.taken[0].changed_us == bench.taken[0].received_us);
    BOOST_TEST(bench.taken[0].updated_us == 0);
    BOOST_TEST(bench.assembler().counters().without_times == 1U);
}

BOOST_AUTO_TEST_CASE(waits_longer_for_times_that_have_come_before) {
    AssemblerBench bench;
    bench.timed("light.y", "on", 1, 1);
    BOOST_TEST(bench.out() == "light.y=on@1");
    bench.leaf("light.x", "state", "on");
    bench.advance(999);
    BOOST_TEST(bench.out() == "");
    bench.leaf("light.x", "last_updated", AssemblerBench::iso(5));
    bench.leaf("light.x", "last_changed", AssemblerBench::iso(5));
    BOOST_TEST(bench.out() == "light.x=on@5");
    bench.leaf("light.x", "state", "off");
    bench.advance(1000);
    BOOST_TEST(bench.out() == "light.x=off<on");
}

BOOST_AUTO_TEST_CASE(what_two_interruptions_cut_in_two_is_one_change) {
    AssemblerBench bench;
    bench.assembler().assume_stream_sends_times();
    // Both states lie before the last interruption: the first was sent again after an earlier one.
    bench.assembler().set_interrupted_through(2);
    bench.leaf("light.x", "state", "on");
    bench.leaf("light.x", "state", "on");
    BOOST_TEST(bench.out() == "");
    bench.timed("light.x", "on", 5, 5);
    BOOST_TEST(bench.out() == "light.x=on@5");
    BOOST_TEST(bench.out_at_last() == "");
}

BOOST_AUTO_TEST_CASE(ends_the_wait_when_attributes_or_a_new_state_come) {
    AssemblerBench bench;
    bench.leaf("light.x", "state", "on");
    bench.leaf("light.x", "brightness", "1");
    BOOST_TEST(bench.out() == "light.x=on");
    bench.leaf("light.x", "state", "off");
    bench.leaf("light.x", "state", "on");
    BOOST_TEST(bench.out() == "light.x=off<on");
    BOOST_TEST(bench.out_at_last() == "light.x=on<off");
}

BOOST_AUTO_TEST_CASE(a_new_state_completes_one_that_lacks_a_time) {
    AssemblerBench bench;
    bench.leaf("light.x", "state", "on");
    bench.leaf("light.x", "last_updated", AssemblerBench::iso(5));
    bench.timed("light.x", "off", 6, 6);
    BOOST_TEST(bench.out() == "light.x=on@5 light.x=off@6<on");
}

BOOST_AUTO_TEST_CASE(learns_that_no_times_come) {
    AssemblerBench bench;
    bench.teach_no_times();
    bench.leaf("light.x", "state", "on");
    BOOST_TEST(bench.out() == "light.x=on");
    bench.timed("light.y", "on", 5, 5);  // publish_timestamps was switched on
    BOOST_TEST(bench.out() == "light.y=on");
    bench.timed("light.y", "off", 6, 6);
    BOOST_TEST(bench.out() == "light.y=off@6<on");
    BOOST_TEST(bench.assembler().counters().lone_times == 2U);
    for (int i = 0; i < 5; ++i) {  // and off again
        bench.leaf("light.z", "state", "s" + std::to_string(i));
        BOOST_TEST(bench.out() == "");
        bench.out_at_last();
    }
    bench.leaf("light.z", "state", "last");
    BOOST_TEST(bench.out() == "light.z=last<s4");
}

BOOST_AUTO_TEST_CASE(tells_attributes_only_from_a_new_state) {
    struct Row {
        const char* entity;
        const char* state;
        int changed, updated;
        const char* out;
    };
    const Row rows[] = {
        {"light.x", "on", 5, 5, "light.x=on@5"},
        {"light.x", "on", 5, 6, "light.x=on~@5<on"},
        {"light.x", "on", 7, 7, "light.x=on@7<on"},  // force_update
        {"light.x", "off", 8, 8, "light.x=off@8<on"},
        {"light.x", "off", 8, 8, ""},
        {"light.x", "", 9, 9, "light.x=@9<off"},
        {"light.x", "off", 10, 10, "light.x=off@10<"},
        {"button.x", "2025-03-09T14:05:01+00:00", 11, 11, "button.x=2025-03-09T14:05:01+00:00@11"},
        {"button.x", "2025-03-09T14:05:01+00:00", 12, 12,
         "button.x=2025-03-09T14:05:01+00:00~@12<2025-03-09T14:05:01+00:00"},
        {"button.x", "2025-03-09T14:05:13+00:00", 13, 13,
         "button.x=2025-03-09T14:05:13+00:00@13<2025-03-09T14:05:01+00:00"},
    };
    AssemblerBench bench;
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.state << " at " << row.updated) {
            bench.timed(row.entity, row.state, row.changed, row.updated);
            BOOST_TEST(bench.out() == row.out);
        }
    BOOST_TEST(bench.assembler().counters().duplicates == 1U);
}

BOOST_AUTO_TEST_CASE(asks_the_store_for_what_it_did_not_see) {
    AssemblerBench bench;
    const TimeUs second = kMicrosPerSecond, base = AssemblerBench::kBase;
    bench.known.states["light.x"] = {"on", base + 5 * second, base + 6 * second};
    bench.known.states["light.y"] = {"on", base + 5 * second, 0};
    bench.timed("light.x", "on", 5, 6);  // committed before
    BOOST_TEST(bench.out() == "");
    bench.timed("light.x", "on", 5, 7);
    BOOST_TEST(bench.out() == "light.x=on~@5<on");
    bench.timed("light.y", "on", 8, 8);
    BOOST_TEST(bench.out() == "light.y=on@8<on");
    bench.leaf("light.x", "state", "on");
    BOOST_TEST(bench.out_at_last() == "light.x=on~<on");
}

BOOST_AUTO_TEST_CASE(fills_the_time_of_change_when_only_last_updated_came) {
    AssemblerBench bench;
    bench.timed("light.x", "on", 5, 5);
    bench.leaf("light.x", "state", "on");
    bench.leaf("light.x", "last_updated", AssemblerBench::iso(6));
    bench.leaf("light.x", "brightness", "1");
    BOOST_TEST(bench.out() == "light.x=on@5 light.x=on~@5<on");
    bench.leaf("light.x", "state", "off");
    bench.leaf("light.x", "last_updated", AssemblerBench::iso(7));
    BOOST_TEST(bench.out_at_last() == "light.x=off@7<on");
}

BOOST_AUTO_TEST_CASE(drops_times_without_a_state) {
    AssemblerBench bench;
    bench.leaf("light.x", "last_updated", AssemblerBench::iso(5));
    bench.leaf("light.x", "last_changed", AssemblerBench::iso(5));
    BOOST_TEST(bench.out_at_last() == "");
    BOOST_TEST(bench.assembler().counters().lone_times == 2U);
}

BOOST_AUTO_TEST_CASE(an_attribute_named_state_is_no_state_with_times) {
    AssemblerBench bench;
    bench.teach_times();
    int second = 4;
    for (const char* value : {"\"busy\"", "21", "null", "{\"a\": 1}"}) {
        BOOST_TEST_CONTEXT(value) {
            ++second;
            bench.timed("sensor.x", value, second, second);  // a raw state that looks like JSON
            bench.leaf("sensor.x", "icon", "1");
            bench.leaf("sensor.x", "state", value);
            bench.leaf("sensor.x", "unit", "2");
            BOOST_TEST(bench.attributes() ==
                       "sensor.x:icon=1 sensor.x:state=" + std::string(value) + " sensor.x:unit=2");
            bench.out();
            BOOST_TEST(bench.taken.back().new_state == value);
            bench.advance(3000);
        }
    }
    const auto changes = bench.taken.size();
    bench.timed("sensor.x", "idle", 20, 20);
    bench.leaf("sensor.x", "state", "\"idle\"");
    bench.timed("sensor.x", "busy", 21, 21);
    bench.leaf("sensor.x", "state", "\"busy\"");
    bench.timed("sensor.x", "\"quoted\"", 22, 22);
    BOOST_TEST(bench.out_at_last() ==
               "sensor.x=idle@20<{\"a\": 1} sensor.x=busy@21<idle sensor.x=\"quoted\"@22<busy");
    BOOST_TEST(bench.taken.size() == changes + 3);
    BOOST_TEST(bench.assembler().counters().state_attributes == 6U);
}

BOOST_AUTO_TEST_CASE(an_attribute_named_state_is_no_state_without_times) {
    AssemblerBench bench;
    bench.teach_no_times();
    bench.leaf("sensor.x", "state", "idle");
    bench.leaf("sensor.x", "icon", "1");
    bench.leaf("sensor.x", "state", "\"idle\"");
    bench.leaf("sensor.x", "unit", "1");
    bench.advance(1000);
    bench.leaf("sensor.x", "state", "busy");
    bench.leaf("sensor.x", "state", "\"busy\"");
    BOOST_TEST(bench.out() == "sensor.x=idle sensor.x=busy<idle");
    BOOST_TEST(bench.attributes() ==
               "sensor.x:icon=1 sensor.x:state=\"idle\" sensor.x:unit=1 sensor.x:state=\"busy\"");
    // A raw state may be quoted: it comes first, so it is not preceded by another raw one.
    bench.advance(1000);
    bench.leaf("sensor.x", "state", "\"raw\"");
    bench.leaf("sensor.x", "state", "\"attribute\"");
    BOOST_TEST(bench.out() == "sensor.x=\"raw\"<busy");
    bench.advance(5000);
    bench.leaf("sensor.y", "state", "on");
    bench.advance(1000);
    bench.leaf("sensor.y", "state", "\"later\"");
    BOOST_TEST(bench.out() == "sensor.y=on sensor.y=\"later\"<on");
}

BOOST_AUTO_TEST_CASE(an_attribute_named_last_changed_is_no_time) {
    AssemblerBench bench;
    bench.timed("sensor.x", "on", 5, 5);
    bench.leaf("sensor.x", "last_changed", "\"2020-01-01T00:00:00+00:00\"");
    BOOST_TEST(bench.out() == "sensor.x=on@5");
    BOOST_TEST(bench.attributes() == "sensor.x:last_changed=\"2020-01-01T00:00:00+00:00\"");
}

BOOST_AUTO_TEST_CASE(snapshots_come_in_any_order) {
    const std::string orders[] = {"suc", "scu", "usc", "ucs", "csu", "cus"};
    for (const auto& order : orders) BOOST_TEST_CONTEXT(order) {
            AssemblerBench bench;
            for (const char leaf : order) {
                bench.retained("light.x", "brightness", "1");
                if (leaf == 's') bench.retained("light.x", "state", "on");
                if (leaf == 'u') bench.retained("light.x", "last_updated", AssemblerBench::iso(6));
                if (leaf == 'c') bench.retained("light.x", "last_changed", AssemblerBench::iso(5));
            }
            BOOST_TEST(bench.out() == "light.x=on^@5");
            BOOST_TEST(bench.attributes() ==
                       "light.x:brightness=1^ light.x:brightness=1^ light.x:brightness=1^");
            BOOST_TEST(!bench.assembler().lowest_pending_inbox_id());
        }
}

BOOST_AUTO_TEST_CASE(snapshots_without_all_leaves) {
    AssemblerBench bench;
    bench.retained("light.x", "state", "on");
    bench.retained("light.y", "last_changed", AssemblerBench::iso(5));
    bench.retained("light.z", "last_updated", AssemblerBench::iso(5));
    bench.retained("light.z", "state", "off");
    bench.advance(900);
    BOOST_TEST(bench.out() == "");
    BOOST_TEST(bench.assembler().lowest_pending_inbox_id().value() == 1);
    BOOST_TEST(bench.out_at_last() == "light.x=on^ light.z=off^@5");
    BOOST_TEST(bench.assembler().counters().lone_times == 1U);
}

BOOST_AUTO_TEST_CASE(snapshots_of_what_is_known_yield_nothing) {
    AssemblerBench bench;
    bench.timed("light.x", "on", 5, 6);
    BOOST_TEST(bench.out() == "light.x=on@5");
    bench.timed("light.x", "on", 5, 6, true);  // subscribed again
    bench.timed("light.x", "off", 4, 4, true);
    BOOST_TEST(bench.out_at_last() == "");
    bench.timed("light.x", "off", 9, 9, true);  // changed while we were away
    BOOST_TEST(bench.out_at_last() == "light.x=off^@9<on");
}

BOOST_AUTO_TEST_CASE(a_live_state_goes_after_a_pending_snapshot) {
    AssemblerBench bench;
    bench.teach_times();
    bench.retained("light.x", "state", "off");
    bench.timed("light.x", "on", 5, 5);
    BOOST_TEST(bench.out() == "light.x=off^ light.x=on@5<off");
}

BOOST_AUTO_TEST_CASE(never_holds_more_than_its_bound) {
    AssemblerOptions options;
    options.max_pending = 3;
    AssemblerBench bench(options);
    for (int i = 0; i < 5; ++i) bench.leaf("light.x" + std::to_string(i), "state", "on");
    BOOST_TEST(bench.out() == "light.x0=on light.x1=on");
    BOOST_TEST(bench.assembler().counters().pushed_out == 2U);
    BOOST_TEST(bench.assembler().lowest_pending_inbox_id().value() == 3);
    for (int i = 0; i < 5; ++i) bench.retained("light.y" + std::to_string(i), "state", "on");
    BOOST_TEST(bench.out() == "light.y0=on^ light.y1=on^");
    BOOST_TEST(bench.out_at_last() ==
               "light.y2=on^ light.y3=on^ light.y4=on^ light.x2=on light.x3=on light.x4=on");
}

BOOST_AUTO_TEST_CASE(tells_how_far_the_inbox_may_be_dropped) {
    AssemblerBench bench;
    bench.teach_times();
    const std::int64_t first = bench.inbox_id + 1;
    BOOST_TEST(!bench.assembler().lowest_pending_inbox_id());
    bench.leaf("light.x", "state", "on");
    bench.leaf("light.y", "state", "on");
    BOOST_TEST(bench.assembler().lowest_pending_inbox_id().value() == first);
    bench.leaf("light.x", "last_updated", AssemblerBench::iso(5));
    bench.leaf("light.x", "last_changed", AssemblerBench::iso(5));
    BOOST_TEST(bench.assembler().lowest_pending_inbox_id().value() == first);  // not taken yet
    BOOST_TEST(bench.out() == "light.x=on@5");
    BOOST_TEST(bench.assembler().lowest_pending_inbox_id().value() == first + 1);
    BOOST_TEST(bench.out_at_last() == "light.y=on");
    BOOST_TEST(!bench.assembler().lowest_pending_inbox_id());
}

BOOST_AUTO_TEST_CASE(starts_afresh_after_a_rollback) {
    AssemblerBench bench;
    bench.timed("light.x", "on", 5, 5);
    BOOST_TEST(bench.out() == "light.x=on@5");
    bench.leaf("light.y", "state", "on");
    bench.assembler().reset();
    BOOST_TEST(!bench.assembler().lowest_pending_inbox_id());
    BOOST_TEST(bench.out_at_last() == "");
    bench.timed("light.x", "on", 5, 5);
    BOOST_TEST(bench.out() == "light.x=on@5");
}

BOOST_AUTO_TEST_SUITE_END()
