#include "pattern_detection/training/prior_file.hpp"

#include "pattern_detection/weights_file.hpp"
#include "sdk/late_library.hpp"
#include "sdk/safetensors.hpp"

namespace hearth::pattern {

Result<std::optional<ScorerWeights>> load_prior_file() {
    const std::string expected = HEARTH_PRIOR_SHA256;
    if (expected.empty()) return std::optional<ScorerWeights>();
    const auto path =
        sdk::file_beside("prior.safetensors", reinterpret_cast<const void*>(&load_prior_file));
    if (!path) return path.error();
    const auto file = sdk::read_tensors(*path, expected);
    if (!file) return file.error();
    auto weights = from_tensor_file(*file);
    if (!weights) return weights.error();
    return std::optional<ScorerWeights>(std::move(*weights));
}

}  // namespace hearth::pattern
