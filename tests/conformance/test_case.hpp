// A test case of the conformance suite: run once for every plugin.
#pragma once

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "bench.hpp"
#include "plugin_under_test.hpp"

// Fails with the plugin's own words unless the status is the expected one.
#define CHECK_STATUS(answer, expected)                                                         \
    BOOST_CHECK_MESSAGE((answer).status == (expected),                                         \
                        "status is " << hearth::worker::to_string((answer).status) << ", not " \
                                     << hearth::worker::to_string(expected) << ": "            \
                                     << (answer).error)
#define REQUIRE_STATUS(answer, expected)                                                         \
    BOOST_REQUIRE_MESSAGE((answer).status == (expected),                                         \
                          "status is " << hearth::worker::to_string((answer).status) << ", not " \
                                       << hearth::worker::to_string(expected) << ": "            \
                                       << (answer).error)

// `plugin` (a PluginUnderTest) and `bench` are at hand in the body.
#define CONFORMANCE_CASE(name)                                                                   \
    static void name##_body(const hearth::conformance::PluginUnderTest& plugin,                  \
                            hearth::conformance::Bench& bench);                                  \
    BOOST_DATA_TEST_CASE(name, hearth::conformance::all_plugins(), folder) {                     \
        const auto& plugin = hearth::conformance::load(folder);                                  \
        hearth::conformance::Bench bench(plugin);                                                \
        name##_body(plugin, bench);                                                              \
    }                                                                                            \
    static void name##_body([[maybe_unused]] const hearth::conformance::PluginUnderTest& plugin, \
                            [[maybe_unused]] hearth::conformance::Bench& bench)
