// Identifiers for runs, versions and replies: ULIDs (26 characters, sort by time, random tail).
#pragma once

#include <string>

#include "core/clock.hpp"

namespace hearth {

// Thread-safe. The time part is `now`; the rest comes from the system's random source.
std::string new_ulid(TimeUs now);

}  // namespace hearth
