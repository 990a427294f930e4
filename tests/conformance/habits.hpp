// A made-up household with habits: weekdays and weekends have their own course, with some chance.
// Data for the conformance suite; every row is a line of the dataset format.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/json.hpp"

namespace hearth::conformance {

struct Household {
    int days = 40;
    std::uint64_t seed = 7;
    double chance = 0.1;  // share of actions that are some other action instead
};

// Rows in order of time, all at different times. Context rows (target false) among them.
std::vector<Json> make_habits(const Household& household = {});

// The header of a dataset with these rows.
Json header_for(const std::vector<Json>& rows, const std::string& kind = "interaction");

// Writes a dataset file. Lines may be anything, so that damaged files can be made too.
void write_dataset(const std::string& path, const Json& header, const std::vector<Json>& rows);
void write_lines(const std::string& path, const std::vector<std::string>& lines);

// Deals labels and features out anew among the target rows from the n-th target on: times and
// frequencies stay, every habit is gone.
void shuffle_labels(std::vector<Json>& rows, std::size_t from_target, std::uint64_t seed);

std::size_t count_targets(const std::vector<Json>& rows);

}  // namespace hearth::conformance
