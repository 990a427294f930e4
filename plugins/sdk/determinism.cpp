#include "sdk/determinism.hpp"

#include <ATen/Context.h>
#include <ATen/Parallel.h>

namespace hearth::sdk {

void make_deterministic(std::uint64_t seed) {
    at::set_num_threads(1);
    at::globalContext().setDeterministicAlgorithms(true, /*warn_only=*/false);
    at::manual_seed(seed);
}

}  // namespace hearth::sdk
