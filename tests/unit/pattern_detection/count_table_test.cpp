#include "pattern_detection/experts/count_table.hpp"

#include <boost/test/unit_test.hpp>

#include "pattern_detection/hash_key.hpp"

using hearth::pattern::CountTable;
using hearth::pattern::hash_key;

BOOST_AUTO_TEST_SUITE(count_table)

BOOST_AUTO_TEST_CASE(it_counts_what_followed_each_context) {
    CountTable table;
    BOOST_TEST(table.find(hash_key({1})) == nullptr);
    for (int i = 0; i < 1000; ++i) table.add(hash_key({i % 100}), i % 7);
    BOOST_TEST(table.contexts() == 100u);
    const auto* context = table.find(hash_key({3}));
    BOOST_REQUIRE(context != nullptr);
    BOOST_TEST(context->total == 10);
    double sum = 0;
    int distinct = 0;
    table.for_each(*context, [&](int candidate, double count) {
        BOOST_TEST(table.count(*context, candidate) == count);
        sum += count;
        ++distinct;
    });
    BOOST_TEST(sum == 10);
    BOOST_TEST(distinct == context->distinct);
    BOOST_TEST(table.count(*context, 99) == 0);
}

BOOST_AUTO_TEST_CASE(decay_makes_recent_visits_weigh_more) {
    CountTable table;
    const auto key = hash_key({5});
    table.add(key, 0, .5);
    table.add(key, 1, .5);
    table.add(key, 1, .5);
    const auto* context = table.find(key);
    BOOST_TEST(table.count(*context, 0) == .25);
    BOOST_TEST(table.count(*context, 1) == 1.5);
    BOOST_TEST(context->total == 1.75);
}

BOOST_AUTO_TEST_CASE(it_is_bounded_and_forgets_the_least_visited) {
    CountTable table;
    const auto often = hash_key({-1});
    for (int i = 0; i < 20; ++i) table.add(often, i % 2);
    for (std::size_t i = 0; i <= CountTable::kMaxContexts; ++i)
        table.add(hash_key({static_cast<std::int64_t>(i)}), 0);
    BOOST_TEST(table.contexts() <= CountTable::kMaxContexts);
    const auto* context = table.find(often);
    BOOST_REQUIRE(context != nullptr);
    BOOST_TEST(context->total == 20);
    BOOST_TEST(table.count(*context, 1) == 10);
}

BOOST_AUTO_TEST_SUITE_END()
