// How many rows the event loop reads at once before it looks after something else: some
// milliseconds.
#pragma once

namespace hearth::training {

inline constexpr int kRowsPerSlice = 500;

}  // namespace hearth::training
