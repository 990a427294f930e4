#include "sdk/replay_sampler.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <numeric>
#include <set>

#include "rows.hpp"

using namespace hearth::sdk;
using namespace hearth::sdk::test;

namespace {

// 1,000 rows: "often" 900, "seldom" 90, "rare" 10.
Dataset uneven() {
    Dataset out;
    for (int i = 0; i < 1000; ++i)
        out.rows.push_back(row_at(i + 1, i % 100 == 0                  ? "rare"
                                         : i % 10 == 1 && i % 100 != 1 ? "seldom"
                                                                       : "often"));
    return out;
}

std::vector<std::size_t> all_rows(const Dataset& dataset) {
    std::vector<std::size_t> out(dataset.rows.size());
    std::iota(out.begin(), out.end(), 0);
    return out;
}

std::map<std::string, std::size_t> labels_of(const Dataset& dataset,
                                             const std::vector<std::size_t>& rows) {
    std::map<std::string, std::size_t> out;
    for (const std::size_t row : rows) ++out[dataset.rows[row].label];
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(replay_sampler)

BOOST_AUTO_TEST_CASE(rare_labels_keep_their_place) {
    const Dataset dataset = uneven();
    const auto all = all_rows(dataset);
    auto there_are = labels_of(dataset, all);
    auto sampled = labels_of(dataset, sample_replay(dataset, all, 90, 1));
    BOOST_TEST(sampled["rare"] == there_are["rare"]);
    BOOST_TEST(sampled["seldom"] == 40);
    BOOST_TEST(sampled["often"] == 40);
}

BOOST_AUTO_TEST_CASE(no_row_is_taken_twice_and_never_more_than_there_are) {
    const Dataset dataset = uneven();
    const auto all = all_rows(dataset);
    for (const std::size_t count : {0U, 1U, 2U, 100U, 999U, 1000U, 5000U}) {
        const auto rows = sample_replay(dataset, all, count, 3);
        BOOST_TEST(rows.size() == std::min<std::size_t>(count, 1000));
        BOOST_TEST(std::is_sorted(rows.begin(), rows.end()));
        BOOST_TEST(std::set<std::size_t>(rows.begin(), rows.end()).size() == rows.size());
    }
}

BOOST_AUTO_TEST_CASE(the_seed_decides) {
    const Dataset dataset = uneven();
    const auto all = all_rows(dataset);
    BOOST_TEST((sample_replay(dataset, all, 50, 1) == sample_replay(dataset, all, 50, 1)));
    BOOST_TEST((sample_replay(dataset, all, 50, 1) != sample_replay(dataset, all, 50, 2)));
}

BOOST_AUTO_TEST_CASE(every_row_has_the_same_chance) {
    const Dataset dataset = rows_in_time(20);
    std::vector<int> drawn(20, 0);
    for (std::uint64_t seed = 0; seed < 4000; ++seed)
        for (const std::size_t row : sample_replay(dataset, all_rows(dataset), 5, seed))
            ++drawn[row];
    // 1,000 expected, standard deviation 27.
    for (const int count : drawn) BOOST_TEST((count > 860 && count < 1140), count);
}

BOOST_AUTO_TEST_CASE(all_new_rows_and_some_older_ones_train) {
    Dataset dataset = rows_in_time(100);
    dataset.new_after_us = 90;
    const auto chosen = incremental_rows(dataset, all_rows(dataset), 20, 1);
    BOOST_TEST(chosen.replayed == 20);
    BOOST_TEST(chosen.rows.size() == 30);
    BOOST_TEST(std::count_if(chosen.rows.begin(), chosen.rows.end(),
                             [](std::size_t row) { return row >= 90; }) == 10);
    dataset.new_after_us.reset();
    BOOST_TEST(incremental_rows(dataset, all_rows(dataset), 20, 1).rows.size() == 100);
    BOOST_TEST(incremental_rows(dataset, all_rows(dataset), 20, 1).replayed == 0);
}

BOOST_AUTO_TEST_SUITE_END()
