// What tests of scores have in common.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "sdk/metrics.hpp"

namespace hearth::sdk::test {

inline void check_close(double is, double expected) {
    BOOST_TEST(std::abs(is - expected) < 1e-12, is << " is not " << expected);
}

inline double value(const Scores& scores, Metric metric) {
    return scores[static_cast<std::size_t>(metric)];
}

}  // namespace hearth::sdk::test
