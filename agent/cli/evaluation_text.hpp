// The result of `evaluate` as text: model and baselines side by side. Pure.
#pragma once

#include <string>

#include "cli/style.hpp"
#include "core/json.hpp"

namespace hearth::cli {

// evaluation: as docs/design.md section 8 has it. per_class: with the most frequent labels, one by
// one.
std::string evaluation_text(const Json& evaluation, bool per_class, const Style& style);

}  // namespace hearth::cli
