// Makes torch repeatable: one thread, deterministic algorithms, a known seed. With it the same
// inputs give the same bits on the same machine.
#pragma once

#include <cstdint>

namespace hearth::sdk {

// Called by the SDK before every train and open.
void make_deterministic(std::uint64_t seed);

}  // namespace hearth::sdk
