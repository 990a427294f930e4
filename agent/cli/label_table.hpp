// How a model did label by label, the most frequent labels first. Pure.
#pragma once

#include <cstddef>

#include "cli/table.hpp"
#include "core/json.hpp"

namespace hearth::cli {

// contender:
// {"labels":[{"label","support","predicted","hits","precision","recall","f1"}],"other":{…}}, one
// contender's part of "classes". At most `most` labels; the rest stands summed in a last row.
Table label_table(const Json& contender, std::size_t most);

}  // namespace hearth::cli
