// A training that gives the result which the scenario wants, over the rows that Hearth really gave
// it: the split and the rows are counted, the scores are not.
#pragma once

#include <functional>
#include <string>

#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth::scripted {

struct TrainingHost {
    std::function<void(const Json& progress)> progress;
    std::function<bool()> is_cancelled;
};

// request and result as in docs/plugin-guide.md. kCancelled, kInternal (the scenario wants it to
// fail).
Result<Json> train(const Json& request, const TrainingHost& host);

}  // namespace hearth::scripted
