#include "core/topic_filter.hpp"

#include <boost/test/unit_test.hpp>

using namespace hearth;

BOOST_AUTO_TEST_SUITE(topic_filter)

BOOST_AUTO_TEST_CASE(selects_topics_as_mqtt_says) {
    struct Row {
        const char *filter, *topic;
        bool matches;
    };
    const Row rows[] = {
        {"a/b", "a/b", true},       {"a/b", "a/b/c", false},    {"a/b", "a", false},
        {"a/+", "a/b", true},       {"a/+", "a/", true},        {"a/+", "a", false},
        {"a/+", "a/b/c", false},    {"+/b", "a/b", true},       {"+/+", "/a", true},
        {"+", "/a", false},         {"#", "a/b/c", true},       {"#", "/", true},
        {"a/#", "a", true},         {"a/#", "a/b/c", true},     {"a/#", "ab", false},
        {"a/+/c/#", "a/b/c", true}, {"a/+/c/#", "a/b", false},  {"#", "$SYS/load", false},
        {"+/x", "$SYS/x", false},   {"$SYS/#", "$SYS/x", true}, {"a//b", "a//b", true},
        {"a/+/b", "a//b", true},    {"A/b", "a/b", false},      {"a/b/", "a/b", false},
    };
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.filter << " on " << row.topic)
    BOOST_TEST(topic_matches(row.filter, row.topic) == row.matches);
}

BOOST_AUTO_TEST_CASE(knows_broken_filters) {
    for (const char* good : {"a", "/", "a/#", "#", "+", "+/+/#", "a/+/b", "ü/ö"})
        BOOST_TEST(is_topic_filter(good), good);
    for (const char* bad : {"", "a#", "a/#/b", "a+", "+a/b", "a/b#", "##", "\xff"})
        BOOST_TEST(!is_topic_filter(bad), bad);
    BOOST_TEST(!is_topic_filter(std::string_view("a\0b", 3)));
    BOOST_TEST(!is_topic_filter(std::string(65536, 'a')));
    BOOST_TEST(is_topic_name("a/b"));
    BOOST_TEST(!is_topic_name("a/+"));
}

BOOST_AUTO_TEST_SUITE_END()
