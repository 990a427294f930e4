// Made-up rows for the tests of the SDK.
#pragma once

#include <string>
#include <vector>

#include "sdk/dataset.hpp"

namespace hearth::sdk::test {

inline Row row_at(TimeUs time, const std::string& label = "a", const std::string& group = "") {
    Row out;
    out.time_us = time;
    out.label = label;
    out.group = group;
    out.features = Json::object();
    return out;
}

// Rows at 1, 2, 3 … microseconds.
inline Dataset rows_in_time(std::size_t count) {
    Dataset out;
    for (std::size_t i = 0; i < count; ++i) out.rows.push_back(row_at(static_cast<TimeUs>(i + 1)));
    return out;
}

}  // namespace hearth::sdk::test
