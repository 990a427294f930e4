// A precondition for test cases that need a real broker: without one they are skipped, not passed.
//   BOOST_AUTO_TEST_CASE(name, *boost::unit_test::precondition(hearth::test::needs_mosquitto))
#pragma once

#include <boost/test/unit_test.hpp>

#include "support/mosquitto.hpp"

namespace hearth::test {

inline boost::test_tools::assertion_result needs_mosquitto(boost::unit_test::test_unit_id) {
    boost::test_tools::assertion_result there(Mosquitto::available());
    there.message() << "/usr/sbin/mosquitto is not installed";
    return there;
}

}  // namespace hearth::test
