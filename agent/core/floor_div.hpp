// Division that rounds down, so that days and hours before 1970 are counted as those after it.
#pragma once

#include "core/clock.hpp"

namespace hearth {

// Precondition: unit > 0.
constexpr TimeUs floor_div(TimeUs value, TimeUs unit) {
    return value / unit - (value % unit < 0 ? 1 : 0);
}

}  // namespace hearth
