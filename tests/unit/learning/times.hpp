// A time as people write it, for tests.
#pragma once

#include <boost/test/unit_test.hpp>

#include "core/iso_time.hpp"

namespace hearth::test {

// "2025-03-30T01:00Z".
inline TimeUs at(const char* text) {
    const auto time = parse_iso_time(text);
    BOOST_REQUIRE_MESSAGE(time, text);
    return *time;
}

}  // namespace hearth::test
