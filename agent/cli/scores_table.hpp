// Scores side by side: one row for each contender (candidate, incumbent, baselines), one column for
// each metric. Pure.
#pragma once

#include "cli/style.hpp"
#include "cli/table.hpp"
#include "core/json.hpp"

namespace hearth::cli {

// scores: {"model":{"top1":0.6,…},"incumbent":{…},"markov1":{…}}. Rows: model, incumbent, then the
// others by name; columns: the usual metrics first. Contenders without figures are left out.
// first_name: what "model" is called, such as "candidate". Without the means of class_means_table.
Table scores_table(const Json& scores, const std::string& first_name);

// The same rows with precision, recall and F1 over all labels; no rows where nobody has them.
Table class_means_table(const Json& scores, const std::string& first_name);

}  // namespace hearth::cli
