// Reads action logs without a header: date, time, sensor, action, state and activity, separated by
// blanks (the form that Almeida and Azkune published with "Predicting human behaviour with
// recurrent neural networks", 2018).
#pragma once

#include <string>

#include "recording/log_builder.hpp"

namespace hearth {

// Whether a first line looks like a row of such a log.
bool is_action_row(const std::string& line);

Status read_action_log(LineSource& lines, LogBuilder& builder);

}  // namespace hearth
