// Makes torch repeatable: one thread, deterministic algorithms, a known seed. With it the same
// inputs give the same bits on the same machine.
#pragma once

#include <cstdint>

namespace hearth::sdk {

// The SDK calls it before every train and open of a plugin that is linked with LibTorch.
void make_deterministic(std::uint64_t seed);

}  // namespace hearth::sdk
