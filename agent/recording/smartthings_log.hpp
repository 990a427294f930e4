// Reads SmartThings action windows: 50 integers a line, 10 actions of (day of week, 3-hour slot,
// device, control of the device, device_control). A window is a group; the symbol is the
// device_control number, named by dictionary.json beside the file if there is one.
//
// The windows carry no date. Each gets weeks of its own from Monday 2000-01-03 on: day, slot and
// order are those of the data, the year and the time within a slot mean nothing.
#pragma once

#include <string>

#include "recording/log_builder.hpp"

namespace hearth {

// Whether a first line consists of integers only (50 of them or, wrongly, another number).
bool is_integer_row(const std::string& line);

// One file. components.csv beside it, if there, gives the part of each window (`clean_split`).
Status read_smartthings_file(const std::string& path, LogBuilder& builder);

// trn, vld and test (.txt or .txt.xz) of a folder, in this order.
Status read_smartthings_folder(const std::string& folder, LogBuilder& builder);

}  // namespace hearth
