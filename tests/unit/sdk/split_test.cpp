#include "sdk/split.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>

#include "rows.hpp"

using namespace hearth;
using namespace hearth::sdk;
using namespace hearth::sdk::test;
using Rows = std::vector<std::size_t>;

namespace {

Rows range(std::size_t from, std::size_t to) {
    Rows out(to - from);
    std::iota(out.begin(), out.end(), from);
    return out;
}

SplitRules holding_out(double fraction) {
    SplitRules out;
    out.holdout_fraction = fraction;
    return out;
}

Split split_of(const Dataset& dataset, const SplitRules& rules) {
    auto out = split_dataset(dataset, rules);
    BOOST_REQUIRE(out);
    return *out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(split)

BOOST_AUTO_TEST_CASE(the_newest_part_is_held_out) {
    const Split split = split_of(rows_in_time(1229), holding_out(0.2));
    BOOST_TEST(split.train == range(0, 983), boost::test_tools::per_element());
    BOOST_TEST(split.holdout == range(983, 1229), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_fraction_is_taken_as_it_is_written) {
    // In binary arithmetic (1 - 0.9) * 10 is a little less than 1, and (1 - 0.7) * 10 than 3.
    BOOST_TEST(split_of(rows_in_time(10), holding_out(0.9)).train.size() == 1);
    BOOST_TEST(split_of(rows_in_time(10), holding_out(0.7)).train.size() == 3);
    BOOST_TEST(split_of(rows_in_time(10), holding_out(0.15)).train.size() == 8);
}

BOOST_AUTO_TEST_CASE(validation_is_the_newest_end_of_the_training_part) {
    const Split split = split_of(rows_in_time(100), holding_out(0.2));
    BOOST_TEST(split.fit == range(0, 72), boost::test_tools::per_element());
    BOOST_TEST(split.validation == range(72, 80), boost::test_tools::per_element());
    BOOST_TEST(split.train == range(0, 80), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(few_rows_have_no_validation_part) {
    const Split split = split_of(rows_in_time(10), holding_out(0.2));
    BOOST_TEST(split.validation.empty());
    BOOST_TEST(split.fit == split.train, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(context_rows_take_no_part) {
    Dataset dataset = rows_in_time(20);
    for (std::size_t i = 0; i < 20; i += 2) dataset.rows[i].target = false;
    const Split split = split_of(dataset, holding_out(0.2));
    const Rows train{1, 3, 5, 7, 9, 11, 13, 15}, holdout{17, 19};
    BOOST_TEST(split.train == train, boost::test_tools::per_element());
    BOOST_TEST(split.holdout == holdout, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_the_incumbent_may_know_moves_to_training) {
    SplitRules rules = holding_out(0.5);
    rules.holdout_after_us = 7;  // rows 0 to 6, at 1 to 7
    const Split split = split_of(rows_in_time(10), rules);
    BOOST_TEST(split.train == range(0, 7), boost::test_tools::per_element());
    BOOST_TEST(split.holdout == range(7, 10), boost::test_tools::per_element());
    rules.holdout_after_us = 3;  // earlier than the hold-out begins: changes nothing
    BOOST_TEST(split_of(rows_in_time(10), rules).holdout.size() == 5);
}

BOOST_AUTO_TEST_CASE(too_few_rows_to_judge_are_no_data) {
    SplitRules rules = holding_out(0.2);
    rules.min_holdout = 3;
    const auto split = split_dataset(rows_in_time(10), rules);
    BOOST_REQUIRE(!split);
    BOOST_TEST((split.error().code == ErrorCode::kNotFound));
    BOOST_TEST(split.error().text.find("2 rows") != std::string::npos);
    rules = holding_out(0.5);
    rules.holdout_after_us = 10;
    BOOST_TEST(!split_dataset(rows_in_time(10), rules).ok());
}

BOOST_AUTO_TEST_CASE(nothing_to_train_on_is_no_data) {
    BOOST_TEST((split_dataset(Dataset(), {}).error().code == ErrorCode::kNotFound));
    BOOST_TEST((split_dataset(rows_in_time(1), {}).error().code == ErrorCode::kNotFound));
}

BOOST_AUTO_TEST_CASE(a_group_at_the_border_is_held_out_whole) {
    Dataset dataset = rows_in_time(10);
    for (const std::size_t row : {6U, 7U, 8U}) dataset.rows[row].group = "pair";
    // 8 rows may train; the group would take row 8 with it and reach beyond.
    const Split split = split_of(dataset, holding_out(0.2));
    BOOST_TEST(split.train == range(0, 6), boost::test_tools::per_element());
    BOOST_TEST(split.holdout == range(6, 10), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(groups_that_overlap_are_ordered_by_their_newest_row) {
    Dataset dataset = rows_in_time(12);
    const char* groups[] = {"a", "b", "c", "b", "a", "c", "a", "b", "d", "d", "c", "d"};
    for (std::size_t i = 0; i < 12; ++i) dataset.rows[i].group = groups[i];
    // Newest rows: a 6, b 7, c 10, d 11. Nine rows may train.
    const Split split = split_of(dataset, holding_out(0.25));
    const Rows train{0, 1, 2, 3, 4, 5, 6, 7, 10}, holdout{8, 9, 11};
    BOOST_TEST(split.train == train, boost::test_tools::per_element());
    BOOST_TEST(split.holdout == holdout, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(validation_divides_no_group_either) {
    Dataset dataset = rows_in_time(100);
    for (std::size_t i = 70; i < 80; ++i) dataset.rows[i].group = "pair";
    const Split split = split_of(dataset, holding_out(0.2));
    BOOST_TEST(split.fit == range(0, 70), boost::test_tools::per_element());
    BOOST_TEST(split.validation == range(70, 80), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_group_that_the_incumbent_knows_in_part_moves_whole) {
    Dataset dataset = rows_in_time(10);
    for (const std::size_t row : {6U, 9U}) dataset.rows[row].group = "pair";
    SplitRules rules = holding_out(0.5);
    rules.holdout_after_us = 7;
    const Split split = split_of(dataset, rules);
    const Rows holdout{7, 8};
    BOOST_TEST(split.holdout == holdout, boost::test_tools::per_element());
    BOOST_TEST(split.train.size() == 8);
}

BOOST_AUTO_TEST_CASE(parts_that_the_data_set_fixes_replace_the_fraction) {
    Dataset dataset = rows_in_time(10);
    for (std::size_t i = 0; i < 10; ++i)
        dataset.rows[i].part = i % 5 == 0 ? Part::kTest : Part::kTrain;
    const Split split = split_of(dataset, holding_out(0.5));
    const Rows holdout{0, 5};
    BOOST_TEST(split.holdout == holdout, boost::test_tools::per_element());
    BOOST_TEST(split.train.size() == 8);
}

BOOST_AUTO_TEST_CASE(fixed_parts_must_be_complete_and_keep_groups_together) {
    Dataset dataset = rows_in_time(10);
    dataset.rows[9].part = Part::kTest;
    BOOST_TEST((split_dataset(dataset, {}).error().code == ErrorCode::kInvalid));
    for (Row& row : dataset.rows) row.part = Part::kTrain;
    dataset.rows[9].part = Part::kTest;
    dataset.rows[8].group = dataset.rows[9].group = "pair";
    const auto split = split_dataset(dataset, {});
    BOOST_REQUIRE(!split);
    BOOST_TEST(split.error().text.find("'pair'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(fractions_out_of_range_are_refused) {
    for (const double fraction : {-0.1, 1.0, 2.0, std::nan("")}) {
        BOOST_TEST((split_dataset(rows_in_time(10), holding_out(fraction)).error().code ==
                    ErrorCode::kInvalid));
        SplitRules rules;
        rules.validation_fraction = fraction;
        BOOST_TEST(!split_dataset(rows_in_time(10), rules).ok());
    }
}

BOOST_AUTO_TEST_CASE(without_a_hold_out_everything_trains) {
    SplitRules rules = holding_out(0);
    rules.min_holdout = 0;
    BOOST_TEST(split_of(rows_in_time(10), rules).train.size() == 10);
}

BOOST_AUTO_TEST_SUITE_END()
