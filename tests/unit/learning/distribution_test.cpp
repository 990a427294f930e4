#include "learning/distribution.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

using hearth::Json;
using namespace hearth::learning;

namespace {
const double kNan = std::numeric_limits<double>::quiet_NaN();
}

BOOST_AUTO_TEST_SUITE(distribution)

BOOST_AUTO_TEST_CASE(numbers_fall_into_bins) {
    Distribution numbers({12, 6, 6, kNan, 18});
    for (const double x : {-5.0, 5.99, 6.0, 11.0, 12.0, 18.0, 1e300}) numbers.add_number(x);
    numbers.add_number(kNan);
    numbers.add_category("six");
    const std::map<std::string, std::int64_t> expected{
        {"below 6", 2}, {"6 to 12", 2}, {"12 to 18", 1}, {"from 18", 2}};
    BOOST_TEST((numbers.counts() == expected));
    BOOST_TEST(numbers.other() == 2);
    BOOST_TEST(numbers.total() == 9);
    BOOST_TEST(numbers.emptied().total() == 0);
    BOOST_TEST(numbers.emptied().counts().size() == 4);
}

BOOST_AUTO_TEST_CASE(whole_numbers_have_a_bin_each) {
    Distribution hours(whole_number_edges(0, 23));
    for (int hour = 0; hour < 24; ++hour) hours.add_number(hour + 0.75);
    BOOST_TEST(hours.counts().size() == 24);
    for (const auto& [name, count] : hours.counts()) BOOST_TEST(count == 1, name);
}

BOOST_AUTO_TEST_CASE(the_number_of_categories_is_bounded) {
    Distribution many;
    for (int i = 0; i < 5000; ++i) many.add_category(std::to_string(i));
    many.add_category("0");
    BOOST_TEST(many.counts().size() == Distribution::kMaxCategories);
    BOOST_TEST(many.total() == 5001);
    const Distribution top = many.trimmed(50);
    BOOST_TEST(top.counts().size() == 50);
    BOOST_TEST(top.counts().at("0") == 2);
    BOOST_TEST(top.total() == 5001);
    std::vector<double> edges(10'000);
    for (std::size_t i = 0; i < edges.size(); ++i) edges[i] = static_cast<double>(i);
    BOOST_TEST(Distribution(edges).counts().size() == Distribution::kMaxBins);
}

BOOST_AUTO_TEST_CASE(is_read_as_written) {
    Distribution names, numbers({0.5, 1.25});
    names.add_category("a");
    names.add_category("b");
    names.add_number(3);
    numbers.add_number(1);
    numbers.add_number(kNan);
    for (const Distribution& one : {names, numbers, Distribution()})
        BOOST_TEST(Distribution::from_json(one.to_json()).to_json() == one.to_json());
}

BOOST_AUTO_TEST_CASE(damaged_counts_are_left_out) {
    struct Case {
        Json json;
        std::int64_t total;
    };
    for (const Case& c : std::initializer_list<Case>{
             {Json(), 0},
             {Json(7), 0},
             {Json{{"other", -3}, {"categories", 4}}, 0},
             {Json{{"other", 2}, {"categories", {{"a", 3}, {"b", "x"}, {"c", -1}}}}, 5},
             {Json{{"edges", {1, 2}}, {"bins", {1, 2, 3}}}, 6},
             {Json{{"edges", {1, 2}}, {"bins", {1, 2}}}, 0},
             {Json{{"edges", {1, "x"}}, {"bins", {1, 2}}}, 0},
             {Json{{"edges", 5}, {"bins", "x"}}, 0}})
        BOOST_TEST(Distribution::from_json(c.json).total() == c.total, c.json.dump());
}

BOOST_AUTO_TEST_SUITE_END()
