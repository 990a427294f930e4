// Same rows and seed: same bytes. And what must make no difference makes none.
#include <algorithm>
#include <filesystem>
#include <random>

#include "test_case.hpp"

using namespace hearth;
using namespace hearth::conformance;

BOOST_AUTO_TEST_SUITE(determinism)

CONFORMANCE_CASE(same_seed_gives_the_same_bytes) {
    const std::string dataset = bench.dataset(make_habits());
    const Trained first = bench.train(bench.request(dataset));
    const Trained second = bench.train(bench.request(dataset));
    REQUIRE_STATUS(first.answer, HEARTH_OK);
    REQUIRE_STATUS(second.answer, HEARTH_OK);
    BOOST_TEST(first.sha256() == second.sha256());
    BOOST_TEST(first.answer.reply["scores"] == second.answer.reply["scores"]);
    BOOST_TEST(first.answer.reply["intervals"] == second.answer.reply["intervals"]);
}

CONFORMANCE_CASE(another_seed_gives_other_bytes) {
    if (!plugin.manifest.seed) return;
    const std::string dataset = bench.dataset(make_habits());
    Json request = bench.request(dataset);
    const Trained first = bench.train(request);
    request["seed"] = 43;
    request["output"] = bench.new_folder();
    const Trained second = bench.train(request);
    REQUIRE_STATUS(first.answer, HEARTH_OK);
    REQUIRE_STATUS(second.answer, HEARTH_OK);
    BOOST_TEST(first.sha256() != second.sha256());
}

CONFORMANCE_CASE(the_order_of_the_lines_makes_no_difference) {
    auto rows = make_habits();
    const Trained sorted = bench.train(bench.request(bench.dataset(rows)));
    std::mt19937_64 random(3);
    for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random() % i]);
    const Trained unsorted = bench.train(bench.request(bench.dataset(rows)));
    REQUIRE_STATUS(sorted.answer, HEARTH_OK);
    REQUIRE_STATUS(unsorted.answer, HEARTH_OK);
    BOOST_TEST(sorted.sha256() == unsorted.sha256());
    BOOST_TEST(sorted.answer.reply["scores"] == unsorted.answer.reply["scores"]);
}

CONFORMANCE_CASE(the_labels_of_the_hold_out_never_reach_the_weights) {
    auto rows = make_habits();
    const Trained honest = bench.train(bench.request(bench.dataset(rows)));
    const std::size_t targets = count_targets(rows);
    shuffle_labels(rows, targets * 4 / 5, 11);
    const Trained shuffled = bench.train(bench.request(bench.dataset(rows)));
    REQUIRE_STATUS(honest.answer, HEARTH_OK);
    REQUIRE_STATUS(shuffled.answer, HEARTH_OK);
    BOOST_TEST(honest.sha256() == shuffled.sha256());
    BOOST_TEST(honest.answer.reply["scores"]["model"] != shuffled.answer.reply["scores"]["model"]);
}

CONFORMANCE_CASE(counting_through_the_hold_out_changes_no_weight) {
    const std::string dataset = bench.dataset(make_habits());
    Json request = bench.request(dataset);
    const Trained online = bench.train(request);
    request["online"] = false;
    request["output"] = bench.new_folder();
    const Trained frozen = bench.train(request);
    REQUIRE_STATUS(online.answer, HEARTH_OK);
    REQUIRE_STATUS(frozen.answer, HEARTH_OK);
    BOOST_TEST(online.sha256() == frozen.sha256());
}

BOOST_AUTO_TEST_SUITE_END()
