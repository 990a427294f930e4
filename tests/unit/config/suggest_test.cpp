#include "config/suggest.hpp"

#include <boost/test/unit_test.hpp>

using hearth::config::edit_distance;
using hearth::config::nearest;

BOOST_AUTO_TEST_SUITE(suggest)

BOOST_AUTO_TEST_CASE(distances) {
    BOOST_TEST(edit_distance("", "") == 0);
    BOOST_TEST(edit_distance("", "abc") == 3);
    BOOST_TEST(edit_distance("kitten", "sitting") == 3);
    BOOST_TEST(edit_distance("topic", "topci") == 1);
    BOOST_TEST(edit_distance("abc", "abc") == 0);
}

BOOST_AUTO_TEST_CASE(only_near_words_are_suggested) {
    const std::vector<std::string> words = {"threshold", "enabled", "options"};
    BOOST_TEST(nearest("treshold", words) == "threshold");
    BOOST_TEST(nearest("option", words) == "options");
    BOOST_TEST(nearest("colour", words) == "");
    BOOST_TEST(nearest("", words) == "");
    BOOST_TEST(nearest(std::string(100'000, 'x'), words) == "");
}

BOOST_AUTO_TEST_SUITE_END()
