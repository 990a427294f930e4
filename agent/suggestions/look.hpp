// What came of a look for suggestions, and what the models have told of it so far.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/result.hpp"
#include "suggestions/proposal.hpp"
#include "suggestions/suggestion.hpp"

namespace hearth::suggestions {

struct Look {
    int habits = 0, synergies = 0;  // that the models told
    std::vector<Suggestion> made;
    std::map<std::string, int> left_out;  // habits and proposals, by reason
};

using OnLook = std::function<void(Result<Look>)>;

// What the models have told so far.
struct LookRound {
    Look look;
    std::vector<std::pair<std::string, Proposal>> proposals;  // by model
    int most_habits = 0;
};

}  // namespace hearth::suggestions
