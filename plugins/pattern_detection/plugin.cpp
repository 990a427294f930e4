#include "pattern_detection/pattern_model.hpp"

HEARTH_REGISTER_LEAN_PLUGIN(hearth::pattern::PatternModel, "pattern_detection", "0.1.0")
