// The runner itself: an expectation that is not met must be told.
#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "scenarios/runner/expectation.hpp"
#include "scenarios/runner/scenario.hpp"

using namespace hearth;
using namespace hearth::scenarios;

BOOST_AUTO_TEST_SUITE(language)

BOOST_AUTO_TEST_CASE(what_is_as_expected_is_silent) {
    const Json answer = {{{"code", "a"}, {"n", 2}, {"text", "two of three"}}, {{"code", "b"}}};
    BOOST_TEST(unmet(answer, {{"at", "/0/n"}, {"is", 2}}) == "");
    BOOST_TEST(unmet(answer, {{"at", "/0/n"}, {"at_least", 2}, {"at_most", 2}}) == "");
    BOOST_TEST(unmet(answer, {{"at", "/0/text"}, {"contains", {"two", "three"}}}) == "");
    BOOST_TEST(unmet(answer, {{"where", {{"code", "b"}}}, {"size", 1}}) == "");
    BOOST_TEST(unmet(answer, {{"at", "/5"}, {"absent", true}}) == "");
    BOOST_TEST(unmet(answer, {{"at", "/0/text"}, {"matches", "^two .* three$"}}) == "");
}

BOOST_AUTO_TEST_CASE(what_is_otherwise_is_told) {
    const Json answer = {{{"code", "a"}, {"n", 2}, {"text", "two of three"}}, {{"code", "b"}}};
    BOOST_TEST(unmet(answer, {{"at", "/0/n"}, {"is", 3}}) != "");
    BOOST_TEST(unmet(answer, {{"at", "/0/n"}, {"is_not", 2}}) != "");
    BOOST_TEST(unmet(answer, {{"at", "/0/n"}, {"at_least", 3}}) != "");
    BOOST_TEST(unmet(answer, {{"at", "/0/n"}, {"at_most", 1}}) != "");
    BOOST_TEST(unmet(answer, {{"at", "/0/text"}, {"contains", {"two", "four"}}}) != "");
    BOOST_TEST(unmet(answer, {{"at", "/0/text"}, {"lacks", "two"}}) != "");
    BOOST_TEST(unmet(answer, {{"at", "/0/text"}, {"lacks", {"four", "two"}}}) != "");
    BOOST_TEST(unmet(answer, {{"where", {{"code", "c"}}}, {"size", 1}}) != "");
    BOOST_TEST(unmet(answer, {{"at", "/7"}, {"is", 1}}) != "");
    BOOST_TEST(unmet(answer, {{"at", "/0"}, {"absent", true}}) != "");
}

BOOST_AUTO_TEST_CASE(a_step_that_expects_nothing_or_nonsense_is_a_fault) {
    BOOST_CHECK_THROW(unmet(Json::array(), Json::object()), std::runtime_error);
    BOOST_CHECK_THROW(unmet(Json::array(), {{"equals", 1}}), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(spans_of_time) {
    BOOST_TEST(parse_span("10m") == 600 * kMicrosPerSecond);
    BOOST_TEST(parse_span("-2h") == -7200 * kMicrosPerSecond);
    BOOST_TEST(parse_span("1.5d") == 36 * kMicrosPerHour);
    BOOST_CHECK_THROW(parse_span("10"), std::runtime_error);
    BOOST_CHECK_THROW(parse_span("10 m x"), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
