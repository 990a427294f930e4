// The rows of the table of settings that say how Hearth learns, trains and proposes. For
// settings_schema.cpp.
#pragma once

#include "config/field.hpp"
#include "config/settings.hpp"

namespace hearth::config {

Table<Settings> learning_fields();
Table<Settings> suggestion_fields();
Table<Settings> training_fields();

}  // namespace hearth::config
