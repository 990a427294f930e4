// The numbers by which origins, sources and sample sources stand in hearth.db. They are part of the
// schema (sql/migrations) and never change their meaning.
#pragma once

#include <cstdint>

#include "domain/sample.hpp"
#include "domain/state_change.hpp"

namespace hearth::store {

std::int64_t code_of(Origin origin);
std::int64_t code_of(SourceKind source);
std::int64_t code_of(SampleSource source);

// An unknown number reads as the least that can be claimed: unknown, plain JSON, simulated.
Origin origin_of_code(std::int64_t code);
SourceKind source_of_code(std::int64_t code);
SampleSource sample_source_of_code(std::int64_t code);

}  // namespace hearth::store
