// Short ways to say that something has to succeed for the test to go on.
#pragma once

#include <boost/test/unit_test.hpp>
#include <utility>

#include "core/result.hpp"

namespace hearth::test {

// The value of a Result that must be one; stops the test with the error's text otherwise.
template <class T>
T take(Result<T> result) {
    BOOST_REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : result.error().text));
    return std::move(result).value();
}

inline void must(const Status& status) {
    BOOST_REQUIRE_MESSAGE(status.ok(), (status.ok() ? "" : status.error().text));
}

template <class T>
ErrorCode code_of_failure(const Result<T>& result) {
    BOOST_REQUIRE(!result.ok());
    return result.error().code;
}

}  // namespace hearth::test
