#include "worker/arguments.hpp"

#include <boost/test/unit_test.hpp>

using hearth::worker::parse_arguments;

BOOST_AUTO_TEST_SUITE(arguments)

BOOST_AUTO_TEST_CASE(all_are_read) {
    const auto out = parse_arguments(
        {"--plugin", "/p/libx.so", "--fd", "3", "--nice", "10", "--trust-any-owner"});
    BOOST_REQUIRE(out.ok());
    BOOST_TEST(out->plugin == "/p/libx.so");
    BOOST_TEST(out->fd == 3);
    BOOST_TEST(out->nice == 10);
    BOOST_TEST(out->trust_any_owner);
    BOOST_TEST(!parse_arguments({"--plugin", "/p", "--fd", "3"})->trust_any_owner);
}

BOOST_AUTO_TEST_CASE(mistakes_are_named_and_the_usage_shown) {
    using Words = std::vector<std::string>;
    for (const Words& words :
         {Words{}, Words{"--plugin", "/p"}, Words{"--fd", "3"}, Words{"--fd"}, Words{"--fd", "x"},
          Words{"--fd", "3x"}, Words{"--fd", "-1"}, Words{"--nice", "20"}, Words{"--nice", "-5"},
          Words{"--what"}, Words{"--plugin", "/p", "--fd", "99999999999"}}) {
        const auto out = parse_arguments(words);
        BOOST_REQUIRE(!out.ok());
        BOOST_TEST(out.error().text.find("usage:") != std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
