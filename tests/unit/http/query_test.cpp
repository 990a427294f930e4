#include <boost/test/unit_test.hpp>

#include "http/query.hpp"

using namespace hearth;
using namespace hearth::http;

BOOST_AUTO_TEST_SUITE(query_text)

BOOST_AUTO_TEST_CASE(percent_encoding_is_undone) {
    BOOST_TEST(*percent_decode("a%20b+c", true) == "a b c");
    BOOST_TEST(*percent_decode("a+b", false) == "a+b");
    BOOST_TEST(*percent_decode("K%C3%BCche", true) == "Küche");
    BOOST_TEST(*percent_decode("%41", true) == "A");
}

BOOST_AUTO_TEST_CASE(broken_percent_encoding_is_refused) {
    for (const char* text : {"%", "%4", "a%zz", "%G1", "%4G", "abc%2"})
        BOOST_TEST(!percent_decode(text, true).ok(), text);
}

BOOST_AUTO_TEST_CASE(control_characters_and_invalid_utf8_are_refused) {
    for (const char* text : {"%00", "%0d%0a", "%7F", "%FF", "%C3", "%ED%A0%80", "%C0%AF"})
        BOOST_TEST(!percent_decode(text, true).ok(), text);
}

BOOST_AUTO_TEST_CASE(a_target_is_split_into_path_and_query) {
    const auto target = parse_target("/api/v1/runs?model=pattern+detection&&limit=5&flag");
    BOOST_REQUIRE(target.ok());
    BOOST_TEST(target->path == "/api/v1/runs");
    BOOST_REQUIRE(target->query.size() == 3u);
    BOOST_TEST(target->query[0].first == "model");
    BOOST_TEST(target->query[0].second == "pattern detection");
    BOOST_TEST(target->query[1].second == "5");
    BOOST_TEST(target->query[2].first == "flag");
    BOOST_TEST(target->query[2].second.empty());
}

BOOST_AUTO_TEST_CASE(path_traversal_is_refused) {
    for (const char* text : {"/..", "/api/v1/../../etc/passwd", "/%2e%2e/x", "/a/./b", "/a%2Fb",
                             "/api/v1/..", "/api/v1/%2E%2E%2Fhealth"})
        BOOST_TEST(!parse_target(text).ok(), text);
    BOOST_TEST(parse_target("/a..b/c.d").ok());
}

BOOST_AUTO_TEST_CASE(a_target_must_be_a_path) {
    for (const char* text : {"", "*", "http://elsewhere/health", "health"})
        BOOST_TEST(!parse_target(text).ok(), text);
}

BOOST_AUTO_TEST_CASE(too_many_fields_are_refused) {
    std::string text = "/x?";
    for (int i = 0; i < 64; ++i) text.append("a").append(std::to_string(i)).append("=1&");
    BOOST_TEST(parse_target(text).ok());
    BOOST_TEST(!parse_target(text + "one_more=1").ok());
}

namespace {
const commands::CommandInfo kCommand{"runs",
                                     "Training runs",
                                     true,
                                     {{"model", "string", false, ""},
                                      {"limit", "integer", false, ""},
                                      {"share", "number", false, ""},
                                      {"full", "boolean", false, ""}}};
}

BOOST_AUTO_TEST_CASE(values_take_the_declared_types) {
    const auto arguments = arguments_from_query(
        {{"model", "12"}, {"limit", "-5"}, {"share", "0.25"}, {"full", "true"}, {"other", "1"}},
        kCommand);
    BOOST_REQUIRE(arguments.ok());
    BOOST_TEST(
        (*arguments ==
         Json{{"model", "12"}, {"limit", -5}, {"share", 0.25}, {"full", true}, {"other", "1"}}));
}

BOOST_AUTO_TEST_CASE(values_of_another_type_are_refused_by_name) {
    const QueryFields wrong[] = {{{"limit", "5x"}},    {{"limit", ""}},
                                 {{"limit", "1.5"}},   {{"limit", "99999999999999999999"}},
                                 {{"share", "nan"}},   {{"share", "inf"}},
                                 {{"share", "1e999"}}, {{"full", "yes"}}};
    for (const QueryFields& fields : wrong) {
        const auto arguments = arguments_from_query(fields, kCommand);
        BOOST_REQUIRE_MESSAGE(!arguments.ok(), fields[0].second);
        BOOST_TEST(arguments.error().text.find(fields[0].first) != std::string::npos);
    }
    BOOST_TEST(!arguments_from_query({{"limit", "1"}, {"limit", "2"}}, kCommand).ok());
}

BOOST_AUTO_TEST_SUITE_END()
