#include "cli/drift_text.hpp"

#include <boost/test/unit_test.hpp>

using namespace hearth;
using namespace hearth::cli;

BOOST_AUTO_TEST_SUITE(drift_output)

BOOST_AUTO_TEST_CASE(features_stand_in_a_table_with_what_chance_gives) {
    const Json drift = {
        {"model", "habits"},
        {"version", 3},
        {"state", "severe"},
        {"reason", "1 of 2 features changed."},
        {"recommendation", "Train again now."},
        {"reference", {{"from", "2026-01-05T00:00:00Z"}, {"through", "2026-01-19T00:00:00Z"}}},
        {"current", {{"from", nullptr}, {"through", nullptr}}},
        {"features", Json::array({{{"name", "gap_seconds"},
                                   {"state", "severe"},
                                   {"psi", 0.5},
                                   {"expected", 0.02},
                                   {"limit", 0.06},
                                   {"text", "much"}},
                                  {{"name", "hour"},
                                   {"state", "unknown"},
                                   {"psi", 0.0},
                                   {"expected", 0.0},
                                   {"limit", 0.0},
                                   {"text", "too\nshort"}}})}};
    BOOST_TEST(drift_text(drift, Style(false)) ==
               "habits, version 3: severe\n"
               "1 of 2 features changed.\n"
               "Train again now.\n"
               "Learned from  2026-01-05 00:00:00 to 2026-01-19 00:00:00 UTC\n"
               "Compared with no sample\n"
               "  Feature         PSI  By chance  At most  State    In words\n"
               "  gap seconds  0.5000     0.0200   0.0600  severe   much\n"
               "  hour              -          -        -  unknown  too?short\n");
}

BOOST_AUTO_TEST_CASE(without_an_active_version_only_the_sentence_is_shown) {
    const Json drift = {{"model", "habits"},         {"version", nullptr},
                        {"state", "unknown"},        {"reason", "No version is active."},
                        {"recommendation", "Wait."}, {"features", Json::array()}};
    BOOST_TEST(drift_text(drift, Style(false)) ==
               "habits: unknown\nNo version is active.\nWait.\n");
}

BOOST_AUTO_TEST_SUITE_END()
