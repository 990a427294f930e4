// The one table of what may be set: key, type, range or choices, rule, description. Defaults are
// those of a default-made Settings.
#pragma once

#include "config/field.hpp"
#include "config/settings.hpp"

namespace hearth::config {

const Table<Settings>& settings_table();
const Table<SourceConfig>& source_table();
const Table<ModelSettings>& model_table();

}  // namespace hearth::config
