// The permanent anchor set of a model: early samples, spread evenly, that no version ever learns
// from. Chosen once, when there are enough samples.
#pragma once

#include "domain/manifest.hpp"
#include "store/store.hpp"

namespace hearth::training {

// Of the first kAnchorSpan samples that the model has to predict every kAnchorStep-th.
inline constexpr int kAnchorSpan = 400;
inline constexpr int kAnchorStep = 4;

// The set; empty while there are fewer than kAnchorSpan samples. `chosen` is set when it was chosen
// by this call: versions from before have learned from its rows.
Result<store::SampleSets::Ids> anchor_set(store::Store& store, const Manifest& manifest,
                                          bool& chosen);

}  // namespace hearth::training
