// Reads Hearth's own export (dataset_file.hpp) as an event log. Sensor = the row's label, entity
// and state from its features where they hold them.
#pragma once

#include <string>

#include "recording/log_builder.hpp"

namespace hearth {

Status read_dataset_log(const std::string& path, LogBuilder& builder);

}  // namespace hearth
