// How many samples count towards the next training after some of them were deleted. Event loop
// only.
#pragma once

#include "domain/manifest.hpp"
#include "store/store.hpp"

namespace hearth::training {

// Counts those that are there, that the model accepts and that no run was given, and lowers the
// number that is stored to that. They are about as many as the threshold, so it is quick.
Status recount_new_samples(store::Store& store, const Manifest& manifest);

}  // namespace hearth::training
